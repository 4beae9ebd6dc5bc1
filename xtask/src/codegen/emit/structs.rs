use proc_macro2::TokenStream;
use quote::quote;

use super::{constructors, docs, ident};
use crate::codegen::model::{Absence, Field, Model, Role, Ty};

/// Emits a non-exhaustive struct with the traits that users expect.
pub(super) fn definition(model: &Model, fields: &[Field]) -> TokenStream {
    let (name, about) = (ident(&model.name), docs::attributes(&model.docs));
    let default = is_default(model, fields).then(|| quote!(#[serde(default)]));
    let derived = constructors::is_default(model).then(|| quote!(Default,));
    let fields = fields.iter().map(|field| {
        let (name, ty, about) = (ident(&field.name), &field.ty, docs::attributes(&field.docs));
        let (serde, deprecated) = (serde(field), &field.deprecated);
        quote! {
            #about
            #serde
            #deprecated
            pub #name: #ty
        }
    });
    quote! {
        #about
        #[derive(Clone, Debug, #derived PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        #default
        pub struct #name { #(#fields,)* }
    }
}

/// Returns true if stored parameters may lack any field, because the constructor requires none.
fn is_default(model: &Model, fields: &[Field]) -> bool {
    let is_preset = |field: &Field| field.role() == Role::Preset && !field.ty.is_option();
    model.sent
        && !model.received
        && fields.iter().any(is_preset)
        && fields.iter().all(|field| field.role() != Role::Required)
}

/// Returns serde's attribute, if the field needs one.
fn serde(field: &Field) -> Option<TokenStream> {
    let wire = &field.wire;
    let rename = (field.name != *wire).then(|| quote!(rename = #wire));
    let default = default(field).map(|default| match default.as_str() {
        "" => quote!(default),
        default => quote!(default = #default),
    });
    let skip = (field.absence == Absence::Omitted)
        .then(|| quote!(skip_serializing_if = "Option::is_none"));
    let with = with(field).map(|with| quote!(deserialize_with = #with));
    let parts: Vec<_> = [rename, default, skip, with]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| quote!(#[serde(#(#parts),*)]))
}

/// Returns true for the type of a setting that distinguishes null from absent.
fn is_explicit(ty: &Ty) -> bool {
    matches!(ty, Ty::Option(inner) if matches!(**inner, Ty::Nullable(_)))
}

/// Returns the function that creates the value of an absent field; empty for `Default`.
fn default(field: &Field) -> Option<String> {
    match field.absence {
        // The type is spelled out for `schemars`, whose macro leaves nothing to infer it from.
        Absence::Empty => Some(format!("missing::<{}>", field.ty)),
        Absence::Default => Some(String::new()),
        // Without a default, serde would require an `Option` that it does not decode itself.
        _ if field.ty.is_option() && with(field).is_some() => Some(String::new()),
        _ => None,
    }
}

/// Returns the function that decodes a field.
fn with(field: &Field) -> Option<&'static str> {
    let is_integer = match field.ty.without_option() {
        Ty::Integer => true,
        Ty::List(inner) => **inner == Ty::Integer,
        _ => false,
    };
    match field.absence {
        _ if is_explicit(&field.ty) => Some("some"),
        // These accept null themselves.
        Absence::Empty if matches!(field.ty, Ty::Time | Ty::Json) => None,
        Absence::Empty if is_integer => Some("integer_or_missing"),
        Absence::Empty => Some("or_missing"),
        // JSON does not distinguish `3.0` from `3`.
        _ if is_integer => Some("integer"),
        _ => None,
    }
}

/// Returns the functions that serde's attributes name.
pub(super) fn functions(field: &Field) -> String {
    let default = default(field).unwrap_or_default();
    format!("{default} {}", with(field).unwrap_or_default())
}
