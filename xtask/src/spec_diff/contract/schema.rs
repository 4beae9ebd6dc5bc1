//! Goes down two schemas.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::implied;
use super::walk::{At, Resolved, Scope, Walk};
use crate::spec_diff::checks::{Kind, Pair};
use crate::spec_diff::openapi::{Counterparts, List, Object, Shape, View, share_a_word};
use crate::spec_diff::spec::{Part, Spec};
use crate::spec_diff::subject::Step;

/// Of schemas that lead to more pairs of others than this, nobody says that they are alike.
const PAIRS: usize = 500;

/// What stands where no schema does: anything is allowed.
static ANYTHING: Value = Value::Null;

impl<'s> Walk<'_, 's> {
    pub(super) fn schema(&mut self, at: &At, base: &Part<'s>, head: &Part<'s>) {
        if self.only_whether && !self.finds_nothing() {
            return;
        }
        if self.only_whether && self.open.len() > PAIRS {
            let nothing = Object::default();
            self.not_understood(at, &nothing, &nothing, "schema");
            return;
        }
        match self.resolve(at, base, head) {
            Resolved::Same(base, head) => self.check(Kind::Schema, at, &base, &head),
            Resolved::Apart(own, other, pointers) => {
                if self.open.insert(pointers.clone()) {
                    self.shapes(at, (base, own.all), (head, other.all));
                    // Where nothing is reported, what was compared once need not be again.
                    if !self.only_whether {
                        self.open.remove(&pointers);
                    }
                } else {
                    self.check(
                        Kind::Schema,
                        at,
                        &own.own.place_only(),
                        &other.own.place_only(),
                    );
                }
            }
        }
    }

    fn shapes(
        &mut self,
        at: &At,
        (base_part, base): (&Part<'s>, Object<'s>),
        (head_part, head): (&Part<'s>, Object<'s>),
    ) {
        match (base.shape(), head.shape()) {
            (Shape::Union, _) | (_, Shape::Union) => {
                let members = self.members((base_part, &base), (head_part, &head));
                self.union(at, &base, &head, members);
            }
            (own, other) if own == other || is_number(own, other) => {
                let (base, head) = implied::left_out(base, head);
                self.alike_types(at, &base, &head);
            }
            // A schema without a type may say other things, which a type cannot be compared with.
            (Shape::Any, _) if !base.shape_keys().is_empty() => self.incomparable(at, &base, &head),
            (_, Shape::Any) if !head.shape_keys().is_empty() => self.incomparable(at, &base, &head),
            // What the types say beyond their being different cannot be compared.
            _ => self.check(Kind::Schema, at, &base.outline(), &head.outline()),
        }
    }

    fn incomparable(&mut self, at: &At, base: &Object<'s>, head: &Object<'s>) {
        for key in base.shape_keys().union(&head.shape_keys()) {
            self.not_understood(at, base, head, key);
        }
        self.check(Kind::Schema, at, &base.place_only(), &head.place_only());
    }

    fn union(&mut self, at: &At, base: &Object<'s>, head: &Object<'s>, members: Counterparts<'s>) {
        const UNION: [&str; 3] = ["oneOf", "anyOf", "discriminator"];
        let lists = [(List::Members, members)];
        let split = |object: &Object<'s>| {
            let (mut union, mut rest) = (object.clone(), object.clone());
            union.keys.retain(|key, _| UNION.contains(key));
            union.properties.clear();
            union.required.clear();
            rest.keys.retain(|key, _| !UNION.contains(key));
            (union, rest)
        };
        let ((base_union, mut base_rest), (head_union, mut head_rest)) = (split(base), split(head));
        let keyword =
            |object: &Object<'s>| ["oneOf", "anyOf"].map(|key| object.keys.contains_key(key));
        // Members are compared one by one. What it means that one must fit rather than some, or the
        // other way round, depends on all of them.
        let same_keyword = !base.is_union() || !head.is_union() || keyword(base) == keyword(head);
        let walked: &[&str] = match same_keyword {
            true => &UNION,
            false => &["discriminator"],
        };
        let is_disjoint = is_disjoint(self.base, base) && is_disjoint(self.head, head);
        self.run(
            Kind::Schema,
            at,
            &Pair {
                lists: &lists,
                walked,
                is_disjoint,
                ..Pair::of(&base_union, &head_union)
            },
        );
        for matched in lists.iter().flat_map(|(_, list)| &list.matched) {
            let at = at.step(Step::Member(matched.base_name.clone()));
            self.schema(&at, &matched.base, &matched.head);
        }
        base_rest.name = None;
        head_rest.name = None;
        match (base.is_union(), head.is_union()) {
            (true, true) => self.shapes_beside(at, &base_rest, &head_rest),
            // What is no union is compared as a member, as a whole; what the places say is not.
            (is_base, _) => {
                let (rest, other) = match is_base {
                    true => (&base_rest, head),
                    false => (&head_rest, base),
                };
                self.beside_members(at, rest, other);
                if !base.says_the_same_of_the_place(head) {
                    self.check(Kind::Schema, at, &base.place_only(), &head.place_only());
                }
            }
        }
    }

    /// What stands beside the members of two unions.
    fn shapes_beside(&mut self, at: &At, base: &Object<'s>, head: &Object<'s>) {
        if base.shape() == head.shape() {
            self.alike_types(at, base, head);
        } else {
            self.check(Kind::Schema, at, &base.outline(), &head.outline());
        }
    }

    /// What stands beside the members of a union where the other side is none.
    fn beside_members(&mut self, at: &At, rest: &Object<'s>, other: &Object<'s>) {
        let mut keys = rest.shape_keys();
        if !rest.properties.is_empty() || !rest.required.is_empty() {
            keys.insert("properties");
        }
        for key in keys {
            self.not_understood(at, rest, other, key);
        }
    }

    fn alike_types(&mut self, at: &At, base: &Object<'s>, head: &Object<'s>) {
        let entries = |object: &Object<'s>| {
            let entries = object.properties.iter();
            entries
                .map(|(name, part)| ((*name).to_owned(), part.clone()))
                .collect()
        };
        let mut properties = Counterparts::by_name(entries(base), entries(head));
        properties.pair_renamed(|(base_name, base_part), (head_name, head_part)| {
            // Many properties are plain strings, so of those the names have to speak as well.
            let telling = share_a_word(base_name, head_name) || self.is_structured(base_part);
            telling
                && base.required.contains(base_name) == head.required.contains(head_name)
                && self.alike(base_part, head_part)
        });
        let lists = [(List::Properties, properties)];
        let is_schema = |object: &Object<'s>| {
            object
                .value("additionalProperties")
                .is_some_and(Value::is_object)
        };
        let both_maps = is_schema(base) && is_schema(head);
        let composed = self.composed(base, head);
        let mut walked = Vec::new();
        if both_maps {
            walked.push("additionalProperties");
        }
        if composed.added.is_empty() && composed.removed.is_empty() {
            walked.push("allOf");
        }
        // What it means that something else is forbidden, nobody says; but it may be the same.
        let forbidden = base.keys.get("not").zip(head.keys.get("not"));
        if forbidden.is_some_and(|(base, head)| self.alike(base, head)) {
            walked.push("not");
        }
        self.run(
            Kind::Schema,
            at,
            &Pair {
                lists: &lists,
                walked: &walked,
                ..Pair::of(base, head)
            },
        );
        for matched in lists.iter().flat_map(|(_, list)| &list.matched) {
            // Becoming read-only is itself a change of what may be sent.
            let own = Scope::of_property(self.base, &matched.base);
            let other = Scope::of_property(self.head, &matched.head);
            let mut at = at
                .only(own.or(other))
                .step(Step::Property(matched.base_name.clone()));
            at.is_required = head.required.contains(matched.head_name.as_str());
            self.schema(&at, &matched.base, &matched.head);
        }
        self.below(at, base, head, "items", Step::Items);
        if both_maps {
            self.below(at, base, head, "additionalProperties", Step::Values);
        }
        for matched in &composed.matched {
            let at = at.step(Step::Member(matched.base_name.clone()));
            self.schema(&at, &matched.base, &matched.head);
        }
    }

    /// Whether two places refer to one named schema.
    fn is_one_schema(&self, base: &Part<'s>, head: &Part<'s>) -> bool {
        let targets = View::of(self.base, base)
            .target
            .zip(View::of(self.head, head).target);
        targets.is_some_and(|(base, head)| {
            let both = base.kind == "schemas" && head.kind == "schemas";
            both && self.api.paired("schemas", &base.name, &head.name).is_some()
        })
    }

    fn is_structured(&self, part: &Part<'s>) -> bool {
        let object = View::of(self.base, part).full(self.base);
        object.is_union() || !object.properties.is_empty() || object.keys.contains_key("enum")
    }

    fn below(&mut self, at: &At, base: &Object<'s>, head: &Object<'s>, key: &str, step: Step) {
        let (own, other) = (base.keys.get(key), head.keys.get(key));
        if own.is_none() && other.is_none() {
            return;
        }
        let or_anything = |part: Option<&Part<'s>>, object: &Object<'s>| match part {
            Some(part) => part.clone(),
            None => Part {
                pointer: object.pointer.clone(),
                value: &ANYTHING,
            },
        };
        let (own, other) = (or_anything(own, base), or_anything(other, head));
        self.schema(&at.step(step), &own, &other);
    }

    /// The members of an `allOf` that could not be taken together.
    fn composed(&self, base: &Object<'s>, head: &Object<'s>) -> Counterparts<'s> {
        let list = |object: &Object<'s>| {
            let all = object.keys.get("allOf");
            all.map(|all| all.items().collect()).unwrap_or_default()
        };
        self.pair_members(
            unnamed(self.base, list(base), &str::to_owned),
            unnamed(self.head, list(head), &|name| {
                self.api.base_name("schemas", name).to_owned()
            }),
        )
    }

    /// Pairs the members of two unions by what tells them apart; what is no union is one of one
    /// member.
    fn members(
        &self,
        (base_part, base): (&Part<'s>, &Object<'s>),
        (head_part, head): (&Part<'s>, &Object<'s>),
    ) -> Counterparts<'s> {
        self.pair_members(
            named_members(self.base, base_part, base, &str::to_owned),
            named_members(self.head, head_part, head, &|name| {
                self.api.base_name("schemas", name).to_owned()
            }),
        )
    }

    fn pair_members(&self, base: Members<'s>, head: Members<'s>) -> Counterparts<'s> {
        // Several members of one type have no names of their own: those that are alike go together.
        let (several, base): (Members<'s>, Members<'s>) =
            base.into_iter().partition(is_one_of_several);
        let (others, head): (Members<'s>, Members<'s>) =
            head.into_iter().partition(is_one_of_several);
        let mut members = Counterparts::by_name(base, head);
        let mut unnamed = Counterparts {
            removed: several,
            added: others,
            ..Counterparts::default()
        };
        unnamed.pair_first(|base, head| self.alike(base, head));
        let left = Counterparts::by_name(unnamed.removed, unnamed.added);
        members.matched.extend(unnamed.matched);
        members.matched.extend(left.matched);
        members.added.extend(left.added);
        members.removed.extend(left.removed);
        // Where one side has tags and the other has none, members have names of two kinds.
        members.pair_renamed(|(_, base), (_, head)| self.is_one_schema(base, head));
        members.pair_renamed(|(_, base), (_, head)| self.alike(base, head));
        members
    }
}

/// Whether no value fits two members of a union, since each is of another type.
fn is_disjoint(spec: &Spec, union: &Object<'_>) -> bool {
    let lists: Vec<_> = ["oneOf", "anyOf"]
        .iter()
        .filter_map(|key| union.keys.get(key))
        .collect();
    let members: Vec<_> = lists.iter().copied().flat_map(Part::items).collect();
    let mut types = BTreeSet::new();
    let mut nullable = 0;
    let all_differ = members.iter().all(|member| {
        let member = View::of(spec, member).full(spec);
        nullable += usize::from(member.flag("nullable"));
        match member.shape() {
            // Every integer is a number.
            Shape::Type("integer" | "number") => types.insert("number"),
            Shape::Type(name) => types.insert(name),
            Shape::Any | Shape::Union => false,
        }
    });
    lists.len() == 1 && all_differ && nullable < 2
}

type Members<'s> = Vec<(String, Part<'s>)>;

/// Such members are numbered: `object 1`, `object 2`.
fn is_one_of_several((name, _): &(String, Part<'_>)) -> bool {
    let number = name.rsplit_once(' ').map(|(_, number)| number);
    number.is_some_and(|number| number.chars().all(|char| char.is_ascii_digit()))
}

fn is_number(one: Shape<'_>, other: Shape<'_>) -> bool {
    let is_number = |shape| matches!(shape, Shape::Type("number" | "integer"));
    is_number(one) && is_number(other)
}

/// The members of a union with names by which they can be found again: tag, named schema or type.
fn named_members<'s>(
    spec: &'s Spec,
    part: &Part<'s>,
    object: &Object<'s>,
    base_name: &dyn Fn(&str) -> String,
) -> Members<'s> {
    if !object.is_union() {
        return vec![(kind_of(spec, part, base_name), part.clone())];
    }
    let lists = ["oneOf", "anyOf"]
        .into_iter()
        .filter_map(|key| object.keys.get(key));
    let members: Vec<Part<'s>> = lists.flat_map(Part::items).collect();
    let Some(discriminator) = object.keys.get("discriminator") else {
        return unnamed(spec, members, base_name);
    };
    // Without a mapping, the name of a schema is its tag, so that it counts as it is written.
    let tags = tags(discriminator);
    let own_name = |name: &str| match tags.get(name) {
        Some(tags) => tags.join("|"),
        None => name.to_owned(),
    };
    unnamed(spec, members, &own_name)
}

/// Members with the names of their schemas or types; several of one type are numbered.
fn unnamed<'s>(
    spec: &'s Spec,
    members: Vec<Part<'s>>,
    name: &dyn Fn(&str) -> String,
) -> Members<'s> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    let named: Members<'s> = members
        .into_iter()
        .map(|member| (kind_of(spec, &member, name), member))
        .collect();
    for (name, _) in &named {
        *count.entry(name.clone()).or_default() += 1;
    }
    let mut number: BTreeMap<String, usize> = BTreeMap::new();
    named
        .into_iter()
        .map(|(name, member)| {
            if count.get(&name) == Some(&1) {
                return (name, member);
            }
            let number = number.entry(name.clone()).or_default();
            *number += 1;
            (format!("{name} {number}"), member)
        })
        .collect()
}

/// The values of a discriminator that stand for each named schema.
fn tags<'s>(discriminator: &Part<'s>) -> BTreeMap<String, Vec<&'s str>> {
    let mut tags: BTreeMap<String, Vec<&'s str>> = BTreeMap::new();
    for (tag, target) in discriminator.get("mapping").iter().flat_map(Part::entries) {
        // A schema may also be named alone.
        let target = target.text().unwrap_or_default();
        let name = target
            .strip_prefix("#/components/schemas/")
            .unwrap_or(target);
        tags.entry(name.to_owned()).or_default().push(tag);
    }
    tags
}

fn kind_of(spec: &Spec, part: &Part<'_>, name: &dyn Fn(&str) -> String) -> String {
    let view = View::of(spec, part);
    match view
        .target
        .as_ref()
        .filter(|target| target.kind == "schemas")
    {
        Some(target) => name(&target.name),
        None => view.full(spec).shape().to_string(),
    }
}
