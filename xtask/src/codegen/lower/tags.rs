use openapiv3::{OpenAPI, ReferenceOr, SchemaKind, Type};

use super::components;

/// Removes the tag from the variants of a union: the union encodes it, so nobody can set a wrong one.
pub(super) fn drop_union_tags(api: &mut OpenAPI) {
    let Some(all) = &mut api.components else {
        return;
    };
    let unions = all.schemas.values().filter_map(ReferenceOr::as_item);
    let tagged = unions.filter_map(|schema| schema.schema_data.discriminator.clone());
    for discriminator in tagged.collect::<Vec<_>>() {
        let tag = discriminator.property_name;
        for reference in discriminator.mapping.values() {
            let name = components::name_of(reference).unwrap_or_default();
            if let Some(ReferenceOr::Item(schema)) = all.schemas.get_mut(name)
                && let SchemaKind::Type(Type::Object(object)) = &mut schema.schema_kind
            {
                object.properties.shift_remove(&tag);
                object.required.retain(|required| *required != tag);
            }
        }
    }
}
