//! Shapes of JSON values, as the API description defines them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{Base64, Secret, Timestamp};

/// Function that returns the shape of a part. A plain value could not describe a type that contains
/// itself.
pub(crate) type Part = fn() -> Shape;

/// The shape of a JSON value.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    /// Any JSON value, `null` included.
    Any,
    /// A JSON object whose fields are not described.
    AnyObject,
    String,
    Integer,
    Number,
    Bool,
    /// A string, with its known values.
    Enum(&'static [&'static str]),
    /// The shape, or `null`.
    Nullable(Part),
    List(Part),
    Map(Part),
    Object(&'static [Member]),
    /// Objects that are distinguished by the value of a field.
    Tagged {
        tag: &'static str,
        variants: &'static [(&'static str, Part)],
    },
    /// Values that are distinguished by their JSON types.
    Untagged(&'static [Part]),
}

/// A field of an object.
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) presence: Presence,
    pub(crate) shape: Part,
}

/// Effect of a field's absence.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// The object does not decode.
    Required,
    /// The field takes its empty value.
    Corrected,
    Optional,
}

/// A type that describes its JSON form.
pub(crate) trait Shaped {
    fn shape() -> Shape;
}

/// Implements `Shaped` for types without parts.
macro_rules! plain {
    ($($ty:ty => $shape:ident),+ $(,)?) => {$(
        impl Shaped for $ty {
            fn shape() -> Shape {
                Shape::$shape
            }
        }
    )+};
}

plain! {
    String => String,
    Secret => String,
    Base64 => String,
    // The API description allows any value for a time.
    Timestamp => Any,
    bool => Bool,
    f64 => Number,
    i64 => Integer,
    Value => Any,
    crate::Content => Any,
    Map<String, Value> => AnyObject,
}

impl<T: Shaped> Shaped for Option<T> {
    fn shape() -> Shape {
        Shape::Nullable(T::shape)
    }
}

impl<T: Shaped> Shaped for Box<T> {
    fn shape() -> Shape {
        T::shape()
    }
}

impl<T: Shaped> Shaped for Vec<T> {
    fn shape() -> Shape {
        Shape::List(T::shape)
    }
}

impl<T: Shaped> Shaped for BTreeMap<String, T> {
    fn shape() -> Shape {
        Shape::Map(T::shape)
    }
}

/// Describes the JSON forms of models, field by field.
macro_rules! shapes {
    ($($name:ident { $($field:literal: $presence:ident $ty:ty,)* })*) => {
        $(impl $crate::drift::Shaped for $name {
            fn shape() -> $crate::drift::Shape {
                $crate::drift::Shape::Object(&[
                    $($crate::drift::Member {
                        name: $field,
                        presence: $crate::drift::Presence::$presence,
                        shape: <$ty as $crate::drift::Shaped>::shape,
                    },)*
                ])
            }
        })*
    };
}
