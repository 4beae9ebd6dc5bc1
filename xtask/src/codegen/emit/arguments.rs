use std::fmt;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Value;

use super::{ident, lexed};
use crate::codegen::model::{Field, Ty};

/// Type of the argument of a setter or constructor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument(Form);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    Bool,
    Converts(Ty),
    List(Ty),
    Map(Ty),
    ListOrNull(Ty),
    IntegerOrNull,
}

impl Argument {
    /// Returns the argument for a value of type `ty`, without an `Option` around it.
    pub fn of(ty: &Ty) -> Self {
        Self(match ty.without_option() {
            Ty::Nullable(inner) => match &**inner {
                Ty::List(item) => Form::ListOrNull((**item).clone()),
                Ty::Integer => Form::IntegerOrNull,
                _ => Form::Converts(ty.without_option().clone()),
            },
            Ty::List(item) => Form::List((**item).clone()),
            Ty::Map(value) => Form::Map((**value).clone()),
            Ty::Bool => Form::Bool,
            ty => Form::Converts(ty.clone()),
        })
    }

    /// Returns the expression that converts the argument called `name`.
    pub(super) fn value(&self, name: &str) -> TokenStream {
        let name = ident(name);
        match &self.0 {
            Form::Bool => quote!(#name),
            Form::Converts(Ty::Integer) => quote!(#name.into_integer()),
            Form::Converts(_) => quote!(#name.into()),
            Form::List(Ty::Integer) => {
                quote!(#name.into_iter().map(IntoInteger::into_integer).collect())
            }
            Form::List(_) => quote!(#name.into_iter().map(Into::into).collect()),
            Form::Map(value) => {
                let value = Self(Form::Converts(value.clone())).value("value");
                quote!(#name.into_iter().map(|(name, value)| (name.into(), #value)).collect())
            }
            Form::ListOrNull(_) => quote!(#name.into_list()),
            Form::IntegerOrNull => quote!(#name.into_nullable()),
        }
    }
}

/// The type in Rust.
impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let converts = |ty: &Ty| match ty {
            Ty::Integer => "impl IntoInteger".to_owned(),
            ty => format!("impl Into<{ty}>"),
        };
        match &self.0 {
            Form::Bool => f.write_str("bool"),
            Form::Converts(ty) => f.write_str(&converts(ty)),
            Form::List(item) => write!(f, "impl IntoIterator<Item = {}>", converts(item)),
            Form::Map(value) => write!(
                f,
                "impl IntoIterator<Item = (impl Into<String>, {})>",
                converts(value)
            ),
            Form::ListOrNull(item) => write!(f, "impl ListOrNull<{item}>"),
            Form::IntegerOrNull => f.write_str("impl IntegerOrNull"),
        }
    }
}

impl ToTokens for Argument {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(lexed(self));
    }
}

/// Returns the initial value of a field.
pub(super) fn initial(field: &Field) -> TokenStream {
    match &field.preset {
        _ if field.ty.is_option() => quote!(None),
        Some(Value::Array(_)) => quote!(Vec::new()),
        Some(Value::Number(number)) if field.ty == Ty::Number => {
            let number = Literal::f64_unsuffixed(number.as_f64().unwrap_or_default());
            quote!(#number)
        }
        Some(Value::Number(number)) => {
            let number = Literal::i64_unsuffixed(number.as_i64().unwrap_or_default());
            quote!(#number)
        }
        Some(Value::Bool(flag)) => quote!(#flag),
        Some(Value::String(text)) => quote!(#text.into()),
        _ => quote!(Default::default()),
    }
}
