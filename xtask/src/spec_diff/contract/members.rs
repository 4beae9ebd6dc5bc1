//! Pairs the members of two unions, or of two `allOf`.

use std::collections::{BTreeMap, BTreeSet};

use super::walk::Walk;
use crate::codegen::walk::unescape;
use crate::spec_diff::checks::Kind;
use crate::spec_diff::openapi::{Counterparts, Object, Shape, View};
use crate::spec_diff::spec::{Part, Spec};

type Members<'s> = Vec<(String, Part<'s>)>;

impl<'s> Walk<'_, 's> {
    /// Pairs the members of two unions. A schema that is not a union counts as a union of one member.
    pub(super) fn pair_members(
        &self,
        (base_part, base): (&Part<'s>, &Object<'s>),
        (head_part, head): (&Part<'s>, &Object<'s>),
    ) -> Counterparts<'s> {
        let members = |part: &Part<'s>, object: &Object<'s>| match object.is_union() {
            true => object.members().collect(),
            false => vec![part.clone()],
        };
        self.pair(
            (base, members(base_part, base)),
            (head, members(head_part, head)),
        )
    }

    /// Pairs the members of `allOf` that could not be merged.
    pub(super) fn pair_composed(&self, base: &Object<'s>, head: &Object<'s>) -> Counterparts<'s> {
        let members = |object: &Object<'s>| {
            let all = object.keys.get("allOf").into_iter();
            all.flat_map(Part::items).collect()
        };
        self.pair((base, members(base)), (head, members(head)))
    }

    fn pair(
        &self,
        (base, base_members): (&Object<'s>, Vec<Part<'s>>),
        (head, head_members): (&Object<'s>, Vec<Part<'s>>),
    ) -> Counterparts<'s> {
        let name_at_base = |name: &str| self.api.base_name("schemas", name).to_owned();
        let mut members = Counterparts {
            removed: named(self.base, base, base_members, &str::to_owned),
            added: named(self.head, head, head_members, &name_at_base),
            ..Counterparts::default()
        };
        members.pair_first(|(base, _), (head, _)| base == head && !is_one_of_several(base));
        // The numbers of members of one type mean nothing as long as others are alike.
        members.pair_first(|(base_name, base), (head_name, head)| {
            is_one_of_several(base_name)
                && is_one_of_several(head_name)
                && self.alike(Kind::Schema, base, head)
        });
        members.pair_first(|(base, _), (head, _)| base == head);
        // If only one side has tags, names are of two kinds.
        members.pair_renamed(|(_, base), (_, head)| self.is_one_schema(base, head));
        members.pair_renamed(|(_, base), (_, head)| self.alike(Kind::Schema, base, head));
        members
    }

    /// Returns true if two parts refer to the same named schema.
    fn is_one_schema(&self, base: &Part<'s>, head: &Part<'s>) -> bool {
        let name = |spec, part| {
            let target = View::new(spec, part).target;
            target.filter(|target| target.kind == "schemas")
        };
        let names = name(self.base, base).zip(name(self.head, head));
        names.is_some_and(|(base, head)| {
            let paired = self.api.paired("schemas", &base.name, &head.name);
            paired.is_some()
        })
    }
}

/// Names members by their tags, named schemas or types, and numbers members of the same name.
///
/// `base_name` returns the name at BASE of a schema.
fn named<'s>(
    spec: &'s Spec,
    object: &Object<'s>,
    members: Vec<Part<'s>>,
    base_name: &dyn Fn(&str) -> String,
) -> Members<'s> {
    let discriminator = object.keys.get("discriminator");
    let tags = discriminator.map(tags).filter(|_| object.is_union());
    let name = |member: &Part<'s>| {
        let view = View::new(spec, member);
        let target = view.target.as_ref();
        match (target.filter(|target| target.kind == "schemas"), &tags) {
            (None, _) => view.full(spec).shape().to_string(),
            (Some(target), None) => base_name(&target.name),
            // Without a mapping, the name of a schema is its tag.
            (Some(target), Some(tags)) => match tags.get(target.name.as_str()) {
                Some(tags) => tags.join("|"),
                None => target.name.clone(),
            },
        }
    };
    let names: Vec<_> = members.iter().map(name).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let numbers: Vec<_> = names
        .iter()
        .map(|name| {
            let number = count.entry(name).or_default();
            *number += 1;
            *number
        })
        .collect();
    let numbered = names
        .iter()
        .zip(numbers)
        .map(|(name, number)| match count.get(name.as_str()) {
            Some(1) => name.clone(),
            _ => format!("{name} {number}"),
        });
    numbered.zip(members).collect()
}

/// Returns true for the name of a numbered member: `object 2`.
fn is_one_of_several(name: &str) -> bool {
    let number = name.rsplit_once(' ').map(|(_, number)| number);
    number.is_some_and(|number| number.chars().all(|char| char.is_ascii_digit()))
}

/// Returns the tags of each named schema.
fn tags<'s>(discriminator: &Part<'s>) -> BTreeMap<String, Vec<&'s str>> {
    let mut tags: BTreeMap<String, Vec<&'s str>> = BTreeMap::new();
    for (tag, target) in discriminator.entries_of("mapping") {
        // A reference, or the name alone.
        let target = target.text().unwrap_or_default();
        let name = target.strip_prefix("#/components/schemas/");
        let name = unescape(name.unwrap_or(target));
        tags.entry(name).or_default().push(tag);
    }
    tags
}

/// Returns true if the members of a union are of different types, so that no value fits two of them.
pub(super) fn is_disjoint(spec: &Spec, union: &Object<'_>) -> bool {
    let mut types = BTreeSet::new();
    let mut nullable = 0;
    let all_differ = union.members().all(|member| {
        let member = View::new(spec, &member).full(spec);
        nullable += usize::from(member.flag("nullable"));
        match member.shape() {
            // All integers are numbers.
            Shape::Type("integer" | "number") => types.insert("number"),
            Shape::Type(name) => types.insert(name),
            Shape::Any | Shape::Union => false,
        }
    });
    let has_both = union.keys.contains_key("oneOf") && union.keys.contains_key("anyOf");
    union.is_union() && !has_both && all_differ && nullable < 2
}
