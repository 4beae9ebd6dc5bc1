use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{Error, Visitor};

/// Text of an enum value that this version of the library does not know.
///
/// It is created only by decoding and parsing, and only from text that is not a known value, so two
/// values of an enum are equal exactly if they are equal in JSON. Get the text with the enum's
/// `as_str`.
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// use revox::models::CallStatus;
///
/// let status = CallStatus::from("of_tomorrow");
/// assert!(!status.is_known());
/// assert_eq!(status.as_str(), "of_tomorrow");
/// assert!(CallStatus::KNOWN.contains(&"completed"));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the value as it appears in JSON.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Decodes from borrowed text, so that a known value allocates nothing.
pub(crate) fn deserialize_open_enum<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'text> From<&'text str>,
{
    struct Text<T>(PhantomData<T>);

    impl<T: for<'text> From<&'text str>> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            Ok(T::from(text))
        }
    }

    deserializer.deserialize_str(Text(PhantomData))
}

/// Defines a string enum that keeps values it does not know.
///
/// Each variant is given with its value in JSON.
macro_rules! open_enum {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident = $value:literal,)+
        }
    ) => {
        $(#[doc = $doc])*
        ///
        /// More values may be added: match with a `_` arm, and get the text of a value that this
        /// version does not know with [`as_str`](Self::as_str). Values can be compared with text,
        /// and are ordered by their text.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
            /// A value that this version of the library does not know, kept and encoded unchanged.
            ///
            /// Do not match it by name, since a later version may add a variant for it: match with
            /// `_`, and use `is_known` and `as_str`.
            #[non_exhaustive]
            Unknown($crate::UnknownValue),
        }

        impl $name {
            /// Values that this version of the library knows, as they appear in JSON.
            pub const KNOWN: &'static [&'static str] = &[$($value),+];

            /// Returns the value as it appears in JSON, known or not.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)+
                    Self::Unknown(value) => value.as_str(),
                }
            }

            /// Returns true if this version of the library knows the value.
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, text: &str) -> bool {
                self.as_str() == text
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, text: &&str) -> bool {
                self.as_str() == *text
            }
        }

        impl PartialEq<$name> for &str {
            fn eq(&self, value: &$name) -> bool {
                *self == value.as_str()
            }
        }

        // By the text, so that a variant added by a later version does not change the order.
        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($value => Self::$variant,)+
                    _ => Self::Unknown($crate::UnknownValue::new(text)),
                }
            }
        }

        impl From<&str> for $crate::Nullable<$name> {
            fn from(text: &str) -> Self {
                Self::Value(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl From<&$name> for $name {
            fn from(value: &$name) -> Self {
                value.clone()
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(text))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::wire::deserialize_open_enum(deserializer)
            }
        }

        impl $crate::drift::Shaped for $name {
            fn shape() -> $crate::drift::Shape {
                $crate::drift::Shape::Enum(Self::KNOWN)
            }
        }

        impl $crate::wire::Empty for $name {
            fn empty() -> Self {
                Self::Unknown($crate::UnknownValue::new(""))
            }
        }

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            // Any string is valid; the known ones are examples.
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "description": concat!($($doc, "\n"),*).trim(),
                    "type": "string",
                    "examples": Self::KNOWN,
                })
            }
        }
    };
}
