use quote::quote;
use syn::{Ident, Item, parse_quote};

use super::{Model, docs};

/// Tells the variants of a union apart by their tag, with an arm that keeps an unknown one whole.
///
/// progenitor ignores the `discriminator` and takes the first variant that fits.
pub(super) fn tag(model: &mut Model) {
    let (Item::Enum(item), Some(discriminator)) =
        (&mut model.item, &model.schema.schema_data.discriminator)
    else {
        return;
    };
    let tag = &discriminator.property_name;
    let docs = docs::attributes(&docs::text(&item.attrs));
    let variants = discriminator.mapping.iter().map(|(value, reference)| {
        let content = reference.trim_start_matches("#/components/schemas/");
        let content = Ident::new(content, item.ident.span());
        let (content_name, union) = (content.to_string(), item.ident.to_string());
        let variant = Ident::new(variant_of(&content_name, &union), content.span());
        let doc = docs::attributes(&format!("`{tag}` is `{value}`."));
        quote!(#(#doc)* #variant(#content) = #value)
    });
    let name = &item.ident;
    model.item = Item::Macro(parse_quote! {
        tagged_union! {
            #(#docs)*
            #[tag = #tag]
            pub enum #name { #(#variants,)* }
        }
    });
}

/// The name of a variant: that of its content, less what it shares with the union's own ending.
///
/// `CustomModel` is the variant `Custom` of `LlmModel`.
pub fn variant_of<'a>(content: &'a str, union: &str) -> &'a str {
    let last_word = union
        .rfind(char::is_uppercase)
        .and_then(|start| union.get(start..))
        .unwrap_or_default();
    match content.strip_suffix(last_word) {
        Some(rest) if !rest.is_empty() => rest,
        _ => content,
    }
}
