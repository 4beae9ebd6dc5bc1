use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::decode;

/// A union variant that this version of the library does not know, kept whole.
///
/// `Debug` does not print its contents, since any part may be a credential.
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// use revox::models::LlmModel;
///
/// let model: LlmModel = serde_json::from_str(r#"{"type": "of_tomorrow", "depth": 3}"#)?;
/// assert_eq!(model.tag(), Some("of_tomorrow"));
/// assert_eq!(model.as_unknown().unwrap().as_object()["depth"], 3);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnknownVariant(Map<String, Value>);

impl UnknownVariant {
    pub(crate) fn new(object: Map<String, Value>) -> Self {
        Self(object)
    }

    /// Returns the object as it arrived, tag included.
    pub fn as_object(&self) -> &Map<String, Value> {
        &self.0
    }
}

impl fmt::Debug for UnknownVariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnknownVariant(..)")
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for UnknownVariant {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "UnknownVariant".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "object" })
    }
}

/// A union whose variants are distinguished by the value of a field.
pub(crate) trait TaggedUnion: Sized {
    const TAG: &'static str;
    const KNOWN: &'static [&'static str];

    /// Decodes the content of the variant `tag`, which is one of `KNOWN`, from the other fields.
    fn content<'de, D: Deserializer<'de>>(tag: &str, fields: D) -> Result<Self, D::Error>;

    fn unknown(object: Map<String, Value>) -> Self;
}

/// Decodes a tagged union.
pub(crate) fn deserialize_tagged_union<'de, D, U>(deserializer: D) -> Result<U, D::Error>
where
    D: Deserializer<'de>,
    U: TaggedUnion,
{
    deserializer.deserialize_map(UnionVisitor(PhantomData))
}

struct UnionVisitor<U>(PhantomData<U>);

impl<'de, U: TaggedUnion> Visitor<'de> for UnionVisitor<U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<U, A::Error> {
        let known = |tag: &Value| {
            let known = U::KNOWN.iter().find(|known| tag == **known);
            known.copied()
        };
        let mut object = Map::new();
        // If the tag comes first, the other fields are decoded without being buffered.
        if let Some(name) = map.next_key::<String>()? {
            let value = map.next_value()?;
            if name == U::TAG
                && let Some(tag) = known(&value)
            {
                let content = U::content(tag, MapAccessDeserializer::new(map));
                return content
                    .map_err(|error| A::Error::custom(decode::malformed_here(tag, &error)));
            }
            object.insert(name, value);
        }
        while let Some((name, value)) = map.next_entry()? {
            object.insert(name, value);
        }
        let Some(tag) = object.get(U::TAG).and_then(known) else {
            return Ok(U::unknown(object));
        };
        let object = Value::Object(object);
        U::content(tag, &object).map_err(|error| {
            // Decoded again from text, since only there does an error have a position, which gives
            // its path.
            let text = object.to_string();
            let again = U::content(tag, &mut serde_json::Deserializer::from_str(&text));
            let error = again.err().unwrap_or(error);
            A::Error::custom(decode::malformed_variant(tag, &text, &error))
        })
    }
}

/// Defines a union of tagged objects, with a variant for unknown tags.
///
/// Each variant is given with the type of its content and its tag in JSON. A known tag with
/// malformed content is an error, not an unknown variant.
macro_rules! tagged_union {
    (
        $(#[doc = $doc:literal])*
        #[tag = $tag:literal]
        pub enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident($content:ty) = $value:literal,)+
        }
    ) => {
        $(#[doc = $doc])*
        ///
        #[doc = concat!("The tag is `", $tag, "`. More variants may be added: match with a `_` arm.")]
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #[serde(tag = $tag)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$variant_meta])*
                #[serde(rename = $value)]
                $variant($content),
            )+
            /// A variant that this version of the library does not know, kept whole and encoded
            /// unchanged.
            ///
            /// Do not match it by name, since a later version may add a variant for it: match with
            /// `_`, and get it with `as_unknown`.
            #[serde(untagged)]
            #[non_exhaustive]
            Unknown($crate::UnknownVariant),
        }

        impl $name {
            /// Tags that this version of the library knows.
            pub const KNOWN: &'static [&'static str] = &[$($value),+];

            #[doc = concat!("Returns the value of `", $tag, "`, known or not, or `None` if it is not a string.")]
            pub fn tag(&self) -> Option<&str> {
                match self {
                    $(Self::$variant(_) => Some($value),)+
                    Self::Unknown(unknown) => unknown.as_object().get($tag)?.as_str(),
                }
            }

            /// Returns the object of a variant that this version of the library does not know.
            pub fn as_unknown(&self) -> Option<&$crate::UnknownVariant> {
                match self {
                    Self::Unknown(unknown) => Some(unknown),
                    _ => None,
                }
            }
        }

        $(
            impl From<$content> for $name {
                fn from(content: $content) -> Self {
                    Self::$variant(content)
                }
            }
        )+

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::wire::deserialize_tagged_union(deserializer)
            }
        }

        impl $crate::wire::TaggedUnion for $name {
            const TAG: &'static str = $tag;
            const KNOWN: &'static [&'static str] = Self::KNOWN;

            fn content<'de, D: serde::Deserializer<'de>>(
                tag: &str,
                fields: D,
            ) -> Result<Self, D::Error> {
                match tag {
                    $($value => serde::Deserialize::deserialize(fields).map(Self::$variant),)+
                    _ => serde::Deserialize::deserialize(fields).map(Self::unknown),
                }
            }

            fn unknown(object: serde_json::Map<String, serde_json::Value>) -> Self {
                Self::Unknown($crate::UnknownVariant::new(object))
            }
        }

        impl $crate::drift::Shaped for $name {
            fn shape() -> $crate::drift::Shape {
                $crate::drift::Shape::Tagged {
                    tag: $tag,
                    variants: &[$(($value, <$content as $crate::drift::Shaped>::shape)),+],
                }
            }
        }

        impl $crate::wire::Empty for $name {
            fn empty() -> Self {
                Self::Unknown($crate::UnknownVariant::new(serde_json::Map::new()))
            }
        }
    };
}
