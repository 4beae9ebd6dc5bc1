use std::collections::BTreeSet;

use super::Found;
use super::references::references;
use super::schemas::is_tag;
use crate::codegen::harvest::variant_of;
use crate::codegen::walk::{Part, Position, schemas};

/// Requires the members of a `oneOf` to be distinguishable: by a tag, or by their JSON type.
pub(super) fn told_apart(schema: &Part<'_>, _: Position, found: &mut Found<'_>) {
    if schema.shape() != "oneOf" {
        return;
    }
    let members: Vec<_> = schema.items_of("oneOf").collect();
    let Some(discriminator) = schema.get("discriminator") else {
        let kinds: BTreeSet<_> = members.iter().filter_map(json_type).collect();
        if kinds.len() != members.len() {
            found.refuse(
                schema.at("oneOf"),
                "without a `discriminator`, two members cannot be told apart",
                "add a `discriminator` with a mapping, or give each member another JSON type, \
                 written out here",
            );
        }
        return;
    };
    let tag = discriminator.text_of("propertyName").unwrap_or_default();
    for member in members {
        let reference = member.reference();
        let value = reference.and_then(|reference| tag_value(reference, tag, found));
        let mapped = value.and_then(|value| discriminator.below(["mapping", value])?.text());
        if mapped.is_none() || mapped != reference {
            found.refuse(
                member.pointer,
                format!("the member cannot be told apart by `{tag}`"),
                format!(
                    "refer to a named object that requires `{tag}` with an enum of one value, and \
                     list that value in `discriminator.mapping`"
                ),
            );
        }
    }
}

/// Requires the variants of a tagged union to be its members, with names of their own.
pub(super) fn variants(schema: &Part<'_>, _: Position, found: &mut Found<'_>) {
    let union = schema.pointer.rsplit('/').next().unwrap_or_default();
    let members = schema.items_of("oneOf");
    let members: Vec<_> = members.filter_map(|member| member.reference()).collect();
    let mut names = BTreeSet::from(["Unknown"]);
    for (reference, pointer) in mapped(schema) {
        let name = variant_of(reference.rsplit('/').next().unwrap_or_default(), union);
        if !members.contains(&reference) {
            found.refuse(
                pointer,
                format!("`{reference}` is not a member of the union"),
                "list it under `oneOf`, or delete the entry",
            );
        } else if !names.insert(name) {
            found.refuse(
                pointer,
                format!("the variant name `{name}` is taken"),
                format!(
                    "map one value to each schema, and rename one: without the last word of `{union}`, \
                     their names must differ, and none may be `Unknown`"
                ),
            );
        }
    }
}

/// Requires the variants of tagged unions to be used only in them.
pub(super) fn only_in_unions(found: &mut Found<'_>) {
    let mut tagged = BTreeSet::new();
    schemas(&found.document.value, |schema, _| {
        tagged.extend(mapped(schema).map(|(reference, _)| reference));
    });
    for (part, target) in references(&found.root()) {
        let in_union = part.pointer.rsplit('/').nth(1) == Some("oneOf");
        if tagged.contains(target) && !in_union {
            found.refuse(
                part.pointer,
                format!("`{target}` is used here without the union that encodes its tag"),
                "refer to the union, or describe another type for this use",
            );
        }
    }
}

/// Returns the schemas that the tags of a union stand for, with the pointers of the entries.
fn mapped<'d>(schema: &Part<'d>) -> impl Iterator<Item = (&'d str, String)> {
    let discriminator = schema.get("discriminator");
    let discriminator = discriminator.filter(|_| schema.shape() == "oneOf");
    let unions = discriminator.into_iter();
    let mapping = unions.flat_map(|union| union.entries_of("mapping"));
    mapping.filter_map(|(_, entry)| Some((entry.text()?, entry.pointer)))
}

/// Returns the only value of the tag in an object.
fn tag_value<'d>(reference: &str, tag: &str, found: &Found<'d>) -> Option<&'d str> {
    let object = found.referred(reference)?;
    let property = object.below(["properties", tag])?;
    let is_tagged = is_tag(&property) && object.lists("required", tag);
    let value = property.items_of("enum").next()?;
    value.text().filter(|_| is_tagged)
}

fn json_type(member: &Part<'_>) -> Option<&'static str> {
    match member.shape() {
        "integer" => Some("number"),
        "" | "oneOf" | "allOf" | "anyOf" | "not" => None,
        ty => Some(ty),
    }
}
