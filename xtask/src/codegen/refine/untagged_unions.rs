use openapiv3::SchemaKind;
use syn::{Attribute, Item, parse_quote};

use super::Model;

/// Gives a union that is told apart by JSON type an arm for any other JSON value.
pub(super) fn open(model: &mut Model) {
    let Item::Enum(item) = &mut model.item else {
        return;
    };
    if !matches!(model.schema.schema_kind, SchemaKind::OneOf { .. })
        || model.schema.schema_data.discriminator.is_some()
    {
        return;
    }
    item.attrs
        .retain(|attribute| attribute.path().is_ident("doc"));
    item.attrs.extend::<Vec<Attribute>>(vec![
        parse_quote!(#[doc = "\nTold apart by JSON type. Match with a `_` arm."]),
        parse_quote!(#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]),
        parse_quote!(#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]),
        parse_quote!(#[serde(untagged)]),
        parse_quote!(#[non_exhaustive]),
    ]);
    for variant in &mut item.variants {
        let doc = format!("A JSON {}.", variant.ident.to_string().to_lowercase());
        variant.attrs.push(parse_quote!(#[doc = #doc]));
    }
    item.variants.push(parse_quote! {
        /// Any other JSON value, kept and written back unchanged.
        #[non_exhaustive]
        Unknown(Value)
    });
}
