//! The three verdicts on a change: on the wire, on the source, on shipped programs.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

/// Verdict on something that works today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It keeps working.
    Safe,
    /// A person has to decide.
    Unknown,
    /// It stops working.
    Breaks,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Safe => "safe",
            Self::Unknown => "unknown",
            Self::Breaks => "breaks",
        })
    }
}

/// Verdict on the contract, for all clients that respect BASE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Wire {
    /// Verdict on something without a direction: an operation, a server, security.
    Contract(Verdict),
    /// Verdicts on a value; none for a direction in which it does not go.
    Directed {
        /// In requests.
        #[serde(skip_serializing_if = "Option::is_none")]
        request: Option<Verdict>,
        /// In responses.
        #[serde(skip_serializing_if = "Option::is_none")]
        response: Option<Verdict>,
    },
}

impl Wire {
    /// Returns the worse verdict; safe for a value that no operation sends or receives.
    pub fn worst(self) -> Verdict {
        match self {
            Self::Contract(verdict) => verdict,
            Self::Directed { request, response } => request.max(response).unwrap_or(Verdict::Safe),
        }
    }
}

/// Version step that a change of the Rust API needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The generated code is the same.
    None,
    /// Only documentation or internals change.
    Patch,
    /// The API grows, or a part is deprecated; programs still compile.
    Minor,
    /// Some programs no longer compile, or mean something else.
    Major,
    /// One side does not generate.
    Unknown,
}

impl Level {
    /// Returns the verdict on programs that are written against BASE.
    pub fn verdict(self) -> Verdict {
        match self {
            Self::None | Self::Patch | Self::Minor => Verdict::Safe,
            Self::Unknown => Verdict::Unknown,
            Self::Major => Verdict::Breaks,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Unknown => "unknown",
        })
    }
}

/// The operations that use a named part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reach {
    /// Operations whose requests contain it.
    pub request: BTreeSet<String>,
    /// Operations whose responses contain it.
    pub response: BTreeSet<String>,
}

impl Reach {
    /// Returns all of these operations.
    pub fn operations(&self) -> BTreeSet<&str> {
        let all = self.request.iter().chain(&self.response);
        all.map(String::as_str).collect()
    }

    /// Returns true if no operation uses it.
    pub fn is_empty(&self) -> bool {
        self.request.is_empty() && self.response.is_empty()
    }
}

/// `reaches 14 operations, in responses`.
impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.operations().len();
        let way = match (self.request.is_empty(), self.response.is_empty()) {
            (true, true) => return f.write_str("reaches no operation"),
            (false, true) => "in requests",
            (true, false) => "in responses",
            (false, false) => "in requests and responses",
        };
        let plural = if count == 1 { "" } else { "s" };
        write!(f, "reaches {count} operation{plural}, {way}")
    }
}
