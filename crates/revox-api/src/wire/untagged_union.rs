use serde::Deserialize;
use serde_json::{Map, Value};

/// The content of a variant of an untagged union.
pub(crate) trait FromValue: Sized {
    /// Converts a value, or returns it if it has another JSON type.
    fn from_value(value: Value) -> Result<Self, Value>;
}

impl FromValue for String {
    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(other),
        }
    }
}

impl FromValue for Map<String, Value> {
    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::Object(object) => Ok(object),
            other => Err(other),
        }
    }
}

/// Implements `FromValue` for types that serde decodes.
macro_rules! from_value {
    ($($ty:ty $(where $item:ident: $bound:ident)?),+ $(,)?) => {$(
        impl $(<$item: for<'de> $bound<'de>>)? FromValue for $ty {
            fn from_value(value: Value) -> Result<Self, Value> {
                Self::deserialize(&value).map_err(|_| value)
            }
        }
    )+};
}

from_value!(bool, f64, i64, Vec<T> where T: Deserialize);

/// Defines a union whose variants differ in JSON type, with a variant for any other value.
macro_rules! untagged_union {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident($content:ty),)+
        }
    ) => {
        $(#[doc = $doc])*
        ///
        /// The variants differ in JSON type. More may be added: match with a `_` arm.
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant($content),)+
            /// A JSON value of a type that this version of the library does not know, kept and
            /// encoded unchanged.
            ///
            /// Do not match it by name, since a later version may add a variant for it: match with
            /// `_`, and get it with `as_unknown`.
            #[non_exhaustive]
            Unknown(serde_json::Value),
        }

        impl $name {
            /// Returns the value if this version of the library does not know its type.
            pub fn as_unknown(&self) -> Option<&serde_json::Value> {
                match self {
                    Self::Unknown(value) => Some(value),
                    _ => None,
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                $(
                    let value = match $crate::wire::FromValue::from_value(value) {
                        Ok(content) => return Ok(Self::$variant(content)),
                        Err(value) => value,
                    };
                )+
                Ok(Self::Unknown(value))
            }
        }

        impl $crate::drift::Shaped for $name {
            fn shape() -> $crate::drift::Shape {
                $crate::drift::Shape::Untagged(&[$(<$content as $crate::drift::Shaped>::shape),+])
            }
        }

        impl $crate::wire::Empty for $name {
            fn empty() -> Self {
                Self::Unknown(serde_json::Value::Null)
            }
        }

        $(
            impl From<$content> for $name {
                fn from(content: $content) -> Self {
                    Self::$variant(content)
                }
            }
        )+
    };
}
