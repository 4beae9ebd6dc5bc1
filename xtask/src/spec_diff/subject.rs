//! Names for the parts of a spec that readers of a review know.

use std::fmt;

use crate::codegen::model::Operation;

/// Part of a spec under whose heading a change is reported, once.
///
/// A renamed part has its name at BASE, an added one that at HEAD.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The API as a whole: servers, security.
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
    /// Returns the name, without the kind.
    pub fn name(&self) -> &str {
        match self {
            Self::Api => "the whole API",
            Self::Operation(name) | Self::Component { name, .. } => name,
        }
    }

    /// Returns the kind of a named part, such as `schemas`.
    pub fn kind(&self) -> Option<&str> {
        match self {
            Self::Component { kind, .. } => Some(kind),
            _ => None,
        }
    }

    /// Creates the subject of a named schema.
    pub fn schema(name: &str) -> Self {
        Self::component("schemas", name)
    }

    /// Creates the subject of a named part under `components`.
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
            Self::Api | Self::Operation(_) => f.write_str(self.name()),
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

/// A step from a subject down to a change.
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
    /// A request that the API sends to an address from an earlier request.
    Callback(String),
    /// Anything else that has a name: a server, a keyword.
    Other(String),
}

impl Step {
    /// Returns the name that the step has in both the code and the spec.
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

/// `request body`, `parameter id`, `[]`.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Property(name) | Self::Media(name) | Self::Other(name) => f.write_str(name),
            Self::Items => f.write_str("[]"),
            Self::Values => f.write_str("{}"),
            Self::Value(value) => write!(f, "`{value}`"),
            Self::Member(name) => write!(f, "variant {name}"),
            Self::Parameter(name) => write!(f, "parameter {name}"),
            Self::Body => f.write_str("request body"),
            Self::Status(status) => write!(f, "response {status}"),
            Self::Header(name) => write!(f, "header {name}"),
            Self::Callback(name) => write!(f, "callback {name}"),
        }
    }
}

/// A subject and the steps down from it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SubjectPath {
    /// Heading of the change.
    pub subject: Subject,
    /// Steps from there.
    pub steps: Vec<Step>,
}

impl SubjectPath {
    /// Creates the path of the subject itself.
    pub fn new(subject: Subject) -> Self {
        Self {
            subject,
            steps: Vec::new(),
        }
    }

    /// Creates the path of a named schema.
    pub fn from_schema(name: &str) -> Self {
        Self::new(Subject::schema(name))
    }

    /// Creates the path of an operation.
    pub fn from_operation(operation: &Operation) -> Self {
        Self::new(Subject::Operation(operation.address()))
    }

    /// Returns the path one step further down.
    #[must_use]
    pub fn then(&self, step: Step) -> Self {
        let mut path = self.clone();
        path.steps.push(step);
        path
    }

    /// Returns the first name among the steps: the property, parameter or enum value that Rust code
    /// knows. The envelope of a response has none, and neither has a callback.
    pub fn member(&self) -> Option<&str> {
        if self.is_in_callback() {
            return None;
        }
        self.steps.iter().find_map(Step::name)
    }

    /// Returns true for a callback and everything in one.
    pub fn is_in_callback(&self) -> bool {
        let is_callback = |step: &Step| matches!(step, Step::Callback(_));
        self.subject.kind() == Some("callbacks") || self.steps.iter().any(is_callback)
    }

    /// Returns the steps as text: `response 200 › call_attempts[].status`.
    pub fn steps_text(&self) -> String {
        let mut text = String::new();
        let mut previous: Option<&Step> = None;
        for step in &self.steps {
            text += match (previous, step) {
                (None, _) | (_, Step::Items | Step::Values) => "",
                (Some(Step::Property(_) | Step::Items | Step::Values), Step::Property(_)) => ".",
                _ => " › ",
            };
            text += &step.to_string();
            previous = Some(step);
        }
        text
    }
}
