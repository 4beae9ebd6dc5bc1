//! Checks requests against the documented limits before they are sent.
//!
//! The generator turns the limits of the API description into a table (`limits!`) for every type that
//! is sent. Responses are never checked.

#[macro_use]
mod table;
mod checked;
mod forms;

use std::fmt;

pub(crate) use checked::Checked;

/// One limit on a value.
// Covers everything that a spec can state, including what ours does not use today.
#[allow(dead_code)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Limit {
    /// Minimum number of characters, entries, or characters of base64 text.
    MinLength(usize),
    /// Maximum number of characters, entries, or characters of base64 text.
    MaxLength(usize),
    /// Inclusive lower bound.
    Minimum(f64),
    /// Exclusive lower bound.
    Above(f64),
    /// Inclusive upper bound.
    Maximum(f64),
    /// Exclusive upper bound.
    Below(f64),
    /// The form of a text.
    Form(Form),
    /// Limits on each entry of a list or value of a map.
    Each(&'static [Limit]),
}

/// The form of a text.
#[allow(dead_code)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A phone number: `+`, country code, number.
    E164,
    /// `17:00`, `6pm`, `6:30pm`.
    TimeOfDay,
    /// A name of the IANA time zone database.
    IanaTimeZone,
    /// A date with a time and an offset.
    DateTime,
    /// An email address.
    Email,
    /// An absolute URI.
    Uri,
    /// `check_inventory`.
    SnakeCase,
    /// A URL with the placeholder `{{phone}}`.
    LookupUrl,
}

/// A value in a request that a documented limit of the API forbids.
///
/// It names the field and the limit, never the value, which may be private.
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// use revox::Parameters;
/// use revox::models::{AssistantUpdate, Voice};
///
/// let voice = Voice::new("voice_fr_jules", "cartesia").speed(3.0);
/// let violations = AssistantUpdate::new().voice(voice).violations();
/// assert_eq!(violations[0].to_string(), "`voice.speed` must be at most 1.5");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    path: String,
    limit: String,
}

impl Violation {
    /// Returns the JSON path of the value, as in `assistant.transfer_destinations[0].phone_number`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the limit, as in `must be at most 1.5`.
    pub fn limit(&self) -> &str {
        &self.limit
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path, self.limit)
    }
}

/// The current path of a check and the violations found so far.
#[derive(Debug, Default)]
pub(crate) struct Check {
    path: String,
    found: Vec<Violation>,
}

impl Check {
    /// Returns every violation in `value`.
    pub(crate) fn violations(value: &impl Checked) -> Vec<Violation> {
        let mut check = Self::default();
        value.check(&[], &mut check);
        check.found
    }

    /// Checks a field of an object.
    pub(crate) fn field(&mut self, name: &str, value: &impl Checked, limits: &[Limit]) {
        let step = self.step(name);
        self.below(&step, value, limits);
    }

    /// Returns the step from the current path to a field.
    fn step(&self, name: &str) -> String {
        let dot = if self.path.is_empty() { "" } else { "." };
        format!("{dot}{name}")
    }

    fn below(&mut self, step: &str, value: &impl Checked, limits: &[Limit]) {
        let length = self.path.len();
        self.path.push_str(step);
        value.check(limits, self);
        self.path.truncate(length);
    }

    /// Records that a field is set although another field does not have the value it requires.
    #[allow(dead_code)]
    pub(crate) fn only_with(&mut self, name: &str, other: &str, value: &str) {
        let path = format!("{}{}", self.path, self.step(name));
        let limit = format!("may be set only when `{other}` is `{value}`");
        self.found.push(Violation { path, limit });
    }

    /// Records that the current value violates `limit`.
    fn violated(&mut self, limit: String) {
        self.found.push(Violation {
            path: self.path.clone(),
            limit,
        });
    }
}
