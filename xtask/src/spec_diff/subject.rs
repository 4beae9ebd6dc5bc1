//! Where a change stands, in the terms of those who read it.

use std::fmt;

/// The part of a spec under whose heading a change is reported, once.
///
/// What was renamed goes by its name at BASE, what was added by that at HEAD.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// What holds for the whole API: servers, security.
    Api,
    /// An operation, by method and path.
    Operation(String),
    /// A named part under `components`.
    Component {
        /// `schemas`, `responses`, `parameters` …
        kind: String,
        /// Its name.
        name: String,
    },
}

impl Subject {
    /// Its name alone.
    pub fn name(&self) -> &str {
        match self {
            Self::Api => "the whole API",
            Self::Operation(name) | Self::Component { name, .. } => name,
        }
    }

    /// The subject of a named schema.
    pub fn schema(name: &str) -> Self {
        Self::component("schemas", name)
    }

    /// The subject of a named part under `components`.
    pub fn component(kind: &str, name: &str) -> Self {
        Self::Component {
            kind: kind.to_owned(),
            name: name.to_owned(),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api => f.write_str("the whole API"),
            Self::Operation(operation) => f.write_str(operation),
            Self::Component { kind, name } => {
                let kind = match kind.as_str() {
                    "requestBodies" => "request body",
                    "securitySchemes" => "security scheme",
                    kind => kind.strip_suffix('s').unwrap_or(kind),
                };
                write!(f, "{kind} {name}")
            }
        }
    }
}

/// A step from a subject down to what changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A property of an object.
    Property(String),
    /// The items of an array.
    Items,
    /// The values of a map.
    Values,
    /// A value of an enum.
    Value(String),
    /// A member of a union.
    Member(String),
    /// A parameter of an operation.
    Parameter(String),
    /// The body of a request.
    Body,
    /// A response, by its status.
    Status(String),
    /// A header of a response.
    Header(String),
    /// A media type.
    Media(String),
    /// A request that the API sends to an address which an operation was given.
    Callback(String),
    /// Something else that has a name: a server, a keyword.
    Other(String),
}

impl Step {
    /// The name by which code and spec know the step, where it has one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Property(name)
            | Self::Value(name)
            | Self::Member(name)
            | Self::Parameter(name) => Some(name),
            _ => None,
        }
    }
}

/// A subject and the way down from it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SubjectPath {
    /// The heading under which the change stands.
    pub subject: Subject,
    /// The way from there.
    pub steps: Vec<Step>,
}

impl SubjectPath {
    /// The subject itself.
    pub fn new(subject: Subject) -> Self {
        Self {
            subject,
            steps: Vec::new(),
        }
    }

    /// One step further down.
    #[must_use]
    pub fn then(&self, step: Step) -> Self {
        let mut path = self.clone();
        path.steps.push(step);
        path
    }

    /// The first name on the way: the property, parameter or enum value that Rust code knows.
    ///
    /// An answer's envelope is passed over, since Rust code does not see it.
    ///
    /// The client receives no callbacks.
    pub fn member(&self) -> Option<&str> {
        if self.is_in_callback() {
            return None;
        }
        self.steps.iter().find_map(Step::name)
    }

    /// Whether it is in a callback, or one.
    pub fn is_in_callback(&self) -> bool {
        let mut steps = self.steps.iter();
        steps.any(|step| matches!(step, Step::Callback(_)))
    }

    /// The way from the subject, as `response 200 › call_attempts[].status`.
    pub fn steps_text(&self) -> String {
        let mut path = String::new();
        let mut previous: Option<&Step> = None;
        for step in &self.steps {
            let separator = match previous {
                None => "",
                Some(Step::Property(_) | Step::Items | Step::Values)
                    if matches!(step, Step::Property(_)) =>
                {
                    "."
                }
                Some(_) => " › ",
            };
            match step {
                Step::Property(name) => path.push_str(&format!("{separator}{name}")),
                Step::Items => path.push_str("[]"),
                Step::Values => path.push_str("{}"),
                Step::Value(value) => path.push_str(&format!("{separator}`{value}`")),
                Step::Member(name) => path.push_str(&format!("{separator}variant {name}")),
                Step::Parameter(name) => path.push_str(&format!("{separator}parameter {name}")),
                Step::Body => path.push_str(&format!("{separator}request body")),
                Step::Status(status) => path.push_str(&format!("{separator}response {status}")),
                Step::Header(name) => path.push_str(&format!("{separator}header {name}")),
                Step::Media(media) => path.push_str(&format!("{separator}{media}")),
                Step::Callback(name) => path.push_str(&format!("{separator}callback {name}")),
                Step::Other(name) => path.push_str(&format!("{separator}{name}")),
            }
            previous = Some(step);
        }
        path
    }
}
