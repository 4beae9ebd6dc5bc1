use std::fmt;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Value;

use super::{ident, lexed};
use crate::codegen::model::{Field, Ty};

/// Argument type of the setter or constructor that takes a value of a type.
#[derive(Clone, Copy, Debug)]
pub struct Argument<'m>(&'m Ty);

impl<'m> Argument<'m> {
    /// Creates the argument for a value of type `ty`, without an `Option` around it.
    pub fn new(ty: &'m Ty) -> Self {
        Self(ty.without_option())
    }

    /// Returns the expression that converts the argument called `name`.
    pub(super) fn value(self, name: &str) -> TokenStream {
        let argument = ident(name);
        match self.0 {
            Ty::Bool => quote!(#argument),
            Ty::Integer => quote!(#argument.into_integer()),
            Ty::List(item) if **item == Ty::Integer => {
                quote!(#argument.into_iter().map(IntoInteger::into_integer).collect())
            }
            Ty::List(_) => quote!(#argument.into_iter().map(Into::into).collect()),
            Ty::Map(value) => {
                let value = match **value {
                    Ty::Integer => quote!(value.into_integer()),
                    _ => quote!(value.into()),
                };
                quote!(#argument.into_iter().map(|(name, value)| (name.into(), #value)).collect())
            }
            _ => quote!(#argument.into()),
        }
    }
}

/// The type in Rust.
impl fmt::Display for Argument<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let into = |ty: &Ty| match ty {
            Ty::Integer => "impl IntoInteger".to_owned(),
            ty => format!("impl Into<{ty}>"),
        };
        match self.0 {
            Ty::Bool => f.write_str("bool"),
            Ty::List(item) => write!(f, "impl IntoIterator<Item = {}>", into(item)),
            Ty::Map(value) => {
                let value = into(value);
                write!(f, "impl IntoIterator<Item = (impl Into<String>, {value})>")
            }
            Ty::Nullable(inner) => match &**inner {
                Ty::List(item) => write!(f, "impl ListOrNull<{item}>"),
                Ty::Integer => f.write_str("impl IntegerOrNull"),
                _ => f.write_str(&into(self.0)),
            },
            ty => f.write_str(&into(ty)),
        }
    }
}

impl ToTokens for Argument<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(lexed(self));
    }
}

/// Returns the arguments for fields: `name: type`.
pub(super) fn list(fields: &[&Field]) -> Vec<TokenStream> {
    let arguments = fields.iter().map(|field| {
        let (name, ty) = (ident(&field.name), Argument::new(&field.ty));
        quote!(#name: #ty)
    });
    arguments.collect()
}

/// Returns the initial value of a field.
pub(super) fn initial(field: &Field) -> TokenStream {
    match (&field.preset, &field.ty) {
        (_, Ty::Option(_)) => quote!(None),
        (Some(Value::Array(_)), _) => quote!(Vec::new()),
        (Some(Value::String(text)), _) => quote!(#text.into()),
        (Some(Value::Number(number)), Ty::Number) => {
            let number = Literal::f64_unsuffixed(number.as_f64().unwrap_or_default());
            quote!(#number)
        }
        // Written as in JSON.
        (Some(value @ (Value::Number(_) | Value::Bool(_))), _) => lexed(value),
        _ => quote!(Default::default()),
    }
}
