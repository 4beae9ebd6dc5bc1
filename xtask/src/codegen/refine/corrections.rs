//! Client error correction: what becomes of a required member that a response lacks.

use std::collections::BTreeSet;

use openapiv3::{ReferenceOr, SchemaKind, Type};
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, Field, Item, parse_quote};

use super::Model;
use super::structs::{as_struct, has_type, wire_name};
use crate::codegen::lower::{DECISIVE, RECEIVED, SENT};

/// Lets a required member be missing where the spec says that no decision hangs on it: it takes the
/// empty value of its type. A time is null then, whatever the spec says.
pub(super) fn let_be_missing(model: &mut Model) {
    let corrected = corrected(model);
    for field in as_struct(&mut model.item)
        .into_iter()
        .flat_map(|item| &mut item.fields)
    {
        let is_time = has_type(field, &["Timestamp"]);
        if is_time || corrected.contains(&wire_name(field)) {
            field.attrs.retain(|attribute| !is_integer(attribute));
            field.attrs.push(attribute(field));
        }
    }
}

/// The required members with `x-decisive: false`, by their names on the wire.
///
/// None of a type that is sent as well: what a program reads, changes and writes back is not made up.
fn corrected(model: &Model) -> BTreeSet<String> {
    let marks = &model.schema.schema_data.extensions;
    let SchemaKind::Type(Type::Object(object)) = &model.schema.schema_kind else {
        return BTreeSet::new();
    };
    if marks.contains_key(SENT) || !marks.contains_key(RECEIVED) {
        return BTreeSet::new();
    }
    let corrected = object.required.iter().filter(|name| {
        let property = object.properties.get(*name).and_then(ReferenceOr::as_item);
        property.is_some_and(|property| {
            let data = &property.schema_data;
            !data.nullable && data.extensions.get(DECISIVE) == Some(&false.into())
        })
    });
    corrected.cloned().collect()
}

fn attribute(field: &Field) -> Attribute {
    // Written out for `schemars`, whose macro gives the compiler nothing to infer the type from.
    let missing = format!("missing::<{}>", written(&field.ty));
    if has_type(field, &["Timestamp", "Value"]) {
        // These take a null themselves.
        parse_quote!(#[serde(default = #missing)])
    } else if has_type(field, &["i64", "Vec<i64>"]) {
        parse_quote!(#[serde(default = #missing, deserialize_with = "integer_or_missing")])
    } else {
        parse_quote!(#[serde(default = #missing, deserialize_with = "or_missing")])
    }
}

/// Returns true for a field that takes its empty value when it is missing.
pub(super) fn is_corrected(field: &Field) -> bool {
    let is_correction = |attribute: &Attribute| {
        let text = attribute.to_token_stream().to_string();
        text.contains("default = \"missing::<")
    };
    field.attrs.iter().any(is_correction)
}

/// A type as people write it.
pub(super) fn written(of: &syn::Type) -> String {
    let text = of.to_token_stream().to_string().replace(' ', "");
    text.replace(',', ", ")
}

/// What lets an integer be written as `3.0`; what lets it be missing does that as well.
fn is_integer(attribute: &Attribute) -> bool {
    let text = attribute.to_token_stream().to_string();
    text.contains("deserialize_with = \"integer\"")
}

/// Gives the structs that may be missing as a whole a value that says nothing.
pub(super) fn empty(models: &mut [Model]) {
    let mut open: Vec<String> = Vec::new();
    for model in models.iter() {
        let corrected = corrected(model);
        let fields = fields(&model.item).filter(|field| corrected.contains(&wire_name(field)));
        open.extend(fields.map(type_of));
    }
    let mut done = BTreeSet::new();
    while let Some(name) = open.pop() {
        let Some(model) = models.iter_mut().find(|model| model.name == name) else {
            continue;
        };
        if matches!(model.item, Item::Struct(_)) && done.insert(name) {
            // What is required in it may be missing too, or the lint would not have let it be.
            open.extend(fields(&model.item).map(type_of));
            model.extras.push(implementation(model));
        }
    }
}

fn implementation(model: &Model) -> Item {
    let name = format_ident!("{}", model.name);
    let deprecated = |field: &Field| {
        field
            .attrs
            .iter()
            .any(|it| it.path().is_ident("deprecated"))
    };
    let allow = fields(&model.item)
        .any(deprecated)
        .then(|| quote!(#[allow(deprecated)]));
    let names = fields(&model.item).map(|field| &field.ident);
    parse_quote! {
        impl Empty for #name {
            #allow
            fn empty() -> Self {
                Self { #(#names: Empty::empty()),* }
            }
        }
    }
}

pub(super) fn fields(item: &Item) -> impl Iterator<Item = &Field> {
    let item = match item {
        Item::Struct(item) => Some(item),
        _ => None,
    };
    item.into_iter().flat_map(|item| &item.fields)
}

fn type_of(field: &Field) -> String {
    field.ty.to_token_stream().to_string()
}
