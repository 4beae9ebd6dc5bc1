//! An object of a spec as what it means: references followed, wrappers taken off.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::spec_diff::spec::{Part, Spec};

/// Keys that say something about the place and nothing about the shape of what stands there.
const OVERLAY: &[&str] = &[
    "description",
    "title",
    "nullable",
    "deprecated",
    "default",
    "example",
    "externalDocs",
    "readOnly",
    "writeOnly",
    "x-decisive",
];

/// The named part that a place refers to.
#[derive(Clone, Debug)]
pub(crate) struct Target<'s> {
    /// `schemas`, `responses` …
    pub(crate) kind: String,
    /// Its name.
    pub(crate) name: String,
    /// Its definition.
    pub(crate) part: Part<'s>,
}

/// What stands at a place: what it says itself, and the named part it refers to.
#[derive(Clone, Debug)]
pub(crate) struct View<'s> {
    /// JSON pointer of the place.
    pub(crate) pointer: String,
    /// The keys that stand at the place itself.
    pub(crate) own: Object<'s>,
    /// The named part, where the place refers to one.
    pub(crate) target: Option<Target<'s>>,
}

impl<'s> View<'s> {
    /// Looks at `part`: `$ref` alone and `$ref` wrapped in an `allOf` of one member are the same.
    pub(crate) fn of(spec: &'s Spec, part: &Part<'s>) -> Self {
        let mut own = Object::of(part);
        let pointer = part.pointer.clone();
        if let Some(target) = own.keys.get("$ref").and_then(|key| target(spec, key)) {
            own.keys.remove("$ref");
            let target = Some(target);
            return Self {
                pointer,
                own,
                target,
            };
        }
        let wraps_one = own.keys.get("allOf").is_some_and(|all| {
            let members = all.value.as_array();
            members.is_some_and(|members| members.len() == 1)
        });
        let member = own.keys.get("allOf").and_then(|all| all.items().next());
        let target = match member {
            Some(member) if wraps_one && own.says_nothing_but("allOf") => {
                own.keys.remove("allOf");
                let inner = Self::of(spec, &member);
                own.lay_over(inner.own);
                inner.target
            }
            _ => None,
        };
        Self {
            pointer,
            own,
            target,
        }
    }

    /// All that holds at the place, with what the named part says.
    pub(crate) fn full(&self, spec: &'s Spec) -> Object<'s> {
        self.full_but(spec, &BTreeSet::new())
    }

    /// As [`full`](Self::full), without what certain named schemas add to an `allOf`.
    pub(crate) fn full_but(&self, spec: &'s Spec, parts: &BTreeSet<String>) -> Object<'s> {
        let of = |left_out: BTreeSet<String>| {
            let mut path = Path {
                open: Vec::new(),
                left: MEMBERS,
                left_out,
            };
            full(self.clone(), spec, &mut path)
        };
        let whole = of(BTreeSet::new());
        if parts.is_empty() {
            return whole;
        }
        let mut rest = of(parts.clone());
        // What kind of value it is stays the same without them.
        rest.known_shape = Some(whole.shape());
        if let Some(of_whole) = whole.keys.get("type") {
            rest.keys.entry("type").or_insert(of_whole.clone());
        }
        rest
    }

    /// The pointer of the definition: of the named part, or of the place itself.
    pub(crate) fn definition(&self) -> String {
        match &self.target {
            Some(target) => target.part.pointer.clone(),
            None => self.pointer.clone(),
        }
    }
}

/// So many members of `allOf` are taken together for one schema; a schema that has more by way of
/// references is left as it is written.
const MEMBERS: usize = 1_000;

/// So many references are followed from one to the next.
const REFERENCES: usize = 16;

/// The way of references to a definition.
struct Path {
    /// The definitions on it: one that leads back to itself says no more.
    open: Vec<String>,
    /// How many members of `allOf` may still be taken together.
    left: usize,
    /// The named schemas that are not taken along.
    left_out: BTreeSet<String>,
}

fn full<'s>(view: View<'s>, spec: &'s Spec, path: &mut Path) -> Object<'s> {
    let mut object = view.own;
    object.merge_members(spec, path);
    let Some(target) = view.target else {
        return object;
    };
    if target.kind == "schemas" {
        object.name = Some(target.name);
    }
    if path.open.len() < REFERENCES && !path.open.contains(&target.part.pointer) {
        path.open.push(target.part.pointer.clone());
        object.lay_over(full(View::of(spec, &target.part), spec, path));
        path.open.pop();
    }
    object
}

/// What a reference inside the document leads to. Only what has a name under `components` can be
/// found again on the other side.
fn target<'s>(spec: &'s Spec, reference: &Part<'s>) -> Option<Target<'s>> {
    let reference = reference.text()?;
    let part = spec.refer(reference)?;
    let named = reference.strip_prefix("#/components/");
    let (kind, name) = match named.and_then(|named| named.split_once('/')) {
        Some((kind, name)) if !name.contains('/') => (kind, name),
        _ => ("", reference),
    };
    Some(Target {
        kind: kind.to_owned(),
        name: name.replace("~1", "/").replace("~0", "~"),
        part,
    })
}

/// The keys of an object, wherever they stand; of a schema also its properties.
#[derive(Clone, Debug, Default)]
pub(crate) struct Object<'s> {
    /// JSON pointer of the object.
    pub(crate) pointer: String,
    /// Its keys, but `properties` and `required` of a schema.
    pub(crate) keys: BTreeMap<&'s str, Part<'s>>,
    /// Its properties.
    pub(crate) properties: BTreeMap<&'s str, Part<'s>>,
    /// Which of them have to be there.
    pub(crate) required: BTreeSet<&'s str>,
    /// The name of the schema, where the place refers to a named one.
    pub(crate) name: Option<String>,
    /// What kind of value it is of, where that no longer follows from the keys.
    known_shape: Option<Shape<'s>>,
}

impl<'s> Object<'s> {
    /// The object at `part`, as it is written.
    pub(crate) fn of(part: &Part<'s>) -> Self {
        let mut object = Self {
            pointer: part.pointer.clone(),
            keys: part.entries().collect(),
            ..Self::default()
        };
        let is_list = |part: &Part<'_>| part.value.is_array();
        if let Some(required) = object.keys.get("required").filter(|part| is_list(part)) {
            object.required = required.items().filter_map(|name| name.text()).collect();
            object.keys.remove("required");
        }
        if let Some(properties) = object.keys.remove("properties") {
            object.properties = properties.entries().collect();
        }
        object
    }

    /// The value of a key.
    pub(crate) fn value(&self, key: &str) -> Option<&'s Value> {
        self.keys.get(key).map(|part| part.value)
    }

    /// A key that is `true` or not.
    pub(crate) fn flag(&self, key: &str) -> bool {
        self.value(key).and_then(Value::as_bool).unwrap_or(false)
    }

    /// A key that holds text.
    pub(crate) fn text(&self, key: &str) -> Option<&'s str> {
        self.value(key).and_then(Value::as_str)
    }

    /// A key that holds a number.
    pub(crate) fn number(&self, key: &str) -> Option<f64> {
        self.value(key).and_then(Value::as_f64)
    }

    /// The entries of a key that holds an object.
    pub(crate) fn entries(&self, key: &str) -> BTreeMap<&'s str, &'s Value> {
        let entries = self.keys.get(key).into_iter().flat_map(Part::entries);
        entries.map(|(name, part)| (name, part.value)).collect()
    }

    /// The pointer of a key, or of the object where it has none such.
    pub(crate) fn at(&self, key: &str) -> String {
        match self.keys.get(key) {
            Some(part) => part.pointer.clone(),
            None => self.pointer.clone(),
        }
    }

    /// Takes from `below` what is not said here. What may be null on either layer may be null.
    fn lay_over(&mut self, below: Self) {
        if below.flag("nullable") && !self.flag("nullable") {
            self.keys.remove("nullable");
        }
        for (key, part) in below.keys {
            self.keys.entry(key).or_insert(part);
        }
        for (name, part) in below.properties {
            self.properties.entry(name).or_insert(part);
        }
        self.required.extend(below.required);
    }

    /// Takes the members of an `allOf` together, where no two of them speak of the same thing in
    /// different ways.
    fn merge_members(&mut self, spec: &'s Spec, path: &mut Path) {
        let Some(all) = self.keys.get("allOf").cloned() else {
            return;
        };
        let mut merged = self.clone();
        merged.keys.remove("allOf");
        for member in all.items() {
            if path.left == 0 {
                return;
            }
            path.left -= 1;
            let view = View::of(spec, &member);
            let target = view.target.as_ref();
            if target.is_some_and(|target| path.left_out.contains(&target.name)) {
                continue;
            }
            let member = full(view, spec, path);
            // Null has to fit all members, so one that takes it does not decide.
            if member.flag("nullable") || merged.contradicts(&member) {
                return;
            }
            merged.lay_over(member);
        }
        *self = merged;
    }

    fn contradicts(&self, other: &Self) -> bool {
        let key = |(key, part): (&&str, &Part<'_>)| {
            let own = self.keys.get(key).map(|own| own.value);
            !OVERLAY.contains(key) && own.is_some_and(|own| own != part.value)
        };
        let property = |(name, part): (&&str, &Part<'_>)| {
            let own = self.properties.get(name).map(|own| own.value);
            own.is_some_and(|own| own != part.value)
        };
        other.keys.iter().any(key) || other.properties.iter().any(property)
    }

    /// Whether it says something about the place and nothing about the shape, but for one key.
    pub(crate) fn says_nothing_but(&self, key: &str) -> bool {
        let is_overlay =
            |other: &&str| OVERLAY.contains(other) || other.starts_with("x-") || *other == key;
        self.keys.keys().all(is_overlay) && self.properties.is_empty() && self.required.is_empty()
    }

    /// Whether two places say the same about what may stand there, whatever they refer to.
    pub(crate) fn says_the_same_of_the_place(&self, other: &Self) -> bool {
        let keys = ["nullable", "readOnly", "writeOnly", "default"];
        keys.iter().all(|key| self.value(key) == other.value(key))
    }

    /// Returns whether two objects have the same content, wherever they are.
    pub(crate) fn is_equal(&self, other: &Self) -> bool {
        fn values<'m>(
            parts: &'m BTreeMap<&str, Part<'_>>,
        ) -> impl Iterator<Item = (&'m str, &'m Value)> {
            parts.iter().map(|(key, part)| (*key, part.value))
        }
        self.required == other.required
            && self.name == other.name
            && self.known_shape == other.known_shape
            && values(&self.keys).eq(values(&other.keys))
            && values(&self.properties).eq(values(&other.properties))
    }

    /// The keys that say something about the shape.
    pub(crate) fn shape_keys(&self) -> BTreeSet<&'s str> {
        let keys = self.keys.keys().copied();
        keys.filter(|key| !OVERLAY.contains(key) && !key.starts_with("x-"))
            .collect()
    }
}

/// What kind of value a schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape<'s> {
    /// Any JSON.
    Any,
    /// One of several schemas.
    Union,
    /// A JSON type.
    Type(&'s str),
}

impl std::fmt::Display for Shape<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Any => f.write_str("any JSON"),
            Self::Union => f.write_str("a union"),
            Self::Type(name) => f.write_str(name),
        }
    }
}

impl<'s> Object<'s> {
    /// What kind of value it is of, where this is a schema.
    pub(crate) fn shape(&self) -> Shape<'s> {
        if let Some(shape) = self.known_shape {
            return shape;
        }
        if self.is_union() {
            return Shape::Union;
        }
        match self.text("type") {
            Some(name) => Shape::Type(name),
            None if !self.properties.is_empty()
                || self.keys.contains_key("additionalProperties") =>
            {
                Shape::Type("object")
            }
            None if self.keys.contains_key("items") => Shape::Type("array"),
            None => self.shape_of_values().unwrap_or(Shape::Any),
        }
    }

    /// The type that all values of an enum have.
    fn shape_of_values(&self) -> Option<Shape<'s>> {
        let values = self.value("enum")?.as_array()?;
        let all = |fits: fn(&Value) -> bool| !values.is_empty() && values.iter().all(fits);
        match values.first()? {
            Value::String(_) if all(Value::is_string) => Some(Shape::Type("string")),
            Value::Number(_) if all(Value::is_number) => Some(Shape::Type("number")),
            Value::Bool(_) if all(Value::is_boolean) => Some(Shape::Type("boolean")),
            _ => None,
        }
    }

    /// Whether it is one of several schemas.
    pub(crate) fn is_union(&self) -> bool {
        self.keys.contains_key("oneOf") || self.keys.contains_key("anyOf")
    }

    /// What holds whatever the type: the type itself, and what is said about the place.
    pub(crate) fn outline(&self) -> Self {
        let mut outline = self.clone();
        outline.keys.retain(|key, _| {
            OVERLAY.contains(key) || matches!(*key, "type" | "discriminator" | "x-deprecation-note")
        });
        outline.properties.clear();
        outline.required.clear();
        outline.known_shape = Some(self.shape());
        outline
    }

    /// As [`outline`](Self::outline), without the type.
    pub(crate) fn place_only(&self) -> Self {
        let mut place = self.outline();
        place.keys.remove("type");
        place.known_shape = Some(Shape::Any);
        place
    }
}
