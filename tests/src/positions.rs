//! An API as a flat list: the type at each location of each query, body and response, with all references
//! followed.
//!
//! Two descriptions mean the same if they have the same positions, however they name and divide their types.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;

use crate::schema::{Schema, entries, resolved};
use crate::spec::endpoints_of;

/// The positions of an API.
#[derive(Debug, Default)]
pub struct Positions {
    /// Method and path of each operation, by its id: `GET /call/{id}`.
    pub operations: BTreeMap<String, String>,
    /// The type at each location.
    pub nodes: BTreeMap<Location, Node>,
    /// The values of enums, with their locations.
    pub values: BTreeSet<(Location, String)>,
}

/// A location in an operation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The id of the operation.
    pub operation: String,
    /// The part of the operation.
    pub part: Part,
    /// Steps from the top of that part: `/name` into a property, `[]` into a list, `{}` into the
    /// values of a map, `<tag>` into a member of a union.
    pub path: String,
}

/// A part of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Query parameters, as if they were an object.
    Query,
    /// The body of the request.
    Body,
    /// The body of the successful response.
    Response,
}

/// The type at a location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The JSON type; or `any`, `union`, `binary`.
    pub kind: String,
    /// True if it may be null.
    pub nullable: bool,
    /// True for a required property; `None` for anything else than a property.
    pub property: Option<Required>,
}

/// True for a required property.
pub type Required = bool;

impl Positions {
    /// Creates the positions of a spec in OpenAPI 3.0, whose schemas are combined with `allOf` and `oneOf`
    /// only.
    pub fn new(root: &Value) -> Self {
        let mut positions = Self::default();
        for endpoint in endpoints_of(root) {
            let id = endpoint.id.to_owned();
            positions.add_operation(root, &id, endpoint.value);
            positions.operations.insert(id, endpoint.line());
        }
        positions
    }

    /// Returns the locations of properties.
    pub fn properties(&self) -> impl Iterator<Item = (&Location, &Node, Required)> {
        let nodes = self.nodes.iter();
        nodes.filter_map(|(location, node)| Some((location, node, node.property?)))
    }

    fn add_operation(&mut self, root: &Value, id: &str, operation: &Value) {
        let at = |part| Location {
            operation: id.to_owned(),
            part,
            path: String::new(),
        };
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let parameter = resolved(root, parameter);
            if parameter["in"] == "query" {
                let name = parameter["name"].as_str().unwrap();
                let location = at(Part::Query).below(&format!("/{name}"));
                let required = parameter["required"] == true;
                self.add(root, location, &parameter["schema"], Some(required));
            }
        }
        let body = resolved(root, &operation["requestBody"]);
        let response = resolved(root, &operation["responses"]["200"]);
        for (part, holder) in [(Part::Body, body), (Part::Response, response)] {
            for (_, content) in entries(&holder["content"]) {
                self.add(root, at(part), &content["schema"], None);
            }
        }
    }

    fn add(
        &mut self,
        root: &Value,
        location: Location,
        schema: &Value,
        property: Option<Required>,
    ) {
        let schema = Schema::new(root, schema);
        for value in &schema.values {
            let value = value.as_str().unwrap().to_owned();
            self.values.insert((location.clone(), value));
        }
        for (name, property) in &schema.properties {
            let required = schema.required.contains(name);
            let below = location.below(&format!("/{name}"));
            self.add(root, below, property, Some(required));
        }
        if let Some(items) = schema.items {
            self.add(root, location.below("[]"), items, None);
        }
        match schema.map_values {
            // Values of any kind.
            Some(Value::Bool(true)) => {
                self.nodes.insert(location.below("{}"), Node::any());
            }
            Some(values) => self.add(root, location.below("{}"), values, None),
            None => {}
        }
        for member in schema.members {
            let tag = Schema::new(root, member).tag(root);
            let below = location.below(&format!("<{tag}>"));
            self.add(root, below, member, None);
        }
        let node = Node {
            kind: schema.kind.unwrap_or("any").to_owned(),
            nullable: schema.nullable,
            property,
        };
        self.nodes.insert(location, node);
    }
}

impl Node {
    fn any() -> Self {
        Self {
            kind: "any".to_owned(),
            nullable: false,
            property: None,
        }
    }
}

impl Location {
    /// Returns the location one step below.
    fn below(&self, step: &str) -> Self {
        let mut below = self.clone();
        below.path.push_str(step);
        below
    }

    /// Returns the location one step above; none for the top.
    pub fn above(&self) -> Option<Self> {
        let last = self.path.rfind(['/', '[', '{', '<'])?;
        Some(Self {
            path: self.path[..last].to_owned(),
            ..self.clone()
        })
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.operation, self.part, self.path)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Query => "query",
            Self::Body => "body",
            Self::Response => "response",
        })
    }
}
