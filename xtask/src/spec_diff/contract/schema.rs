//! Compares two schemas.

use serde_json::Value;

use super::implied;
use super::members::is_disjoint;
use super::scope::Scope;
use super::walk::{At, Walk};
use crate::spec_diff::checks::{Kind, Pair};
use crate::spec_diff::openapi::{Counterparts, List, Object, Shape, View, share_a_word};
use crate::spec_diff::spec::Part;
use crate::spec_diff::subject::Step;

/// The value of an absent schema, which allows everything.
static ANYTHING: Value = Value::Null;

const UNION: [&str; 3] = ["oneOf", "anyOf", "discriminator"];

impl<'s> Walk<'_, 's> {
    pub(super) fn compare_schemas(
        &mut self,
        at: &At,
        (base, own): (&Part<'s>, View<'s>),
        (head, other): (&Part<'s>, View<'s>),
    ) {
        let (own_parts, other_parts) = self.parts(at, &own, &other);
        let definitions = (own.definition(), other.definition());
        if self.open.insert(definitions.clone()) {
            let own = own.full_but(self.base, &own_parts);
            let other = other.full_but(self.head, &other_parts);
            self.compare_shapes(at, (base, own), (head, other));
            if !self.is_probe {
                self.open.remove(&definitions);
            }
        } else {
            let (own, other) = (own.own.use_only(), other.own.use_only());
            self.check(Kind::Schema, at, &own, &other);
        }
    }

    fn compare_shapes(
        &mut self,
        at: &At,
        (base_part, base): (&Part<'s>, Object<'s>),
        (head_part, head): (&Part<'s>, Object<'s>),
    ) {
        let is_number = |shape| matches!(shape, Shape::Type("number" | "integer"));
        let (own, other) = (base.shape(), head.shape());
        let says_something =
            |object: &Object<'s>| object.shape() == Shape::Any && !object.shape_keys().is_empty();
        if base.is_union() || head.is_union() {
            let members = self.pair_members((base_part, &base), (head_part, &head));
            self.compare_unions(at, &base, &head, members);
        } else if own == other || is_number(own) && is_number(other) {
            let (mut base, mut head) = (base, head);
            implied::remove(&mut base, &mut head);
            self.compare_same_type(at, &base, &head);
        } else if says_something(&base) || says_something(&head) {
            // Limits without a type cannot be compared with a type.
            for key in base.shape_keys().union(&head.shape_keys()) {
                self.not_understood(at, &base, &head, key);
            }
            self.check(Kind::Schema, at, &base.use_only(), &head.use_only());
        } else {
            // Only the types and the keys that describe the use can be compared.
            self.check(Kind::Schema, at, &base.outline(), &head.outline());
        }
    }

    fn compare_unions(
        &mut self,
        at: &At,
        base: &Object<'s>,
        head: &Object<'s>,
        members: Counterparts<'s>,
    ) {
        let lists = [(List::Members, members)];
        let split = |object: &Object<'s>| {
            let (mut union, mut rest) = (object.clone(), object.clone());
            union.keys.retain(|key, _| UNION.contains(key));
            union.properties.clear();
            union.required.clear();
            rest.keys.retain(|key, _| !UNION.contains(key));
            rest.name = None;
            (union, rest)
        };
        let ((base_union, base_rest), (head_union, head_rest)) = (split(base), split(head));
        let keywords =
            |object: &Object<'s>| ["oneOf", "anyOf"].map(|key| object.keys.contains_key(key));
        let both = base.is_union() && head.is_union();
        // The members are compared one by one. The effect of another keyword depends on all of them.
        let walked: &[&str] = match both && keywords(base) != keywords(head) {
            true => &["discriminator"],
            false => &UNION,
        };
        let pair = Pair {
            lists: &lists,
            walked,
            is_disjoint: is_disjoint(self.base, base) && is_disjoint(self.head, head),
            ..Pair::new(&base_union, &head_union)
        };
        self.run(Kind::Schema, at, &pair);
        self.compare_lists(at, &lists);
        if both && base_rest.shape() == head_rest.shape() {
            self.compare_same_type(at, &base_rest, &head_rest);
        } else if both {
            self.check(Kind::Schema, at, &base_rest.outline(), &head_rest.outline());
        } else {
            // The side that is not a union was compared as a member, except for the keys that describe the use.
            let (rest, other) = match base.is_union() {
                true => (&base_rest, head),
                false => (&head_rest, base),
            };
            let mut keys = rest.shape_keys();
            if !rest.properties.is_empty() || !rest.required.is_empty() {
                keys.insert("properties");
            }
            for key in keys {
                self.not_understood(at, rest, other, key);
            }
            if !base.has_the_same_use(head) {
                self.check(Kind::Schema, at, &base.use_only(), &head.use_only());
            }
        }
    }

    fn compare_same_type(&mut self, at: &At, base: &Object<'s>, head: &Object<'s>) {
        let lists = [(List::Properties, self.pair_properties(base, head))];
        let composed = self.pair_composed(base, head);
        let is_map = |object: &Object<'s>| {
            let values = object.value("additionalProperties");
            values.is_some_and(Value::is_object)
        };
        let both_maps = is_map(base) && is_map(head);
        // There is no rule for another `not`.
        let forbidden = base.keys.get("not").zip(head.keys.get("not"));
        let same_not = forbidden.is_some_and(|(base, head)| self.alike(Kind::Schema, base, head));
        let walked = [
            ("additionalProperties", both_maps),
            (
                "allOf",
                composed.added.is_empty() && composed.removed.is_empty(),
            ),
            ("not", same_not),
        ];
        let walked = walked.into_iter().filter(|(_, is_walked)| *is_walked);
        let walked: Vec<_> = walked.map(|(key, _)| key).collect();
        let pair = Pair {
            lists: &lists,
            walked: &walked,
            ..Pair::new(base, head)
        };
        self.run(Kind::Schema, at, &pair);
        for matched in lists.iter().flat_map(|(_, list)| &list.matched) {
            // A property that becomes read-only is a change of requests.
            let own = Scope::from_property(self.base, &matched.base);
            let other = Scope::from_property(self.head, &matched.head);
            let at = At {
                is_required: head.required.contains(matched.head_name.as_str()),
                ..at.only(own.or(other))
                    .step(Step::Property(matched.base_name.clone()))
            };
            self.compare(Kind::Schema, &at, &matched.base, &matched.head);
        }
        self.compare_under_key(at, base, head, "items", Step::Items);
        if both_maps {
            self.compare_under_key(at, base, head, "additionalProperties", Step::Values);
        }
        self.compare_lists(at, &[(List::Members, composed)]);
    }

    /// Pairs the properties of two objects.
    fn pair_properties(&self, base: &Object<'s>, head: &Object<'s>) -> Counterparts<'s> {
        let entries = |object: &Object<'s>| {
            let entries = object.properties.iter();
            entries
                .map(|(name, part)| ((*name).to_owned(), part.clone()))
                .collect()
        };
        let is_structured = |part: &Part<'s>| {
            let object = View::new(self.base, part).full(self.base);
            object.is_union() || !object.properties.is_empty() || object.keys.contains_key("enum")
        };
        let mut properties = Counterparts::by_name(entries(base), entries(head));
        properties.pair_renamed(|(base_name, base_part), (head_name, head_part)| {
            // Many properties are plain strings, so their names count as well.
            (share_a_word(base_name, head_name) || is_structured(base_part))
                && base.required.contains(base_name) == head.required.contains(head_name)
                && self.alike(Kind::Schema, base_part, head_part)
        });
        properties
    }

    /// Compares the schemas under a key; an absent one allows everything.
    fn compare_under_key(
        &mut self,
        at: &At,
        base: &Object<'s>,
        head: &Object<'s>,
        key: &str,
        step: Step,
    ) {
        let part = |object: &Object<'s>| {
            let part = object.keys.get(key).cloned();
            part.unwrap_or_else(|| Part {
                pointer: object.pointer.clone(),
                value: &ANYTHING,
            })
        };
        if base.keys.contains_key(key) || head.keys.contains_key(key) {
            self.compare(Kind::Schema, &at.step(step), &part(base), &part(head));
        }
    }
}
