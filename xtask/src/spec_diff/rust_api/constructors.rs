//! Compares the creation of values that are sent: constructors, setters, checked limits.

use std::collections::BTreeSet;

use super::{Comparison, Item, Reason};
use crate::codegen::emit::Argument;
use crate::codegen::model::{Field, Model, Role};
use crate::spec_diff::verdict::Level;

const STILL_COMPILE: &str = "; calls still compile and mean something else";

/// Names and types of a function's arguments.
pub(super) struct Arguments(pub(super) Vec<(String, String)>);

impl Arguments {
    /// Creates the arguments for some fields.
    pub(super) fn from_fields(fields: &[&Field]) -> Self {
        let arguments = fields.iter().map(|field| {
            let argument = Argument::new(&field.ty).to_string();
            (field.name.clone(), argument)
        });
        Self(arguments.collect())
    }

    /// Describes the difference from the arguments at HEAD, with the version step that it needs.
    pub(super) fn difference(&self, head: &Self) -> Option<(Level, String)> {
        let (own, other) = (self.names(), head.names());
        let same_types = self.types().eq(head.types());
        let (before, after) = match own == other {
            true if same_types => return None,
            true => (self.full(), head.full()),
            false => (own.join(", "), other.join(", ")),
        };
        let text = format!("takes ({after}) instead of ({before})");
        let position = |names: &[&str], name: &str| names.iter().position(|other| *other == name);
        let is_swapped =
            |name: &&str| position(&other, name).is_some_and(|at| position(&own, name) != Some(at));
        Some(match own.iter().any(is_swapped) {
            true if same_types => (Level::Major, text + STILL_COMPILE),
            false if same_types => (Level::Patch, text),
            _ => (Level::Major, text),
        })
    }

    fn names(&self) -> Vec<&str> {
        self.0.iter().map(|(name, _)| name.as_str()).collect()
    }

    fn types(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(_, ty)| ty)
    }

    fn full(&self) -> String {
        let all = self.0.iter();
        let all = all.map(|(name, ty)| format!("{name}: {ty}"));
        all.collect::<Vec<_>>().join(", ")
    }
}

/// Differences of members that the constructor's difference implies.
#[derive(Default)]
pub(super) struct Reported {
    /// Fields whose differences are all reported.
    pub(super) fields: BTreeSet<String>,
    /// True if the order of the fields is reported.
    pub(super) order: bool,
}

impl Comparison<'_> {
    /// Compares how values of a model are created.
    pub(super) fn compare_creation(&mut self, name: &str, base: &Model, head: &Model) -> Reported {
        let (text, level) = match (base.is_made(), head.is_made()) {
            (true, true) => {
                self.compare_presets(name, base, head);
                self.compare_limits(name, base, head);
                self.compare_example(name, base, head);
                return self.compare_arguments(name, base, head);
            }
            (false, false) => return Reported::default(),
            (false, true) => ("are new", Level::Minor),
            (true, false) => ("are gone", Level::Major),
        };
        let text = format!("and setters {text}");
        self.add(&self.constructor(name), level, text).reason = Reason::Nothing;
        Reported::default()
    }

    fn constructor(&self, model: &str) -> Item {
        Item::new(self.path_of(model), format!("{model}::new"))
    }

    /// Compares the arguments of a constructor.
    fn compare_arguments(&mut self, name: &str, base: &Model, head: &Model) -> Reported {
        let own = Arguments::from_fields(&base.taken());
        let other = Arguments::from_fields(&head.taken());
        let (before, after) = (own.names(), other.names());
        let Some((level, text)) = own.difference(&other).filter(|_| before != after) else {
            // A difference of types alone is reported for the fields.
            return Reported::default();
        };
        // Programs still compile if another field takes the argument, which is worse than a new name.
        let (level, text) = match level {
            Level::Patch => (Level::Major, text + STILL_COMPILE),
            level => (level, text),
        };
        let before: BTreeSet<_> = before.into_iter().collect();
        let after: BTreeSet<_> = after.into_iter().collect();
        let mut fields = &before ^ &after;
        let members = fields
            .iter()
            .filter_map(|field| base.member(field).or_else(|| head.member(field)));
        let mut paths: BTreeSet<_> = members
            .map(|member| self.member(name, member.name, member.wire).path)
            .collect();
        let mut constructor = self.constructor(name);
        let mut operations = self.base.api.operations();
        if let Some(method) = operations.find(|it| it.parameters.as_deref() == Some(name)) {
            constructor.name += &format!(", and with it {},", method.call());
        }
        let order = paths.is_empty();
        if order {
            paths.insert(constructor.path);
        }
        for path in paths {
            let name = constructor.name.clone();
            let change = self.add(&Item { path, name }, level, &text);
            change.effect.causes = &["parameters-reordered"];
        }
        // Readers of responses use the fields, and not the constructor.
        if base.received {
            fields.retain(|field| base.member(field).is_none());
        }
        let fields = fields.into_iter().map(str::to_owned).collect();
        Reported { fields, order }
    }

    /// Compares the values of fields that programs need not set.
    fn compare_presets(&mut self, name: &str, base: &Model, head: &Model) {
        let is_preset = |field: &&Field| field.role() == Role::Preset && !field.ty.is_option();
        for field in base.fields().iter().filter(is_preset) {
            let mut others = head.fields().iter().filter(is_preset);
            let other = others.find(|other| other.name == field.name);
            let presets = field
                .preset
                .as_ref()
                .zip(other.and_then(|it| it.preset.as_ref()));
            if let Some((before, after)) = presets
                && before != after
            {
                let text = format!(
                    "sets `{}` to `{after}` instead of `{before}`; programs still compile and send \
                     something else",
                    field.name
                );
                let constructor = self.constructor(name);
                let path = self.member(name, &field.name, &field.wire).path;
                let item = Item {
                    path,
                    ..constructor
                };
                self.add(&item, Level::Major, text);
            }
        }
    }

    /// Compares the limits and conditions that requests are checked for. Programs compile as before.
    fn compare_limits(&mut self, name: &str, base: &Model, head: &Model) {
        for field in base.fields() {
            let other = head.field(&field.wire);
            // Another type has other limits anyway.
            let other = other.filter(|other| self.renamed(&field.ty) == other.ty);
            let checks = |field: &Field| (field.limits.clone(), field.only_with.clone());
            if other.is_some_and(|other| checks(field) != checks(other)) {
                let item = self.member(name, &field.name, &field.wire);
                self.add(&item, Level::Patch, "has other limits in requests");
            }
        }
    }

    /// Compares the example of a constructor, which consists of examples of the spec.
    fn compare_example(&mut self, name: &str, base: &Model, head: &Model) {
        let own = self.base.examples.get(&base.name);
        if own != self.head.examples.get(&head.name) {
            self.add_prose(&self.constructor(name)).reason = Reason::Examples;
        }
    }
}
