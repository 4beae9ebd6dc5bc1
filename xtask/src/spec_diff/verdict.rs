//! The three verdicts of a change, and the version that follows.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

/// Whether something that worked goes on working.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It does.
    Safe,
    /// Nobody can say.
    Unknown,
    /// It does not.
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

/// Which way a value goes, seen from the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// From the client to the server.
    Request,
    /// From the server to the client.
    Response,
}

/// Whether the contract breaks for some client of any make that kept to BASE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Wire {
    /// What changes is no value that goes one way: an operation, a server, security.
    Contract(Verdict),
    /// A verdict for each way in which the value goes; none where it does not go that way.
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
    /// The worse verdict of both ways; safe where no operation sends or receives the value.
    pub fn worst(self) -> Verdict {
        match self {
            Self::Contract(verdict) => verdict,
            Self::Directed { request, response } => request.max(response).unwrap_or(Verdict::Safe),
        }
    }
}

/// How large a step in the version a change of the Rust API asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The generated code is the same.
    None,
    /// Documentation or what goes on inside; the API is the same.
    Patch,
    /// Something is added or deprecated; programs that compiled still do.
    Minor,
    /// A program that compiled no longer does, or means something else.
    Major,
    /// One of the two sides does not generate, or the difference is not understood.
    Unknown,
}

impl Level {
    /// Whether code written against BASE goes on working.
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

/// The operations that a value is sent to or comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reach {
    /// Those whose requests hold it.
    pub request: BTreeSet<String>,
    /// Those whose responses hold it.
    pub response: BTreeSet<String>,
}

impl Reach {
    /// The operations that hold it either way.
    pub fn operations(&self) -> BTreeSet<&str> {
        let all = self.request.iter().chain(&self.response);
        all.map(String::as_str).collect()
    }

    /// Whether no operation holds it.
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
