//! Schemas of the description, compiled: each of the few shapes that the description uses.
//!
//! An object takes no properties but those that its schema names, unless `additionalProperties` says
//! otherwise. A composition takes those of all its parts.
//!
//! A keyword that stands where it is not understood is an error. To check a new one, give the shape
//! that it belongs to a field, take it from the [`Keywords`] in `compile`, and check it in `validate`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::SpecError;
use super::document::Located;
use super::forms::{self, Form};

const NAMED: &str = "/components/schemas/";

type Result<T> = std::result::Result<T, SpecError>;

/// Schemas that have a name, by the pointers that references to them hold.
pub(super) type Named = BTreeMap<String, Node>;

/// A schema, ready to check values.
pub(crate) struct Schema {
    /// The name that people know it by, such as `CallCreate`.
    pub(crate) name: String,
    pub(super) node: Node,
    pub(super) named: Arc<Named>,
}

/// A schema within a schema.
pub(super) struct Node {
    /// JSON pointer of the schema in the description.
    pub(super) pointer: String,
    pub(super) nullable: bool,
    pub(super) shape: Shape,
}

pub(super) enum Shape {
    /// Any JSON value.
    Any,
    /// The named schema at a pointer.
    Reference(String),
    Boolean,
    Integer(Range),
    Number(Range),
    Text(Text),
    Array(Option<Box<Node>>),
    Object(Object),
    /// Exactly one of several.
    OneOf(Vec<Node>),
    /// The one that a property names.
    Tagged {
        tag: String,
        variants: BTreeMap<String, Node>,
    },
}

#[derive(Default)]
pub(super) struct Range {
    pub(super) minimum: Option<f64>,
    /// True if the minimum itself is too small.
    pub(super) exclusive_minimum: bool,
    pub(super) maximum: Option<f64>,
}

#[derive(Default)]
pub(super) struct Text {
    pub(super) min_length: usize,
    pub(super) max_length: Option<usize>,
    pub(super) values: Option<Vec<String>>,
    pub(super) form: Option<&'static Form>,
}

pub(super) struct Object {
    pub(super) properties: BTreeMap<String, Node>,
    /// Required properties, each with the pointer of the schema that requires it.
    pub(super) required: Vec<(String, String)>,
    pub(super) others: Others,
}

/// Treatment of properties that an object does not name.
pub(super) enum Others {
    Taken,
    Refused,
    Checked(Box<Node>),
}

impl Schema {
    pub(super) fn new(node: Node, named: Arc<Named>) -> Self {
        let pointer = match &node.shape {
            Shape::Reference(pointer) => pointer,
            _ => &node.pointer,
        };
        let name = pointer.strip_prefix(NAMED);
        Self {
            name: name.unwrap_or(pointer).to_owned(),
            node,
            named,
        }
    }

    /// The schema that every value fits, for a body that is not described.
    pub(super) fn any(pointer: String) -> Self {
        let shape = Shape::Any;
        let node = Node {
            pointer,
            nullable: true,
            shape,
        };
        Self::new(node, Arc::default())
    }
}

/// Compiles the schemas that have a name.
pub(super) fn named(document: &Located<'_>) -> Result<Named> {
    let schemas = match document.get("components")? {
        Some(components) => components.get("schemas")?,
        None => None,
    };
    let schemas = schemas.map_or(Ok(Vec::new()), |schemas| schemas.members())?;
    let schemas = schemas.into_iter();
    schemas
        .map(|(_, schema)| Ok((schema.pointer.clone(), compile(&schema)?)))
        .collect()
}

/// Compiles one schema.
pub(super) fn compile(schema: &Located<'_>) -> Result<Node> {
    let mut keywords = Keywords::of(schema)?;
    let mut nullable = keywords.flag("nullable")?;
    let shape = if let Some(reference) = keywords.take("$ref") {
        named_by(&reference)?
    } else if let Some(parts) = keywords.take("allOf") {
        match parts.elements()?.as_slice() {
            // This is how OpenAPI 3.0 says something beside a reference.
            [part] => {
                let part = compile(part)?;
                nullable |= part.nullable;
                part.shape
            }
            parts => Shape::Object(composition(parts)?),
        }
    } else if let Some(alternatives) = keywords.take("oneOf") {
        match keywords.take("discriminator") {
            Some(discriminator) => tagged(&discriminator)?,
            None => {
                let alternatives = alternatives.elements()?;
                Shape::OneOf(alternatives.iter().map(compile).collect::<Result<_>>()?)
            }
        }
    } else if let Some(ty) = keywords.take("type") {
        match ty.text()? {
            "boolean" => Shape::Boolean,
            "integer" => Shape::Integer(range(&mut keywords)?),
            "number" => Shape::Number(range(&mut keywords)?),
            "string" => Shape::Text(text(&mut keywords)?),
            "array" => {
                let items = keywords.take("items");
                Shape::Array(
                    items
                        .map(|items| compile(&items).map(Box::new))
                        .transpose()?,
                )
            }
            "object" => Shape::Object(object(schema, &mut keywords)?),
            other => return Err(ty.error(&format!("the sandbox knows no type `{other}`"))),
        }
    } else {
        Shape::Any
    };
    keywords.all_taken()?;
    Ok(Node {
        pointer: schema.pointer.clone(),
        nullable,
        shape,
    })
}

fn named_by(reference: &Located<'_>) -> Result<Shape> {
    let target = reference.target()?.pointer;
    match target.starts_with(NAMED) {
        true => Ok(Shape::Reference(target)),
        false => Err(reference.error("a reference to something other than a named schema")),
    }
}

fn range(keywords: &mut Keywords<'_>) -> Result<Range> {
    Ok(Range {
        minimum: keywords.number("minimum")?,
        exclusive_minimum: keywords.flag("exclusiveMinimum")?,
        maximum: keywords.number("maximum")?,
    })
}

fn text(keywords: &mut Keywords<'_>) -> Result<Text> {
    let values = keywords.take("enum").map(|values| values.texts());
    let values = values.transpose()?;
    let form = keywords.take("format").or(keywords.take("x-format"));
    let form = match &form {
        // Says how a string is treated and not which strings there are.
        Some(form) if matches!(form.text()?, "password" | "binary") => None,
        Some(form) => {
            let name = form.text()?;
            let unknown = || form.error(&format!("the sandbox knows no form `{name}`"));
            Some(forms::named(name).ok_or_else(unknown)?)
        }
        None => None,
    };
    Ok(Text {
        min_length: keywords.length("minLength")?.unwrap_or_default(),
        max_length: keywords.length("maxLength")?,
        values: values.map(|values| values.into_iter().map(str::to_owned).collect()),
        form,
    })
}

fn object(schema: &Located<'_>, keywords: &mut Keywords<'_>) -> Result<Object> {
    let described = keywords.take("properties");
    let properties = match &described {
        Some(properties) => properties.members()?,
        None => Vec::new(),
    };
    let properties = properties.into_iter();
    let required = keywords.take("required").map(|names| names.texts());
    let required = required.transpose()?.unwrap_or_default().into_iter();
    let others = match keywords.take("additionalProperties") {
        Some(others) => match others.value.as_bool() {
            Some(true) => Others::Taken,
            Some(false) => Others::Refused,
            None => Others::Checked(Box::new(compile(&others)?)),
        },
        None if described.is_some() => Others::Refused,
        None => Others::Taken,
    };
    Ok(Object {
        properties: properties
            .map(|(name, property)| Ok((name.to_owned(), compile(&property)?)))
            .collect::<Result<_>>()?,
        required: required
            .map(|name| (name.to_owned(), schema.pointer.clone()))
            .collect(),
        others,
    })
}

/// One object made of several, which share no property.
fn composition(parts: &[Located<'_>]) -> Result<Object> {
    let mut whole = Object {
        properties: BTreeMap::new(),
        required: Vec::new(),
        others: Others::Refused,
    };
    for part in parts {
        let part = part.clone().followed()?;
        let Shape::Object(object) = compile(&part)?.shape else {
            return Err(part.error("a part of a composition that is not an object"));
        };
        if !matches!(object.others, Others::Refused) {
            return Err(part.error("a part of a composition that takes other properties"));
        }
        for (name, property) in object.properties {
            if let Some(other) = whole.properties.insert(name, property) {
                let problem = format!("a part of a composition repeats {}", other.pointer);
                return Err(part.error(&problem));
            }
        }
        whole.required.extend(object.required);
    }
    Ok(whole)
}

/// A union in which a property names the variant.
fn tagged(discriminator: &Located<'_>) -> Result<Shape> {
    let tag = discriminator.require("propertyName")?.text()?.to_owned();
    let mapping = discriminator.require("mapping")?;
    let mut variants = BTreeMap::new();
    for (value, reference) in mapping.members()? {
        let node = Node {
            shape: named_by(&reference)?,
            pointer: reference.pointer,
            nullable: false,
        };
        variants.insert(value.to_owned(), node);
    }
    Ok(Shape::Tagged { tag, variants })
}

/// Keywords of one schema that nobody has accounted for yet.
struct Keywords<'a>(BTreeMap<&'a str, Located<'a>>);

impl<'a> Keywords<'a> {
    /// Those that say which values there are: descriptions and extensions do not.
    fn of(schema: &Located<'a>) -> Result<Self> {
        let checks = |(name, _): &(&str, _)| {
            let is_extension = name.starts_with("x-") && *name != "x-format";
            !is_extension && !matches!(*name, "description" | "deprecated")
        };
        Ok(Self(schema.members()?.into_iter().filter(checks).collect()))
    }

    fn take(&mut self, name: &str) -> Option<Located<'a>> {
        self.0.remove(name)
    }

    fn flag(&mut self, name: &str) -> Result<bool> {
        self.take(name).map_or(Ok(false), |flag| flag.flag())
    }

    fn length(&mut self, name: &str) -> Result<Option<usize>> {
        self.take(name).map(|length| length.length()).transpose()
    }

    fn number(&mut self, name: &str) -> Result<Option<f64>> {
        self.take(name).map(|number| number.number()).transpose()
    }

    fn all_taken(self) -> Result<()> {
        match self.0.into_iter().next() {
            Some((name, keyword)) => {
                let problem = format!("the sandbox does not check `{name}` here");
                Err(keyword.error(&problem))
            }
            None => Ok(()),
        }
    }
}
