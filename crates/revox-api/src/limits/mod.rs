//! The documented limits of what a request holds, checked before it is sent.
//!
//! Limits of the API stand in its description; the generator writes them down for the types that
//! are sent, as `impl Checked`. They are never checked on what arrives.

mod checked;
mod forms;

use std::fmt;

pub(crate) use checked::Checked;

/// One limit on a value.
// All that a spec can say, whether or not it does today.
#[allow(dead_code)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Limit {
    /// The least number of characters, entries, or characters of base64 text.
    MinLength(usize),
    /// The greatest number of them.
    MaxLength(usize),
    /// The least number that is allowed.
    Minimum(f64),
    /// A number that has to be exceeded.
    Above(f64),
    /// The greatest number that is allowed.
    Maximum(f64),
    /// A number that must not be reached.
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
    /// A URL in which `{{phone}}` is replaced.
    LookupUrl,
}

/// A value of a request that a documented limit of the API forbids.
///
/// Says which field, and what is allowed there; never what stands in it, since that may be private.
///
/// # Examples
///
/// ```
/// use revox_api::Parameters;
/// use revox_api::models::{AssistantUpdate, Voice};
///
/// let voice = Voice::new("voice_fr_jules", "cartesia").speed(3.0);
/// let violations = AssistantUpdate::new().voice(voice).violations();
/// assert_eq!(violations[0].to_string(), "`voice.speed` has to be at most 1.5");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    path: String,
    limit: String,
}

impl Violation {
    /// Where the value stands, as in `assistant.transfer_destinations[0].phone_number`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is allowed there, as in `has to be at most 1.5`.
    pub fn limit(&self) -> &str {
        &self.limit
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path, self.limit)
    }
}

/// The place that a check has come to, and what it found so far.
#[derive(Debug, Default)]
pub(crate) struct Check {
    path: String,
    found: Vec<Violation>,
}

impl Check {
    /// All that the limits of `value` forbid.
    pub(crate) fn of(value: &impl Checked) -> Vec<Violation> {
        let mut check = Self::default();
        value.check(&[], &mut check);
        check.found
    }

    /// Checks a field of an object.
    pub(crate) fn field(&mut self, name: &str, value: &impl Checked, limits: &[Limit]) {
        let step = self.step(name);
        self.below(&step, value, limits);
    }

    /// What leads from this place to a field.
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

    /// Notes that a field was set which goes only with a certain value of another.
    #[allow(dead_code)]
    pub(crate) fn only_with(&mut self, name: &str, other: &str, value: &str) {
        let path = format!("{}{}", self.path, self.step(name));
        let limit = format!("is possible only where `{other}` is `{value}`");
        self.found.push(Violation { path, limit });
    }

    /// Notes that the value at this place is not within `limit`.
    fn violated(&mut self, limit: String) {
        self.found.push(Violation {
            path: self.path.clone(),
            limit,
        });
    }
}
