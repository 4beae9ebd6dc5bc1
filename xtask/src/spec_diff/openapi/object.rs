//! Objects of a spec, with references followed and wrappers removed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::codegen::walk::unescape;
use crate::spec_diff::spec::{Part, Spec};

/// Keys that describe the use of a schema and not its shape. They may stand beside a reference.
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

/// The definition that an object refers to.
#[derive(Clone, Debug)]
pub(crate) struct Target<'s> {
    /// `schemas`, `responses` …
    pub(crate) kind: String,
    /// The name of the part.
    pub(crate) name: String,
    /// The definition.
    pub(crate) part: Part<'s>,
}

/// An object as it is written, and the definition that it refers to.
#[derive(Clone, Debug)]
pub(crate) struct View<'s> {
    /// The keys of the object itself.
    pub(crate) own: Object<'s>,
    /// The definition, if the object refers to one.
    pub(crate) target: Option<Target<'s>>,
}

impl<'s> View<'s> {
    /// Creates the view of `part`. A `$ref` alone and one in an `allOf` of one member are the same.
    pub(crate) fn new(spec: &'s Spec, part: &Part<'s>) -> Self {
        let mut own = Object::new(part);
        let mut target = own.keys.get("$ref").and_then(|key| target(spec, key));
        if target.is_some() {
            own.keys.remove("$ref");
        } else if let Some(member) = own.wrapped() {
            own.keys.remove("allOf");
            let inner = Self::new(spec, &member);
            own.lay_over(inner.own);
            target = inner.target;
        }
        Self { own, target }
    }

    /// Returns the object together with the definition that it refers to.
    pub(crate) fn full(&self, spec: &'s Spec) -> Object<'s> {
        self.without(spec, BTreeSet::new())
    }

    /// Returns the same as [`full`](Self::full), without the keys that certain named schemas add to an
    /// `allOf`.
    pub(crate) fn full_but(&self, spec: &'s Spec, parts: &BTreeSet<String>) -> Object<'s> {
        let whole = self.full(spec);
        if parts.is_empty() {
            return whole;
        }
        let mut rest = self.without(spec, parts.clone());
        // The kind of value does not depend on them.
        rest.known_shape = Some(whole.shape());
        if let Some(ty) = whole.keys.get("type") {
            rest.keys.entry("type").or_insert(ty.clone());
        }
        rest
    }

    fn without(&self, spec: &'s Spec, left_out: BTreeSet<String>) -> Object<'s> {
        let mut path = Path {
            open: Vec::new(),
            left: MEMBERS,
            left_out,
        };
        self.clone().merged(spec, &mut path)
    }

    /// Returns the object merged with its `allOf` and with the definition that it refers to.
    fn merged(self, spec: &'s Spec, path: &mut Path) -> Object<'s> {
        let mut object = self.own;
        object.merge_members(spec, path);
        let Some(target) = self.target else {
            return object;
        };
        if target.kind == "schemas" {
            object.name = Some(target.name);
        }
        if path.open.len() < REFERENCES && !path.open.contains(&target.part.pointer) {
            path.open.push(target.part.pointer.clone());
            object.lay_over(Self::new(spec, &target.part).merged(spec, path));
            path.open.pop();
        }
        object
    }

    /// Returns the pointer of the definition: that of the named part, or of the object itself.
    pub(crate) fn definition(&self) -> String {
        match &self.target {
            Some(target) => target.part.pointer.clone(),
            None => self.own.pointer.clone(),
        }
    }
}

/// Maximum number of `allOf` members that are merged into one schema; a schema that has more through
/// references stays as it is written.
const MEMBERS: usize = 1_000;

/// Maximum length of a chain of references.
const REFERENCES: usize = 16;

/// The chain of references to a definition.
struct Path {
    /// The definitions on it. One that leads back to itself adds nothing.
    open: Vec<String>,
    /// Number of `allOf` members that may still be merged.
    left: usize,
    /// The named schemas that are not merged.
    left_out: BTreeSet<String>,
}

/// Resolves a reference inside the document. Only a part with a name under `components` has a counterpart
/// on the other side.
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
        name: unescape(name),
        part,
    })
}

/// The keys of an object, and of a schema also the properties.
#[derive(Clone, Debug, Default)]
pub(crate) struct Object<'s> {
    /// JSON pointer of the object.
    pub(crate) pointer: String,
    /// The keys, except `properties` and `required` of a schema.
    pub(crate) keys: BTreeMap<&'s str, Part<'s>>,
    /// The properties.
    pub(crate) properties: BTreeMap<&'s str, Part<'s>>,
    /// The names of required properties.
    pub(crate) required: BTreeSet<&'s str>,
    /// The name of the schema, if the object refers to a named one.
    pub(crate) name: Option<String>,
    /// The shape, if it no longer follows from the keys.
    known_shape: Option<Shape<'s>>,
}

impl<'s> Object<'s> {
    /// Reads the object at `part`, as it is written.
    pub(crate) fn new(part: &Part<'s>) -> Self {
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

    /// Returns the value of a key.
    pub(crate) fn value(&self, key: &str) -> Option<&'s Value> {
        self.keys.get(key).map(|part| part.value)
    }

    /// Returns true if the key is `true`.
    pub(crate) fn flag(&self, key: &str) -> bool {
        self.value(key).and_then(Value::as_bool).unwrap_or(false)
    }

    /// Returns the string of a key.
    pub(crate) fn text(&self, key: &str) -> Option<&'s str> {
        self.value(key).and_then(Value::as_str)
    }

    /// Returns the number of a key.
    pub(crate) fn number(&self, key: &str) -> Option<f64> {
        self.value(key).and_then(Value::as_f64)
    }

    /// Returns the entries of a key whose value is an object.
    pub(crate) fn entries(&self, key: &str) -> BTreeMap<&'s str, &'s Value> {
        let entries = self.keys.get(key).into_iter().flat_map(Part::entries);
        entries.map(|(name, part)| (name, part.value)).collect()
    }

    /// Returns the pointer of a key, or of the object if it lacks the key.
    pub(crate) fn at(&self, key: &str) -> String {
        let part = self.keys.get(key);
        part.map_or(&self.pointer, |part| &part.pointer).clone()
    }

    /// Adds the keys and properties of `below` that are missing here. A value may be null if either layer
    /// allows it.
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

    /// Merges the members of an `allOf`, unless two of them give a key different values.
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
            let view = View::new(spec, &member);
            let target = view.target.as_ref();
            if target.is_some_and(|target| path.left_out.contains(&target.name)) {
                continue;
            }
            let member = view.merged(spec, path);
            // Null has to be valid for all members, so one that allows it does not decide.
            if member.flag("nullable") || merged.contradicts(&member) {
                return;
            }
            merged.lay_over(member);
        }
        *self = merged;
    }

    fn contradicts(&self, other: &Self) -> bool {
        let differs = |own: Option<&Part<'_>>, part: &Part<'_>| {
            own.is_some_and(|own| own.value != part.value)
        };
        let mut keys = other.keys.iter().filter(|(key, _)| !OVERLAY.contains(key));
        let mut properties = other.properties.iter();
        keys.any(|(key, part)| differs(self.keys.get(key), part))
            || properties.any(|(name, part)| differs(self.properties.get(name), part))
    }

    /// Returns the member of an `allOf` that has no other, if nothing beside it describes a shape.
    fn wrapped(&self) -> Option<Part<'s>> {
        let all = self.keys.get("allOf");
        let mut members = all.filter(|_| self.says_nothing_but("allOf"))?.items();
        let member = members.next()?;
        members.next().is_none().then_some(member)
    }

    /// Returns true if the object describes no shape, apart from one key.
    pub(crate) fn says_nothing_but(&self, key: &str) -> bool {
        let is_overlay =
            |other: &&str| OVERLAY.contains(other) || other.starts_with("x-") || *other == key;
        self.keys.keys().all(is_overlay) && self.properties.is_empty() && self.required.is_empty()
    }

    /// Returns true if two objects describe the same use, whatever they refer to.
    pub(crate) fn has_the_same_use(&self, other: &Self) -> bool {
        let keys = ["nullable", "readOnly", "writeOnly", "default"];
        keys.iter().all(|key| self.value(key) == other.value(key))
    }

    /// Returns true if two objects have the same content, wherever they are.
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

    /// Returns the keys that describe the shape.
    pub(crate) fn shape_keys(&self) -> BTreeSet<&'s str> {
        let keys = self.keys.keys().copied();
        keys.filter(|key| !OVERLAY.contains(key) && !key.starts_with("x-"))
            .collect()
    }
}

/// The kind of value that a schema describes.
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
    /// Returns the kind of value that this schema describes.
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

    /// Returns the type of all values of an enum.
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

    /// Returns true for one of several schemas.
    pub(crate) fn is_union(&self) -> bool {
        self.keys.contains_key("oneOf") || self.keys.contains_key("anyOf")
    }

    /// Returns the members of a union, or none.
    pub(crate) fn members(&self) -> impl Iterator<Item = Part<'s>> + use<'_, 's> {
        let lists = ["oneOf", "anyOf"].into_iter();
        let lists = lists.filter_map(|key| self.keys.get(key));
        lists.flat_map(Part::items)
    }

    /// Returns the type and the keys that describe the use.
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

    /// Returns the same as [`outline`](Self::outline), without the type.
    pub(crate) fn use_only(&self) -> Self {
        let mut outline = self.outline();
        outline.keys.remove("type");
        outline.known_shape = Some(Shape::Any);
        outline
    }
}
