//! How the fields of a type that is sent are set.

use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Value;
use syn::{GenericArgument, Ident, PathArguments, TypePath};

use crate::codegen::refine::structs::wire_name;
use crate::codegen::refine::{Model, docs};

/// What the client sends for a required property that nobody set.
pub(super) const CLIENT_DEFAULT: &str = "x-client-default";
/// With which value of another property alone one may be set.
const ONLY_WITH: &str = "x-only-with";

/// A field of a type that is sent.
pub(super) struct Field {
    /// In Rust.
    pub(super) name: Ident,
    /// On the wire.
    pub(super) wire: String,
    pub(super) of: syn::Type,
    pub(super) role: Role,
    /// Where it stands among what is required.
    rank: Option<usize>,
    /// All that is said of it.
    pub(super) docs: String,
    pub(super) deprecated: Option<syn::Attribute>,
    pub(super) schema: Option<Schema>,
}

/// When a field gets its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The constructor takes it.
    Required,
    /// It has a value that a setter changes.
    Preset,
    /// It has none until a setter gives it one.
    Optional,
}

/// The fields of a struct, in the order of the spec.
pub(super) fn fields(model: &Model) -> Vec<Field> {
    let (syn::Item::Struct(item), SchemaKind::Type(Type::Object(object))) =
        (&model.item, &model.schema.schema_kind)
    else {
        return Vec::new();
    };
    let fields = item.fields.iter().filter_map(|field| {
        let wire = wire_name(field);
        let property = object.properties.get(&wire);
        let schema = match property {
            Some(ReferenceOr::Item(schema)) => Some((**schema).clone()),
            _ => None,
        };
        let is_preset = schema
            .as_ref()
            .is_some_and(|schema| schema.schema_data.extensions.contains_key(CLIENT_DEFAULT));
        let role = match (is_option(&field.ty), object.required.contains(&wire)) {
            (true, true) => Role::Preset,
            (true, false) => Role::Optional,
            (false, _) if is_preset => Role::Preset,
            (false, _) => Role::Required,
        };
        let deprecated = field
            .attrs
            .iter()
            .find(|it| it.path().is_ident("deprecated"));
        Some(Field {
            name: field.ident.clone()?,
            rank: object.required.iter().position(|name| *name == wire),
            wire,
            of: field.ty.clone(),
            role,
            docs: docs::text(&field.attrs),
            deprecated: deprecated.cloned(),
            schema,
        })
    });
    fields.collect()
}

/// What the constructor takes, in the order in which the spec lists what is required.
///
/// Fields stand in the order of the properties, which is often that of the alphabet; the arguments of
/// a function are read in an order that people choose.
pub(super) fn taken(fields: &[Field]) -> Vec<&Field> {
    let fields = fields.iter();
    let mut taken: Vec<_> = fields
        .filter(|field| field.role == Role::Required)
        .collect();
    taken.sort_by_key(|field| field.rank);
    taken
}

impl Field {
    /// The name of its setter, which is not that of a function that the type or a request has.
    pub(super) fn setter(&self, taken: &[&str]) -> Ident {
        let name = self.name.to_string();
        if taken.contains(&name.as_str()) {
            return quote::format_ident!("{name}_");
        }
        self.name.clone()
    }

    /// The other property, and its value, with which alone this one may be set.
    pub(super) fn only_with(&self) -> Option<(&str, &str)> {
        let extensions = &self.schema.as_ref()?.schema_data.extensions;
        let (other, value) = extensions.get(ONLY_WITH)?.as_object()?.iter().next()?;
        Some((other, value.as_str()?))
    }

    /// What a setter or constructor takes for it, and how that becomes a value of its type.
    pub(super) fn argument(&self) -> (TokenStream, TokenStream) {
        let name = &self.name;
        match inner(&self.of, "Option") {
            Some(inner) => argument(&inner, &name.to_token_stream()),
            None => argument(&self.of, &name.to_token_stream()),
        }
    }

    /// The value before anybody sets one.
    pub(super) fn initial(&self) -> TokenStream {
        let default = self
            .schema
            .as_ref()
            .and_then(|schema| schema.schema_data.extensions.get(CLIENT_DEFAULT));
        match default {
            _ if is_option(&self.of) => quote!(None),
            Some(Value::Array(_)) => quote!(Vec::new()),
            Some(Value::Number(number)) if has_name(&self.of, "f64") => {
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

    /// The first sentence of what is said of it.
    pub(super) fn first_sentence(&self) -> String {
        let text = self.docs.split("\n\n").next().unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let end = text.match_indices(". ").map(|(at, _)| at).find(|at| {
            // Not after an abbreviation.
            let before = text.get(..*at).unwrap_or_default();
            !["e.g", "i.e", "etc"]
                .iter()
                .any(|short| before.ends_with(short))
        });
        match end {
            Some(end) => text.get(..=end).unwrap_or_default().to_owned(),
            None => text,
        }
    }
}

/// What is taken for a value of the type `of`, and how it becomes one.
fn argument(of: &syn::Type, value: &TokenStream) -> (TokenStream, TokenStream) {
    if let Some(nullable) = inner(of, "Nullable") {
        return match inner(&nullable, "Vec") {
            Some(item) => (quote!(impl ListOrNull<#item>), quote!(#value.into_list())),
            None if is_integer(&nullable) => {
                (quote!(impl IntegerOrNull), quote!(#value.into_nullable()))
            }
            None => (quote!(impl Into<#of>), quote!(#value.into())),
        };
    }
    if let Some(item) = inner(of, "Vec") {
        let (converts, function) = conversion(&item);
        let of_trait = if is_integer(&item) {
            quote!(IntoInteger)
        } else {
            quote!(Into)
        };
        return (
            quote!(impl IntoIterator<Item = impl #converts>),
            quote!(#value.into_iter().map(#of_trait::#function).collect()),
        );
    }
    if let Some(of) = map_value(of) {
        let (converts, function) = conversion(&of);
        return (
            quote!(impl IntoIterator<Item = (impl Into<String>, impl #converts)>),
            quote! {
                #value.into_iter().map(|(name, value)| (name.into(), value.#function())).collect()
            },
        );
    }
    if has_name(of, "bool") {
        return (quote!(bool), value.clone());
    }
    let (converts, function) = conversion(of);
    (quote!(impl #converts), quote!(#value.#function()))
}

/// The trait of what converts into a type, and its function.
fn conversion(of: &syn::Type) -> (TokenStream, TokenStream) {
    match is_integer(of) {
        true => (quote!(IntoInteger), quote!(into_integer)),
        false => (quote!(Into<#of>), quote!(into)),
    }
}

fn is_integer(of: &syn::Type) -> bool {
    has_name(of, "i64")
}

/// The type of the values of a map.
pub(super) fn map_value(of: &syn::Type) -> Option<syn::Type> {
    inner(of, "BTreeMap").or_else(|| inner(of, "Map"))
}

pub(super) fn is_option(of: &syn::Type) -> bool {
    has_name(of, "Option")
}

pub(super) fn has_name(of: &syn::Type, name: &str) -> bool {
    match of {
        syn::Type::Path(path) => path.path.segments.last().is_some_and(|it| it.ident == name),
        _ => false,
    }
}

/// The last argument of a generic type of this name.
pub(super) fn inner(of: &syn::Type, name: &str) -> Option<syn::Type> {
    match of {
        syn::Type::Path(path) => argument_of(path, name),
        _ => None,
    }
}

fn argument_of(path: &TypePath, name: &str) -> Option<syn::Type> {
    let last = path.path.segments.last().filter(|it| it.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.last()? {
        GenericArgument::Type(argument) => Some(argument.clone()),
        _ => None,
    }
}
