//! Goes down two schemas.

use std::collections::BTreeMap;

use serde_json::Value;

use super::counterparts::{Counterparts, List, share_a_word};
use super::implied;
use super::object::{Object, Shape, View};
use super::walk::{At, Resolved, Scope, Walk};
use crate::spec_diff::checks::{Kind, Pair};
use crate::spec_diff::place::Step;
use crate::spec_diff::spec::{Part, Spec};

/// What stands where no schema does: anything is allowed.
static ANYTHING: Value = Value::Null;

impl<'s> Walk<'_, 's> {
    pub(super) fn schema(&mut self, at: &At, base: &Part<'s>, head: &Part<'s>) {
        match self.resolve(at, base, head) {
            Resolved::Same(base, head) => self.check(Kind::Schema, at, &base, &head),
            Resolved::Apart(base_object, head_object, pointers) => {
                if self.open.insert(pointers.clone()) {
                    self.shapes(at, (base, base_object), (head, head_object));
                    self.open.remove(&pointers);
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
            // What the types say beyond their being different cannot be compared.
            _ => self.check(Kind::Schema, at, &base.outline(), &head.outline()),
        }
    }

    fn union(&mut self, at: &At, base: &Object<'s>, head: &Object<'s>, members: Counterparts<'s>) {
        let lists = [(List::Members, members)];
        // Of the two, only unions are looked at as a whole; the other is compared as a member.
        let whole = |object: &Object<'s>| {
            let mut whole = object.outline();
            for key in ["oneOf", "anyOf"] {
                if let Some(part) = object.keys.get(key) {
                    whole.keys.insert(key, part.clone());
                }
            }
            whole.keys.remove("type");
            whole
        };
        let (base, head) = (whole(base), whole(head));
        let keyword =
            |object: &Object<'s>| ["oneOf", "anyOf"].map(|key| object.keys.contains_key(key));
        // Members are compared one by one. What it means that one must fit rather than some, or the
        // other way round, depends on all of them.
        let same_keyword = !base.is_union() || !head.is_union() || keyword(&base) == keyword(&head);
        let walked: &[&str] = match same_keyword {
            true => &["oneOf", "anyOf", "discriminator"],
            false => &["discriminator"],
        };
        self.run(
            Kind::Schema,
            at,
            &Pair {
                lists: &lists,
                walked,
                ..Pair::of(&base, &head)
            },
        );
        for matched in lists.iter().flat_map(|(_, list)| &list.matched) {
            let at = at.step(Step::Member(matched.base_name.clone()));
            self.schema(&at, &matched.base, &matched.head);
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
        let walked: &[&str] = if both_maps {
            &["additionalProperties"]
        } else {
            &[]
        };
        self.run(
            Kind::Schema,
            at,
            &Pair {
                lists: &lists,
                walked,
                ..Pair::of(base, head)
            },
        );
        for matched in lists.iter().flat_map(|(_, list)| &list.matched) {
            // Becoming read-only is itself a change of what may be sent.
            let scope = |part: &Part<'s>, spec: &'s Spec| {
                Scope::of_property(&View::of(spec, part).full(spec))
            };
            let (own, other) = (
                scope(&matched.base, self.base),
                scope(&matched.head, self.head),
            );
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
        self.composed(at, base, head);
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

    /// The members of an `allOf` that could not be taken together are compared one by one.
    fn composed(&mut self, at: &At, base: &Object<'s>, head: &Object<'s>) {
        let (Some(own), Some(other)) = (base.keys.get("allOf"), head.keys.get("allOf")) else {
            return;
        };
        let (own, other): (Vec<_>, Vec<_>) = (own.items().collect(), other.items().collect());
        if own.len() == other.len() {
            for (index, (own, other)) in own.iter().zip(&other).enumerate() {
                self.schema(&at.step(Step::Member(index.to_string())), own, other);
            }
        }
    }

    /// Pairs the members of two unions by what tells them apart; what is no union is one of one
    /// member.
    fn members(
        &self,
        (base_part, base): (&Part<'s>, &Object<'s>),
        (head_part, head): (&Part<'s>, &Object<'s>),
    ) -> Counterparts<'s> {
        let mut members = Counterparts::by_name(
            named_members(self.base, base_part, base, &str::to_owned),
            named_members(self.head, head_part, head, &|name| {
                self.api.base_name("schemas", name).to_owned()
            }),
        );
        members.pair_renamed(|(_, base), (_, head)| self.alike(base, head));
        members
    }
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
) -> Vec<(String, Part<'s>)> {
    if !object.is_union() {
        return vec![(kind_of(spec, part, base_name), part.clone())];
    }
    let tags = tags(object);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let lists = ["oneOf", "anyOf"].into_iter();
    lists
        .filter_map(|key| object.keys.get(key))
        .flat_map(Part::items)
        .map(|member| {
            let reference = member.get("$ref").and_then(|reference| reference.text());
            let name = match reference.and_then(|reference| tags.get(reference)) {
                Some(tag) => (*tag).to_owned(),
                None => kind_of(spec, &member, base_name),
            };
            let count = seen.entry(name.clone()).or_default();
            *count += 1;
            let name = if *count == 1 {
                name
            } else {
                format!("{name} {count}")
            };
            (name, member)
        })
        .collect()
}

/// The values of the discriminator, by the schemas they stand for.
fn tags<'s>(object: &Object<'s>) -> BTreeMap<&'s str, &'s str> {
    let mapping = object
        .keys
        .get("discriminator")
        .and_then(|part| part.get("mapping"));
    let entries = mapping.iter().flat_map(Part::entries);
    entries
        .filter_map(|(tag, reference)| Some((reference.text()?, tag)))
        .collect()
}

fn kind_of(spec: &Spec, part: &Part<'_>, base_name: &dyn Fn(&str) -> String) -> String {
    let view = View::of(spec, part);
    match &view.target {
        Some(target) => base_name(&target.name),
        None => view.full(spec).shape().to_string(),
    }
}
