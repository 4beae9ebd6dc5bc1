//! The grammar of OpenAPI 3.0: which keys an object may have, and what each contains.

use Content::{Data, List, Map, One};
use Kind::*;

/// A kind of object in a spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    Variable,
    Tag,
    Docs,
    Paths,
    PathItem,
    Operation,
    Parameter,
    Body,
    Responses,
    Response,
    Media,
    Encoding,
    Header,
    Example,
    Link,
    Callback,
    Components,
    Schema(Position),
    Discriminator,
    SecurityScheme,
    Flows,
    Flow,
}

/// Position of a schema in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// A named schema under `components/schemas`.
    Component,
    /// A property of an object.
    Property,
    /// The elements of an array.
    Items,
    /// The values of a map (`additionalProperties`).
    MapValue,
    /// A member of `oneOf`, `anyOf`, `allOf` or `not`.
    Member,
    /// The content of a request or response.
    Body,
    /// A parameter.
    Parameter,
}

/// Content of a key.
#[derive(Clone, Copy, Debug)]
pub(super) enum Content {
    /// Values that the grammar says nothing about.
    Data,
    /// An object of a kind.
    One(Kind),
    /// A list of such objects.
    List(Kind),
    /// Such objects by name.
    Map(Kind),
}

impl Kind {
    /// Returns true if an object of this kind may have a key.
    pub(crate) fn may_have(self, key: &str) -> bool {
        self.content(key).is_some()
    }

    /// Returns the content of a key in an object of this kind; none if it may not have the key.
    pub(super) fn content(self, key: &str) -> Option<Content> {
        Some(match (self, key) {
            (_, key) if key.starts_with("x-") => Data,

            (Document, "openapi" | "security") => Data,
            (Document, "info") => One(Info),
            (Document, "paths") => One(Paths),
            (Document, "components") => One(Components),
            (Document, "tags") => List(Tag),
            (Document | PathItem | Operation, "servers") => List(Server),
            (Document | Tag | Operation | Schema(_), "externalDocs") => One(Docs),
            (Info, "title" | "description" | "termsOfService" | "version") => Data,
            (Info, "contact") => One(Contact),
            (Info, "license") => One(License),
            (Contact, "name" | "url" | "email") | (License, "name" | "url") => Data,
            (Server, "variables") => Map(Variable),
            (Server | Docs, "url" | "description") => Data,
            (Variable, "enum" | "default" | "description") => Data,
            (Tag, "name" | "description") => Data,

            (Paths, path) if path.starts_with('/') => One(PathItem),
            (Callback, _) => One(PathItem),
            (PathItem, "summary" | "description") => Data,
            (PathItem, "get" | "put" | "post" | "delete") => One(Operation),
            (PathItem, "options" | "head" | "patch" | "trace") => One(Operation),
            (PathItem | Operation, "parameters") => List(Parameter),
            (Operation, "tags" | "summary" | "description" | "operationId") => Data,
            (Operation, "deprecated" | "security") => Data,
            (Operation, "requestBody") => One(Body),
            (Operation, "responses") => One(Responses),
            (Operation, "callbacks") => Map(Callback),
            (Parameter, "name" | "in" | "allowReserved" | "allowEmptyValue") => Data,
            (Parameter | Header, "description" | "required" | "deprecated") => Data,
            (Parameter | Header | Encoding, "style" | "explode") => Data,
            (Parameter | Header, "schema") => One(Schema(Position::Parameter)),
            (Parameter | Header | Body | Response, "content") => Map(Media),
            (Parameter | Header | Media, "example") => Data,
            (Parameter | Header | Media, "examples") => Map(Example),
            (Body, "description" | "required") | (Response, "description") => Data,
            (Responses, "default") => One(Response),
            (Responses, status) if status.starts_with(|digit: char| digit.is_ascii_digit()) => {
                One(Response)
            }
            (Response | Encoding, "headers") => Map(Header),
            (Response, "links") => Map(Link),
            (Media, "schema") => One(Schema(Position::Body)),
            (Media, "encoding") => Map(Encoding),
            (Encoding, "contentType" | "allowReserved") => Data,
            (Example, "summary" | "description" | "value" | "externalValue") => Data,
            (Link, "operationRef" | "operationId" | "parameters" | "requestBody") => Data,
            (Link, "description") => Data,
            (Link, "server") => One(Server),

            (Components, "schemas") => Map(Schema(Position::Component)),
            (Components, "responses") => Map(Response),
            (Components, "parameters") => Map(Parameter),
            (Components, "examples") => Map(Example),
            (Components, "requestBodies") => Map(Body),
            (Components, "headers") => Map(Header),
            (Components, "securitySchemes") => Map(SecurityScheme),
            (Components, "links") => Map(Link),
            (Components, "callbacks") => Map(Callback),
            (SecurityScheme, "type" | "description" | "name" | "in") => Data,
            (SecurityScheme, "scheme" | "bearerFormat" | "openIdConnectUrl") => Data,
            (SecurityScheme, "flows") => One(Flows),
            (Flows, "implicit" | "password" | "clientCredentials" | "authorizationCode") => {
                One(Flow)
            }
            (Flow, "authorizationUrl" | "tokenUrl" | "refreshUrl" | "scopes") => Data,

            (Schema(_), "properties") => Map(Schema(Position::Property)),
            (Schema(_), "additionalProperties") => One(Schema(Position::MapValue)),
            (Schema(_), "items") => One(Schema(Position::Items)),
            (Schema(_), "oneOf" | "allOf" | "anyOf") => List(Schema(Position::Member)),
            (Schema(_), "not") => One(Schema(Position::Member)),
            (Schema(_), "discriminator") => One(Discriminator),
            // All but `xml`, since nothing is encoded as XML.
            (Schema(_), "title" | "description" | "default" | "example") => Data,
            (Schema(_), "nullable" | "deprecated" | "readOnly" | "writeOnly") => Data,
            (Schema(_), "type" | "format" | "enum" | "pattern" | "required") => Data,
            (Schema(_), "multipleOf" | "minimum" | "maximum") => Data,
            (Schema(_), "exclusiveMinimum" | "exclusiveMaximum") => Data,
            (Schema(_), "minLength" | "maxLength" | "minItems" | "maxItems") => Data,
            (Schema(_), "minProperties" | "maxProperties" | "uniqueItems") => Data,
            (Discriminator, "propertyName" | "mapping") => Data,
            _ => return None,
        })
    }
}
