use openapiv3::{SchemaKind, Type};
use quote::ToTokens;
use syn::{Attribute, Field, Fields, Item, ItemStruct, parse_quote};

use super::Model;

/// Gives a struct the traits that users expect, and lets it grow without breaking them.
pub(super) fn derive(model: &mut Model) {
    let Some(item) = as_struct(&mut model.item) else {
        return;
    };
    item.attrs
        .retain(|attribute| attribute.path().is_ident("doc"));
    item.attrs.extend::<Vec<Attribute>>(vec![
        parse_quote!(#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]),
        parse_quote!(#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]),
        parse_quote!(#[non_exhaustive]),
    ]);
}

/// Lets a field that may be null be absent, whatever the spec says.
///
/// Absence and null read alike, so that a field the server drops costs nobody anything.
pub(super) fn tolerate_absence(model: &mut Model) {
    for field in as_struct(&mut model.item)
        .into_iter()
        .flat_map(|item| &mut item.fields)
    {
        field.attrs.retain(|attribute| !demands_presence(attribute));
    }
}

/// Lets an integer be written as `3.0`, which JSON does not tell from `3`.
pub(super) fn tolerate_points(model: &mut Model) {
    for field in as_struct(&mut model.item)
        .into_iter()
        .flat_map(|item| &mut item.fields)
    {
        if has_type(
            field,
            &["i64", "Option<i64>", "Vec<i64>", "Option<Vec<i64>>"],
        ) {
            // Without a default, serde would demand the presence of an `Option` that it does not
            // decode itself.
            field.attrs.push(if has_type(field, &["i64", "Vec<i64>"]) {
                parse_quote!(#[serde(deserialize_with = "integer")])
            } else {
                parse_quote!(#[serde(default, deserialize_with = "integer")])
            });
        }
    }
}

/// progenitor's way of telling "required but null" from "absent".
fn demands_presence(attribute: &Attribute) -> bool {
    attribute.path().is_ident("serde")
        && attribute
            .to_token_stream()
            .to_string()
            .contains("deserialize_with")
}

pub(super) fn has_type(field: &Field, types: &[&str]) -> bool {
    let written = field.ty.to_token_stream().to_string().replace(' ', "");
    types.contains(&written.as_str())
}

/// Puts the fields into the order of the spec; progenitor sorts them by name.
pub(super) fn order_fields(model: &mut Model) {
    let SchemaKind::Type(Type::Object(object)) = &model.schema.schema_kind else {
        return;
    };
    let Some(ItemStruct {
        fields: Fields::Named(fields),
        ..
    }) = as_struct(&mut model.item)
    else {
        return;
    };
    let mut sorted: Vec<_> = std::mem::take(&mut fields.named).into_iter().collect();
    sorted.sort_by_key(|field| object.properties.get_index_of(&wire_name(field)));
    fields.named = sorted.into_iter().collect();
}

/// The name of a field in JSON.
pub(super) fn wire_name(field: &Field) -> String {
    let mut name = field
        .ident
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    for attribute in &field.attrs {
        if attribute.path().is_ident("serde") {
            let _ = attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("rename") {
                    name = meta.value()?.parse::<syn::LitStr>()?.value();
                } else if meta.input.peek(syn::Token![=]) {
                    meta.value()?.parse::<syn::Expr>()?;
                }
                Ok(())
            });
        }
    }
    name
}

/// The struct of a model that is one.
pub(super) fn as_struct(item: &mut Item) -> Option<&mut ItemStruct> {
    match item {
        Item::Struct(item) => Some(item),
        _ => None,
    }
}
