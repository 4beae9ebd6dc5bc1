use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Bytes that are base64 text in JSON, such as the audio of a voice to clone.
///
/// Create it from the raw bytes; they are encoded when the request is sent. Fields with
/// `format: byte` in the API description have this type. `Debug` prints only the number of bytes.
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// use revox::Base64;
///
/// let audio = Base64::from(vec![1, 2, 3]);
/// assert_eq!(serde_json::to_string(&audio)?, r#""AQID""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Base64(Bytes);

impl Base64 {
    /// Returns the decoded bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns the length of the base64 text.
    pub(crate) fn encoded_len(&self) -> usize {
        self.0.len().div_ceil(3) * 4
    }
}

macro_rules! from_bytes {
    ($($ty:ty),+) => {$(
        impl From<$ty> for Base64 {
            fn from(bytes: $ty) -> Self {
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
        // The message must not quote the text, which is private.
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
