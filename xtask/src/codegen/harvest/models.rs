use heck::ToUpperCamelCase;
use openapiv3::{OpenAPI, ReferenceOr, Schema, SchemaData, SchemaKind, Type};

use super::decisions::{Decision, Decisions};
use super::{fields, json, sentences};
use crate::codegen::error::SpecError;
use crate::codegen::lower::{Direction, Lowered, TIMESTAMP, name_of, parameters_of};
use crate::codegen::model::{Kind, Location, Model, Ty, Variant};
use crate::codegen::walk::{escape, operations};

/// Builds one model for each named schema.
pub(super) fn build(decisions: &Decisions, spec: &Lowered) -> Result<Vec<Model>, SpecError> {
    let mut models = Vec::new();
    let schemas = spec.api.components.iter().flat_map(|all| &all.schemas);
    for (name, schema) in schemas {
        let ReferenceOr::Item(schema) = schema else {
            continue;
        };
        if name == TIMESTAMP {
            continue;
        }
        let direction = spec.directions.get(name);
        let decided = decisions.types.get(name);
        let kind = decided.and_then(|decided| kind(name, decided, schema, direction));
        let kind = kind.ok_or_else(|| {
            SpecError::new(
                format!("/components/schemas/{}", escape(name)),
                format!("`{name}` is neither an object, an enum nor a union"),
                "write its schema out where it is referred to",
            )
        })?;
        models.push(Model {
            name: name.clone(),
            docs: sentences::documentation(&json(schema)),
            kind,
            sent: direction.sent,
            received: direction.received,
            location: location(name, &spec.api),
        });
    }
    let is_named = |made: &&String| models.iter().any(|model| model.name == **made);
    match decisions.types.keys().find(|made| !is_named(made)) {
        None => Ok(models),
        Some(name) => Err(SpecError::new(
            "/components/schemas",
            format!("progenitor made the type `{name}` of a schema that has no name"),
            "find the schema by the name: if it is a response that only wraps one value, write \
             `x-unwrap` on its operation; otherwise describe it under `#/components/schemas`",
        )),
    }
}

/// Returns the part of a request that carries a model: the body, if any operation has it there.
fn location(name: &str, api: &OpenAPI) -> Option<Location> {
    let takes = operations(api).map(|(_, _, _, operation)| operation);
    let takes = takes.filter(|operation| parameters_of(operation).as_deref() == Some(name));
    let locations = takes.map(|operation| match operation.request_body {
        Some(_) => Location::Body,
        None => Location::Query,
    });
    locations.max()
}

fn kind(name: &str, decided: &Decision, schema: &Schema, direction: Direction) -> Option<Kind> {
    let data = &schema.schema_data;
    Some(match (&schema.schema_kind, decided) {
        (SchemaKind::Type(Type::Object(object)), Decision::Struct(decided)) => {
            Kind::Struct(fields::build(object, decided, direction))
        }
        (SchemaKind::Type(Type::String(text)), Decision::Enum(_)) => {
            let values = text.enumeration.iter().flatten().map(|value| Variant {
                name: variant_name(value, of_value(data, "x-enum-names", value)),
                wire: value.clone(),
                content: None,
                docs: of_value(data, "x-enum-descriptions", value)
                    .unwrap_or_default()
                    .to_owned(),
            });
            Kind::OpenEnum(values.collect())
        }
        (SchemaKind::OneOf { .. }, Decision::Enum(decided)) => match &data.discriminator {
            Some(discriminator) => {
                let tag = discriminator.property_name.clone();
                let variants = discriminator.mapping.iter().map(|(value, reference)| {
                    let content = name_of(reference).unwrap_or(reference);
                    Variant {
                        name: variant_of(content, name).to_owned(),
                        wire: value.clone(),
                        content: Some(Ty::Model(content.to_owned())),
                        docs: format!("`{tag}` is `{value}`."),
                    }
                });
                let variants = variants.collect();
                Kind::TaggedUnion { tag, variants }
            }
            // progenitor names the variants by their JSON types.
            None => {
                let variants = decided.iter().map(|(name, content)| Variant {
                    name: name.clone(),
                    wire: name.to_lowercase(),
                    content: content.clone(),
                    docs: format!("A JSON {}.", name.to_lowercase()),
                });
                Kind::UntaggedUnion(variants.collect())
            }
        },
        _ => return None,
    })
}

/// Returns the Rust name of an enum value: the `given` one, or the value itself in camel case.
pub fn variant_name(value: &str, given: Option<&str>) -> String {
    if let Some(name) = given {
        return name.to_owned();
    }
    let name = value.to_upper_camel_case();
    match name.starts_with(|first: char| first.is_ascii_digit()) {
        true => format!("V{name}"),
        false => name,
    }
}

fn of_value<'a>(data: &'a SchemaData, extension: &str, value: &str) -> Option<&'a str> {
    data.extensions.get(extension)?.get(value)?.as_str()
}

/// Returns the name of a variant: the name of its content without the last word of the union's name.
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
