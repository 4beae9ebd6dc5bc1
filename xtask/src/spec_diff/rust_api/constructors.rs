//! What differs in how programs make what requests hold: constructors, setters, checked limits.

use std::collections::BTreeSet;

use super::compare::{ApiChange, Comparison, Reason};
use crate::codegen::emit::Argument;
use crate::codegen::model::{Field, Model, Role};
use crate::spec_diff::verdict::Level;

/// Names and types of what a function takes.
pub(super) struct Arguments(pub(super) Vec<(String, String)>);

impl Arguments {
    /// Returns the arguments that stand for some fields.
    pub(super) fn of_fields(fields: &[&Field]) -> Self {
        let arguments = fields.iter().map(|field| {
            let argument = Argument::new(&field.ty).to_string();
            (field.name.clone(), argument)
        });
        Self(arguments.collect())
    }

    /// What makes these others, and how large a step that is.
    pub(super) fn difference(&self, head: &Self) -> Option<(Level, String)> {
        let (own, other) = (self.names(), head.names());
        let same_types = self.types() == head.types();
        let (before, after) = (own.join(", "), other.join(", "));
        let position = |names: &[&str], name: &str| names.iter().position(|other| *other == name);
        let trade_places = own
            .iter()
            .any(|name| position(&other, name).is_some_and(|at| position(&own, name) != Some(at)));
        if own == other && same_types {
            None
        } else if own == other {
            let text = format!("takes ({}) instead of ({})", head.full(), self.full());
            Some((Level::Major, text))
        } else if same_types && trade_places {
            let text = format!(
                "has arguments that trade places: ({after}) instead of ({before}); calls still \
                 compile and mean something else"
            );
            Some((Level::Major, text))
        } else if same_types {
            let text = format!("has arguments called ({after}) instead of ({before})");
            Some((Level::Patch, text))
        } else {
            let text = format!("takes ({after}) instead of ({before})");
            Some((Level::Major, text))
        }
    }

    fn names(&self) -> Vec<&str> {
        self.0.iter().map(|(name, _)| name.as_str()).collect()
    }

    fn types(&self) -> Vec<&str> {
        self.0.iter().map(|(_, of)| of.as_str()).collect()
    }

    fn full(&self) -> String {
        let all = self.0.iter();
        let all = all.map(|(name, of)| format!("{name}: {of}"));
        all.collect::<Vec<_>>().join(", ")
    }
}

/// What is said of how values are made, and need not be said again.
#[derive(Default)]
pub(super) struct Said {
    /// Fields of which that says all.
    pub(super) fields: BTreeSet<String>,
    /// Whether that their order differs.
    pub(super) order: bool,
}

impl Comparison<'_> {
    /// Compares how values of a model are made.
    pub(super) fn making(&mut self, name: &str, base: &Model, head: &Model) -> Said {
        let (text, level, alone) = match (base.is_made(), head.is_made()) {
            (true, true) => {
                self.presets(name, base, head);
                self.limits(name, base, head);
                self.examples(name, base, head);
                return self.constructor(name, base, head);
            }
            (false, false) => return Said::default(),
            (false, true) => ("are new", Level::Minor, "is sent from now on"),
            (true, false) => ("are gone", Level::Major, "is no longer sent"),
        };
        self.changes.push(ApiChange {
            reason: Reason::Nothing,
            alone,
            ..ApiChange::new(
                self.of_type(name),
                level,
                format!("`{name}::new` and setters {text}"),
            )
        });
        Said::default()
    }

    fn constructor(&mut self, name: &str, base: &Model, head: &Model) -> Said {
        let own = Arguments::of_fields(&base.taken());
        let other = Arguments::of_fields(&head.taken());
        let (before, after) = (own.names(), other.names());
        let Some((level, text)) = own.difference(&other).filter(|_| before != after) else {
            // Where types alone differ, these are those of the fields, which say so.
            return Said::default();
        };
        // To take something else in the same place is worse than to be called otherwise.
        let (level, silent) = match level {
            Level::Patch => (
                Level::Major,
                "; calls still compile and mean something else",
            ),
            level => (level, ""),
        };
        let text = format!("{} {text}{silent}", self.makers(name));
        let one_sided = |names: &[&str], others: &[&str]| -> BTreeSet<String> {
            let left = names.iter().filter(|name| !others.contains(name));
            left.map(|name| (*name).to_owned()).collect()
        };
        let mut fields = one_sided(&before, &after);
        fields.extend(one_sided(&after, &before));
        let mut items = BTreeSet::new();
        for field in &fields {
            let member = base.member(field).or_else(|| head.member(field));
            items.extend(member.map(|member| self.of_member(name, member.wire)));
        }
        let order = items.is_empty();
        if order {
            items.insert(self.of_type(name));
        }
        for item in items {
            self.changes.push(ApiChange {
                explained_by: &["parameters-reordered"],
                alone: "what is required stands in another order",
                ..ApiChange::new(item, level, text.clone())
            });
        }
        // Who reads an answer sees the fields, and not the constructor.
        if base.received {
            fields.retain(|field| base.member(field).is_none());
        }
        Said { fields, order }
    }

    /// `X::new`, and the method that takes the same as it.
    fn makers(&self, name: &str) -> String {
        let mut operations = self.base.operations.values();
        match operations.find(|operation| operation.parameters.as_deref() == Some(name)) {
            Some(operation) => format!("`{name}::new`, and with it {},", operation.call()),
            None => format!("`{name}::new`"),
        }
    }

    /// Compares the values of fields that programs need not set.
    fn presets(&mut self, name: &str, base: &Model, head: &Model) {
        let is_preset = |field: &&Field| field.role() == Role::Preset && !field.ty.is_option();
        for field in base.fields().iter().filter(is_preset) {
            let others = head.fields().iter().filter(is_preset);
            let mut others = others.filter(|other| other.name == field.name);
            let after = others.next().and_then(|other| other.preset.as_ref());
            if let Some((value, after)) = field.preset.as_ref().zip(after)
                && value != after
            {
                let text = format!(
                    "`{name}::new` sets `{}` to `{after}` instead of `{value}`; programs still \
                     compile and send something else",
                    field.name
                );
                let item = self.of_member(name, &field.wire);
                self.add(item, Level::Major, text);
            }
        }
    }

    /// Compares what is refused before it is sent. Programs compile as before.
    fn limits(&mut self, name: &str, base: &Model, head: &Model) {
        for field in base.fields() {
            // Another type has other limits, and says more.
            let Some(other) = head
                .field(&field.wire)
                .filter(|other| self.renamed(&field.ty) == other.ty)
            else {
                continue;
            };
            if (&field.limits, &field.only_with) != (&other.limits, &other.only_with) {
                let text = format!(
                    "what is refused in `{name}::{}` before it is sent changes",
                    field.name
                );
                let item = self.of_member(name, &field.wire);
                self.add(item, Level::Patch, text);
            }
        }
    }

    /// Compares the example of a constructor, which is made of those of the spec.
    fn examples(&mut self, name: &str, base: &Model, head: &Model) {
        let own = self.base.examples.of(&base.name);
        if own != self.head.examples.of(&head.name) {
            self.changes.push(ApiChange {
                reason: Reason::Examples,
                ..ApiChange::prose(self.of_type(name), &format!("`{name}::new`"))
            });
        }
    }
}
