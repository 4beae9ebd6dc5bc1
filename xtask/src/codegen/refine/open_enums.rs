use heck::ToUpperCamelCase;
use openapiv3::{SchemaData, SchemaKind, Type};
use proc_macro2::Span;
use quote::quote;
use syn::{Attribute, Ident, Item, parse_quote};

use super::{Model, docs};

/// Opens a string enum: a value it does not know is kept. progenitor's would fail the response.
pub(super) fn open(model: &mut Model) {
    let (Item::Enum(item), SchemaKind::Type(Type::String(text))) =
        (&model.item, &model.schema.schema_kind)
    else {
        return;
    };
    let data = &model.schema.schema_data;
    let attributes: Vec<Attribute> = docs::attributes(&docs::text(&item.attrs));
    let variants = text.enumeration.iter().flatten().map(|value| {
        let name = Ident::new(&variant_name(value, data), Span::call_site());
        let meaning = extension(data, "x-enum-descriptions", value).unwrap_or_default();
        let meaning = docs::attributes(meaning);
        quote!(#(#meaning)* #name = #value)
    });
    let name = &item.ident;
    model.item = Item::Macro(parse_quote! {
        open_enum! {
            #(#attributes)*
            pub enum #name { #(#variants,)* }
        }
    });
}

/// The Rust name of an enum value: its own in camel case, or what `x-enum-names` says.
pub fn variant_name(value: &str, data: &SchemaData) -> String {
    if let Some(name) = extension(data, "x-enum-names", value) {
        return name.to_owned();
    }
    let name = value.to_upper_camel_case();
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("V{name}")
    } else {
        name
    }
}

fn extension<'a>(data: &'a SchemaData, extension: &str, value: &str) -> Option<&'a str> {
    data.extensions.get(extension)?.get(value)?.as_str()
}
