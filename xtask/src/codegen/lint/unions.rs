use std::collections::BTreeSet;

use openapiv3::{OpenAPI, ReferenceOr, Schema, SchemaKind, Type};

use super::Found;
use super::references::references;
use super::schemas::is_tag;
use crate::codegen::document::Document;
use crate::codegen::harvest::variant_of;
use crate::codegen::lower::{name_of, named};
use crate::codegen::walk::{escape, schemas};

/// Requires that the members of a `oneOf` can be told apart: by a tag, or by their JSON type.
pub(super) fn told_apart(document: &Document, found: &mut Found) {
    schemas(&document.api, |pointer, _, schema| {
        let SchemaKind::OneOf { one_of } = &schema.schema_kind else {
            return;
        };
        match &schema.schema_data.discriminator {
            Some(discriminator) => {
                let tag = &discriminator.property_name;
                let mapped: BTreeSet<_> = discriminator.mapping.values().collect();
                for (index, member) in one_of.iter().enumerate() {
                    let value = match member {
                        ReferenceOr::Reference { reference } if mapped.contains(reference) => {
                            tag_value(&document.api, reference, tag)
                        }
                        _ => None,
                    };
                    let mapped_to = value.and_then(|value| discriminator.mapping.get(&value));
                    if mapped_to.is_none() || mapped_to != member_reference(member) {
                        found.refuse(
                            format!("{pointer}/oneOf/{index}"),
                            format!("the member cannot be told apart by `{tag}`"),
                            format!(
                                "refer to a named object that requires `{tag}` with an enum of \
                                 one value, and list that value in `discriminator.mapping`"
                            ),
                        );
                    }
                }
            }
            None => {
                let kinds: BTreeSet<_> = one_of.iter().filter_map(json_type).collect();
                if kinds.len() != one_of.len() {
                    found.refuse(
                        format!("{pointer}/oneOf"),
                        "without a `discriminator`, two members cannot be told apart",
                        "add a `discriminator` with a mapping, or give each member another JSON type, \
                         written out here",
                    );
                }
            }
        }
    });
}

/// Requires the variants of a tagged union to have names of their own, and to be used only in it.
pub(super) fn variants(document: &Document, found: &mut Found) {
    let mut tagged = BTreeSet::new();
    schemas(&document.api, |pointer, _, schema| {
        let (SchemaKind::OneOf { one_of }, Some(discriminator)) =
            (&schema.schema_kind, &schema.schema_data.discriminator)
        else {
            return;
        };
        let union = pointer.rsplit('/').next().unwrap_or_default();
        let members: BTreeSet<_> = one_of.iter().filter_map(member_reference).collect();
        let mut names = BTreeSet::from(["Unknown"]);
        for (value, reference) in &discriminator.mapping {
            let at = format!("{pointer}/discriminator/mapping/{}", escape(value));
            let name = variant_of(reference.rsplit('/').next().unwrap_or_default(), union);
            if !members.contains(reference) {
                found.refuse(
                    at,
                    format!("`{reference}` is not a member of the union"),
                    "list it under `oneOf`, or delete the entry",
                );
            } else if !names.insert(name) {
                found.refuse(
                    at,
                    format!("the variant name `{name}` is taken"),
                    format!(
                        "map one value to each schema, and rename one: without the last word of `{union}`, \
                         their names must differ, and none may be `Unknown`"
                    ),
                );
            }
            tagged.insert(reference.clone());
        }
    });
    for (pointer, target) in references(&document.value) {
        let in_union = pointer.rsplit('/').nth(1) == Some("oneOf");
        if tagged.contains(target) && !in_union {
            found.refuse(
                pointer,
                format!("`{target}` is used here without the union that encodes its tag"),
                "refer to the union, or describe another type for this use",
            );
        }
    }
}

fn member_reference(member: &ReferenceOr<Schema>) -> Option<&String> {
    match member {
        ReferenceOr::Reference { reference } => Some(reference),
        ReferenceOr::Item(_) => None,
    }
}

fn tag_value(api: &OpenAPI, reference: &str, tag: &str) -> Option<String> {
    let schema = named(api, name_of(reference)?)?;
    let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind else {
        return None;
    };
    let property = object.properties.get(tag)?.as_item()?;
    if !is_tag(property) || !object.required.contains(&tag.to_owned()) {
        return None;
    }
    match &property.schema_kind {
        SchemaKind::Type(Type::String(text)) => text.enumeration.first()?.clone(),
        _ => None,
    }
}

fn json_type(member: &ReferenceOr<Schema>) -> Option<&'static str> {
    match &member.as_item()?.schema_kind {
        SchemaKind::Type(Type::String(_)) => Some("string"),
        SchemaKind::Type(Type::Number(_) | Type::Integer(_)) => Some("number"),
        SchemaKind::Type(Type::Boolean(_)) => Some("boolean"),
        SchemaKind::Type(Type::Object(_)) => Some("object"),
        SchemaKind::Type(Type::Array(_)) => Some("array"),
        _ => None,
    }
}
