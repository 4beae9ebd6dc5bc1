use heck::ToUpperCamelCase;
use openapiv3::{
    ObjectType, OpenAPI, ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type,
};

use super::decisions::{Decision, Decisions};
use super::{deprecation, extension, is_of_runtime, limits, tidy};
use crate::codegen::lower::{DECISIVE, EXPLICIT_NULL, RECEIVED, SENT, name_of, parameters_of};
use crate::codegen::model::{Absence, Field, Kind, Location, Model, OnlyWith, Role, Ty, Variant};
use crate::codegen::trouble::Trouble;
use crate::codegen::walk::{escape, operations};

/// The value that the client sends for a required property that nobody sets.
const CLIENT_DEFAULT: &str = "x-client-default";
/// The only value of another property with which one may be set.
const ONLY_WITH: &str = "x-only-with";

/// Builds one model for each named schema.
pub(super) fn build(decisions: &Decisions, api: &OpenAPI) -> Result<Vec<Model>, Trouble> {
    let mut models = Vec::new();
    let schemas = api.components.iter().flat_map(|all| &all.schemas);
    for (name, schema) in schemas {
        let ReferenceOr::Item(schema) = schema else {
            continue;
        };
        if is_of_runtime(name) {
            continue;
        }
        let kind = kind(name, decisions, schema).ok_or_else(|| {
            Trouble::at(
                format!("/components/schemas/{}", escape(name)),
                format!("`{name}` is neither an object, an enum nor a union"),
                "write its schema in place where it is referred to",
            )
        })?;
        models.push(Model {
            name: name.clone(),
            docs: description(&schema.schema_data),
            kind,
            sent: extension(schema, SENT).is_some(),
            received: extension(schema, RECEIVED).is_some(),
            location: location(name, api),
        });
    }
    let is_named = |made: &&String| models.iter().any(|model| model.name == **made);
    match decisions.types.keys().find(|made| !is_named(made)) {
        None => Ok(models),
        Some(name) => Err(Trouble::at(
            "/components/schemas",
            format!("progenitor made the type `{name}` of a schema that has no name"),
            "find the schema by the name: if it is an answer that only wraps one value, say `x-unwrap` \
             on its operation; else describe it under `#/components/schemas`",
        )),
    }
}

fn description(data: &SchemaData) -> String {
    tidy(&data.description)
}

/// Returns where operations send a model.
fn location(name: &str, api: &OpenAPI) -> Option<Location> {
    let takes = operations(api).map(|(_, _, _, operation)| operation);
    let mut takes = takes.filter(|operation| parameters_of(operation) == Some(name));
    let first = takes.next()?;
    let is_body = first.request_body.is_some() || takes.any(|next| next.request_body.is_some());
    Some(match is_body {
        true => Location::Body,
        false => Location::Query,
    })
}

fn kind(name: &str, decisions: &Decisions, schema: &Schema) -> Option<Kind> {
    let data = &schema.schema_data;
    Some(match (&schema.schema_kind, decisions.types.get(name)?) {
        (SchemaKind::Type(Type::Object(object)), Decision::Struct(decided)) => {
            let properties = object.properties.iter();
            let fields = properties.filter_map(|(wire, property)| {
                let (name, ty) = decided.get(wire)?;
                Some(field(wire, name, ty, property, schema, object))
            });
            let mut fields: Vec<_> = fields.collect();
            let_presets_be_absent(schema, &mut fields);
            Kind::Struct(fields)
        }
        (SchemaKind::Type(Type::String(text)), Decision::Enum(_)) => {
            Kind::OpenEnum(values(text, data))
        }
        (SchemaKind::OneOf { .. }, Decision::Enum(decided)) => match &data.discriminator {
            Some(discriminator) => {
                let tag = &discriminator.property_name;
                let variants = discriminator.mapping.iter();
                let variants = variants.map(|(value, reference)| {
                    let content = name_of(reference).unwrap_or(reference);
                    Variant {
                        name: variant_of(content, name).to_owned(),
                        wire: value.clone(),
                        content: Some(Ty::Model(content.to_owned())),
                        docs: format!("`{tag}` is `{value}`."),
                    }
                });
                Kind::TaggedUnion {
                    tag: tag.clone(),
                    variants: variants.collect(),
                }
            }
            // progenitor names the variants by their JSON types.
            None => Kind::UntaggedUnion(
                decided
                    .iter()
                    .map(|(name, content)| Variant {
                        name: name.clone(),
                        wire: name.to_lowercase(),
                        content: content.clone(),
                        docs: format!("A JSON {}.", name.to_lowercase()),
                    })
                    .collect(),
            ),
        },
        _ => return None,
    })
}

fn field(
    wire: &str,
    name: &str,
    decided: &Ty,
    property: &ReferenceOr<Box<Schema>>,
    schema: &Schema,
    object: &ObjectType,
) -> Field {
    let property = property.as_item();
    let data = property.map(|property| &property.schema_data);
    let says = |name: &str| extension(property?, name);
    let rank = object.required.iter().position(|name| *name == wire);
    let ty = match decided {
        // A setting that may be left out or be null has a state for each.
        Ty::Option(value) if says(EXPLICIT_NULL).is_some() => {
            Ty::Option(Box::new(Ty::Nullable(value.clone())))
        }
        ty => ty.clone(),
    };
    // Nothing is made up of a type that is sent as well: a program reads, changes and sends it back.
    let is_corrected = rank.is_some()
        && extension(schema, SENT).is_none()
        && extension(schema, RECEIVED).is_some()
        && data.is_some_and(|data| !data.nullable)
        && says(DECISIVE) == Some(&false.into());
    let absence = match &ty {
        Ty::Time => Absence::Empty,
        _ if is_corrected => Absence::Empty,
        Ty::Option(_) if rank.is_some() => Absence::Null,
        Ty::Option(_) => Absence::Omitted,
        _ => Absence::Error,
    };
    let limits = property.map(|property| limits::of_property(property, &ty));
    Field {
        name: name.to_owned(),
        wire: wire.to_owned(),
        docs: data.map(description).unwrap_or_default(),
        rank,
        absence,
        preset: says(CLIENT_DEFAULT).cloned(),
        limits: limits.unwrap_or_default(),
        only_with: says(ONLY_WITH).and_then(OnlyWith::read),
        deprecated: data.and_then(|data| {
            deprecation(data.deprecated, data.extensions.get("x-deprecation-note"))
        }),
        example: data.and_then(|data| data.example.clone()),
        ty,
    }
}

/// Lets an empty list or map that the client sends by itself be absent if parameters are decoded.
///
/// People store parameters; those that were stored before such a field came still decode.
fn let_presets_be_absent(schema: &Schema, fields: &mut [Field]) {
    let is_only_sent = extension(schema, SENT).is_some() && extension(schema, RECEIVED).is_none();
    let has_required = fields.iter().any(|field| field.role() == Role::Required);
    if !is_only_sent || !has_required {
        return;
    }
    for field in fields {
        if field.role() == Role::Preset && matches!(field.ty, Ty::List(_) | Ty::Map(_)) {
            field.absence = Absence::Default;
        }
    }
}

fn values(text: &StringType, data: &SchemaData) -> Vec<Variant> {
    let values = text.enumeration.iter().flatten();
    let values = values.map(|value| Variant {
        name: variant_name(value, data),
        wire: value.clone(),
        content: None,
        docs: of_value(data, "x-enum-descriptions", value)
            .unwrap_or_default()
            .to_owned(),
    });
    values.collect()
}

/// Returns the Rust name of an enum value: its own in camel case, or that of `x-enum-names`.
pub fn variant_name(value: &str, data: &SchemaData) -> String {
    if let Some(name) = of_value(data, "x-enum-names", value) {
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

/// Returns the name of a variant: that of its content without the union's last word.
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
