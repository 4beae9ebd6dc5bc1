use openapiv3::{OpenAPI, ReferenceOr, SchemaKind, Type};

use crate::codegen::walk::schemas_mut;

/// Removes the tag from the variants of a union: the union encodes it, so nobody can set a wrong one.
pub(super) fn drop_union_tags(api: &mut OpenAPI) {
    let mut tagged = Vec::new();
    schemas_mut(api, &mut |_, _, schema| {
        if let SchemaKind::OneOf { one_of } = &schema.schema_kind
            && let Some(discriminator) = &schema.schema_data.discriminator
        {
            for member in one_of {
                if let ReferenceOr::Reference { reference } = member {
                    tagged.push((reference.clone(), discriminator.property_name.clone()));
                }
            }
        }
    });
    let Some(components) = &mut api.components else {
        return;
    };
    for (reference, tag) in tagged {
        let name = reference.trim_start_matches("#/components/schemas/");
        if let Some(ReferenceOr::Item(schema)) = components.schemas.get_mut(name)
            && let SchemaKind::Type(Type::Object(object)) = &mut schema.schema_kind
        {
            object.properties.shift_remove(&tag);
            object.required.retain(|required| *required != tag);
        }
    }
}
