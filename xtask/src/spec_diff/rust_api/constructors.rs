//! What differs in how programs make what requests hold: constructors, setters, checked limits.

use std::collections::BTreeSet;

use super::compare::{ApiChange, Comparison, Reason};
use super::items::{Method, TypeItem};
use super::sending::Constructor;
use super::syntax::tokens;
use crate::spec_diff::verdict::Level;

/// Names and types of what a function takes.
pub(super) struct Arguments(pub(super) Vec<(String, String)>);

impl Arguments {
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
    pub(super) fn making(&mut self, name: &str, base: &TypeItem, head: &TypeItem) -> Said {
        let (text, level, alone) = match (&base.constructor, &head.constructor) {
            (Some(own), Some(other)) => {
                self.presets(name, base, (own, other));
                self.setters(name, (base, own), (head, other));
                self.limits(name, base, head);
                self.examples(name, own, other);
                return self.constructor(name, (base, own), (head, other));
            }
            (None, None) => return Said::default(),
            (None, Some(_)) => ("are new", Level::Minor, "is sent from now on"),
            (Some(_), None) => ("are gone", Level::Major, "is no longer sent"),
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

    fn constructor(
        &mut self,
        name: &str,
        (base, own): (&TypeItem, &Constructor),
        (head, other): (&TypeItem, &Constructor),
    ) -> Said {
        let (own, other) = (Arguments(own.takes.clone()), Arguments(other.takes.clone()));
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
        let mut places = BTreeSet::new();
        for field in &fields {
            let member = base.member(field).or_else(|| head.member(field));
            places.extend(member.map(|member| self.of_member(name, &member.wire)));
        }
        let order = places.is_empty();
        if order {
            places.insert(self.of_type(name));
        }
        for place in places {
            self.changes.push(ApiChange {
                explained_by: &["parameters-reordered"],
                alone: "what is required stands in another order",
                ..ApiChange::new(place, level, text.clone())
            });
        }
        // Who reads an answer sees the fields, and not the constructor.
        if self.base.is_received(name) {
            fields.retain(|field| base.member(field).is_none());
        }
        Said { fields, order }
    }

    /// `X::new`, and the method that takes the same as it.
    fn makers(&self, name: &str) -> String {
        let takes = |method: &&Method| method.parameters.as_deref() == Some(name);
        let mut methods = self.base.methods.values().filter(takes);
        match methods.next() {
            Some(method) => format!("`{name}::new`, and with it {},", method.call()),
            None => format!("`{name}::new`"),
        }
    }

    /// What is sent by itself in a field that programs need not set.
    fn presets(&mut self, name: &str, item: &TypeItem, (own, other): (&Constructor, &Constructor)) {
        for (field, value) in &own.presets {
            let (Some(after), Some(member)) = (other.presets.get(field), item.member(field)) else {
                continue;
            };
            if value != after {
                let text = format!(
                    "`{name}::new` sets `{field}` to `{after}` instead of `{value}`; programs still \
                     compile and send something else"
                );
                let place = self.of_member(name, &member.wire);
                self.add(place, Level::Major, text);
            }
        }
    }

    /// Setters follow from their fields; of one that differs where its field does not, that is said.
    fn setters(
        &mut self,
        name: &str,
        (base, own): (&TypeItem, &Constructor),
        (head, other): (&TypeItem, &Constructor),
    ) {
        for (field, (takes, _)) in &own.setters {
            let (Some(member), Some(member_of_head)) = (base.member(field), head.member(field))
            else {
                continue;
            };
            let before = member.content.as_ref().map(|content| self.renamed(content));
            let after = member_of_head.content.as_ref().map(tokens);
            let Some((takes_now, _)) = other.setters.get(field).filter(|_| before == after) else {
                continue;
            };
            let takes = self.renamed_text(takes);
            if takes != *takes_now {
                let text = format!(
                    "the setter `{name}::{field}` takes `{takes_now}` instead of `{takes}`"
                );
                let place = self.of_member(name, &member.wire);
                self.add(place, Level::Major, text);
            }
        }
    }

    /// What is refused before it is sent. Programs compile as before.
    fn limits(&mut self, name: &str, base: &TypeItem, head: &TypeItem) {
        for member in &base.members {
            let limits = |item: &TypeItem| item.limits.get(&member.wire).cloned();
            let (own, other) = (limits(base), limits(head));
            // Another type has other limits, and says more.
            let same = head.members.iter().any(|other| {
                let (own, other_type) = (&member.content, &other.content);
                let renamed = own.as_ref().map(|own| self.renamed(own));
                other.wire == member.wire && renamed == other_type.as_ref().map(tokens)
            });
            if same && own.unwrap_or_default() != other.unwrap_or_default() {
                let text = format!(
                    "what is refused in `{name}::{}` before it is sent changes",
                    member.name
                );
                let place = self.of_member(name, &member.wire);
                self.add(place, Level::Patch, text);
            }
        }
    }

    /// The example of a constructor is made of those of the spec.
    fn examples(&mut self, name: &str, own: &Constructor, other: &Constructor) {
        if own.docs != other.docs {
            self.changes.push(ApiChange {
                reason: Reason::Examples,
                ..ApiChange::prose(self.of_type(name), &format!("`{name}::new`"))
            });
        }
    }
}
