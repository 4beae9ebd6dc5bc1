//! Which kind of object stands where in a document, as far as it may be a reference.

use crate::spec_diff::openapi::METHODS;

/// Kind of object at a place of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// The whole document.
    Document,
    /// What stands under `components`.
    Components,
    /// What a path says, and its operations.
    Path,
    Operation,
    Parameter,
    Body,
    Response,
    Header,
    Media,
    Encoding,
    Link,
    Callback,
    SecurityScheme,
    Schema,
    /// Objects by name, or a list of them.
    Many(Many),
}

/// What of which there are many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Many {
    Paths,
    Parameters,
    Bodies,
    Responses,
    Headers,
    Media,
    Encodings,
    Links,
    Callbacks,
    SecuritySchemes,
    Schemas,
}

impl Many {
    fn one(self) -> Context {
        match self {
            Self::Paths => Context::Path,
            Self::Parameters => Context::Parameter,
            Self::Bodies => Context::Body,
            Self::Responses => Context::Response,
            Self::Headers => Context::Header,
            Self::Media => Context::Media,
            Self::Encodings => Context::Encoding,
            Self::Links => Context::Link,
            Self::Callbacks => Context::Callback,
            Self::SecuritySchemes => Context::SecurityScheme,
            Self::Schemas => Context::Schema,
        }
    }
}

impl Context {
    /// What stands at a key; none where no reference does.
    pub(super) fn below(self, key: &str) -> Option<Self> {
        Some(match (self, key) {
            (Self::Many(_), key) if key.starts_with("x-") => return None,
            (Self::Many(many), _) => many.one(),
            (Self::Document, "paths") => Self::Many(Many::Paths),
            (Self::Document, "components") => Self::Components,
            (Self::Components | Self::Operation | Self::Path, "parameters") => {
                Self::Many(Many::Parameters)
            }
            (Self::Components | Self::Operation, "responses") => Self::Many(Many::Responses),
            (Self::Components | Self::Operation, "callbacks") => Self::Many(Many::Callbacks),
            (Self::Components, "requestBodies") => Self::Many(Many::Bodies),
            (Self::Components, "schemas") => Self::Many(Many::Schemas),
            (Self::Components, "securitySchemes") => Self::Many(Many::SecuritySchemes),
            (Self::Components | Self::Response | Self::Encoding, "headers") => {
                Self::Many(Many::Headers)
            }
            (Self::Components | Self::Response, "links") => Self::Many(Many::Links),
            (Self::Path, method) if METHODS.contains(&method) => Self::Operation,
            (Self::Operation, "requestBody") => Self::Body,
            (Self::Callback, key) if !key.starts_with("x-") => Self::Path,
            (Self::Parameter | Self::Header | Self::Body | Self::Response, "content") => {
                Self::Many(Many::Media)
            }
            (Self::Parameter | Self::Header | Self::Media, "schema") => Self::Schema,
            (Self::Media, "encoding") => Self::Many(Many::Encodings),
            (Self::Schema, "items" | "additionalProperties" | "not") => Self::Schema,
            (Self::Schema, "properties" | "allOf" | "oneOf" | "anyOf") => Self::Many(Many::Schemas),
            _ => return None,
        })
    }

    /// What stands in a list.
    pub(super) fn of_item(self) -> Option<Self> {
        match self {
            Self::Many(many) => Some(many.one()),
            _ => None,
        }
    }

    /// Under which key of the components it may stand.
    pub(super) fn kind(self) -> Option<&'static str> {
        Some(match self {
            Self::Parameter => "parameters",
            Self::Body => "requestBodies",
            Self::Response => "responses",
            Self::Header => "headers",
            Self::Link => "links",
            Self::Callback => "callbacks",
            Self::SecurityScheme => "securitySchemes",
            Self::Schema => "schemas",
            _ => return None,
        })
    }
}
