use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Bytes that stand in JSON as base64 text, such as the audio of a voice to be cloned.
///
/// Made of the bytes themselves; the text is made when the request is sent. Fields with
/// `format: byte` in the API description have this type. `Debug` prints the number of bytes alone.
///
/// # Examples
///
/// ```
/// use revox_api::Base64;
///
/// let audio = Base64::from(vec![1, 2, 3]);
/// assert_eq!(serde_json::to_string(&audio)?, r#""AQID""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Base64(Bytes);

impl Base64 {
    /// The bytes, decoded.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// How long the text is.
    pub(crate) fn encoded_len(&self) -> usize {
        self.0.len().div_ceil(3) * 4
    }
}

macro_rules! from_bytes {
    ($($of:ty),+) => {$(
        impl From<$of> for Base64 {
            fn from(bytes: $of) -> Self {
                Self(bytes.into())
            }
        }
    )+};
}

from_bytes!(Bytes, Vec<u8>, Box<[u8]>);

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(Bytes::copy_from_slice(bytes))
    }
}

impl From<&Vec<u8>> for Base64 {
    fn from(bytes: &Vec<u8>) -> Self {
        bytes.as_slice().into()
    }
}

impl<const N: usize> From<&[u8; N]> for Base64 {
    fn from(bytes: &[u8; N]) -> Self {
        bytes.as_slice().into()
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} bytes)", self.0.len())
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // The text is private, so it is not repeated.
        let bytes = STANDARD.decode(text);
        bytes
            .map(Self::from)
            .map_err(|_| D::Error::custom("invalid base64"))
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Base64 {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Base64".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "byte" })
    }
}
