//! Types of values.

use std::collections::BTreeMap;
use std::fmt;

/// The Rust type of a field, variant or result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ty {
    /// `String`.
    Text,
    /// `bool`.
    Bool,
    /// `f64`.
    Number,
    /// `i64`.
    Integer,
    /// Any JSON.
    Json,
    /// A time, or any other JSON that was received instead.
    Time,
    /// A string that `Debug` does not print.
    Secret,
    /// Bytes, as base64.
    Bytes,
    /// A response body, unchanged.
    Content,
    /// A named schema.
    Model(String),
    /// A list.
    List(Box<Ty>),
    /// An object whose values are all alike.
    Map(Box<Ty>),
    /// A value or none.
    Option(Box<Ty>),
    /// A value or an explicit null.
    Nullable(Box<Ty>),
    /// A value on the heap, in a type that contains itself.
    Boxed(Box<Ty>),
}

impl Ty {
    /// Returns true for an `Option`.
    pub fn is_option(&self) -> bool {
        matches!(self, Self::Option(_))
    }

    /// Returns the type without an `Option` around it.
    pub fn without_option(&self) -> &Self {
        match self {
            Self::Option(inner) => inner,
            ty => ty,
        }
    }

    /// Returns the type inside options, lists and maps.
    pub fn innermost(&self) -> &Self {
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Option(inner)
            | Self::Nullable(inner)
            | Self::Boxed(inner) => inner.innermost(),
            ty => ty,
        }
    }

    /// Returns the name of the model that the type contains.
    pub fn model(&self) -> Option<&str> {
        match self.innermost() {
            Self::Model(name) => Some(name),
            _ => None,
        }
    }

    /// Returns the type with other names of models.
    pub fn renamed(&self, names: &BTreeMap<String, String>) -> Self {
        let inside = |inner: &Self| Box::new(inner.renamed(names));
        match self {
            Self::Model(name) => Self::Model(names.get(name).unwrap_or(name).clone()),
            Self::List(inner) => Self::List(inside(inner)),
            Self::Map(inner) => Self::Map(inside(inner)),
            Self::Option(inner) => Self::Option(inside(inner)),
            Self::Nullable(inner) => Self::Nullable(inside(inner)),
            Self::Boxed(inner) => Self::Boxed(inside(inner)),
            ty => ty.clone(),
        }
    }
}

/// The type in Rust.
impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("String"),
            Self::Bool => f.write_str("bool"),
            Self::Number => f.write_str("f64"),
            Self::Integer => f.write_str("i64"),
            Self::Json => f.write_str("Value"),
            Self::Time => f.write_str("Timestamp"),
            Self::Secret => f.write_str("Secret"),
            Self::Bytes => f.write_str("Base64"),
            Self::Content => f.write_str("Content"),
            Self::Model(name) => f.write_str(name),
            Self::List(inner) => write!(f, "Vec<{inner}>"),
            // The map that keeps the order of the keys.
            Self::Map(inner) if **inner == Self::Json => f.write_str("Map<String, Value>"),
            Self::Map(inner) => write!(f, "BTreeMap<String, {inner}>"),
            Self::Option(inner) => write!(f, "Option<{inner}>"),
            Self::Nullable(inner) => write!(f, "Nullable<{inner}>"),
            Self::Boxed(inner) => write!(f, "Box<{inner}>"),
        }
    }
}
