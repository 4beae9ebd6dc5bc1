use openapiv3::SchemaKind;
use quote::quote;
use syn::{Item, parse_quote};

use super::{Model, docs};

/// Gives a union that is told apart by JSON type an arm for any other JSON value.
pub(super) fn open(model: &mut Model) {
    // One with a tag is no enum item any more.
    let Item::Enum(item) = &model.item else {
        return;
    };
    if !matches!(model.schema.schema_kind, SchemaKind::OneOf { .. }) {
        return;
    }
    let docs = docs::attributes(&docs::text(&item.attrs));
    let variants = item.variants.iter().map(|variant| {
        // progenitor names the variants by their JSON types.
        let kind = variant.ident.to_string().to_lowercase();
        let doc = docs::attributes(&format!("A JSON {kind}."));
        let (name, content) = (&variant.ident, &variant.fields);
        quote!(#(#doc)* #name #content)
    });
    let name = &item.ident;
    model.item = Item::Macro(parse_quote! {
        untagged_union! {
            #(#docs)*
            pub enum #name { #(#variants,)* }
        }
    });
}
