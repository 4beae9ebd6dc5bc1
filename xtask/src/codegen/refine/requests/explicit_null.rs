use openapiv3::{ReferenceOr, SchemaKind, Type};
use syn::parse_quote;

use super::fields::inner;
use crate::codegen::lower::EXPLICIT_NULL;
use crate::codegen::refine::Model;
use crate::codegen::refine::structs::{as_struct, wire_name};

/// Gives a setting that may be left out or be null a state for each: `Option<Nullable<T>>`.
pub(in crate::codegen::refine) fn add_state(model: &mut Model) {
    let SchemaKind::Type(Type::Object(object)) = &model.schema.schema_kind else {
        return;
    };
    let Some(item) = as_struct(&mut model.item) else {
        return;
    };
    for field in &mut item.fields {
        let name = wire_name(field);
        let Some(ReferenceOr::Item(property)) = object.properties.get(&name) else {
            continue;
        };
        if !property.schema_data.extensions.contains_key(EXPLICIT_NULL) {
            continue;
        }
        let Some(value) = inner(&field.ty, "Option") else {
            continue;
        };
        field.ty = parse_quote!(Option<Nullable<#value>>);
        field
            .attrs
            .retain(|attribute| !attribute.path().is_ident("serde"));
        let is_renamed = field.ident.as_ref().is_some_and(|ident| *ident != name);
        field.attrs.push(parse_quote! {
            #[serde(
                default,
                skip_serializing_if = "Option::is_none",
                deserialize_with = "present"
            )]
        });
        if is_renamed {
            field.attrs.push(parse_quote!(#[serde(rename = #name)]));
        }
    }
}
