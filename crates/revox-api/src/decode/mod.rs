//! Decodes bytes into values. Errors give the location but do not quote the body.

mod call_id;
mod json_path;
mod message;
mod objects;
mod repair;
mod structure;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};

pub(crate) use call_id::call_id;
pub(crate) use message::{malformed_here, malformed_variant};

/// A failure to decode a body, which quotes only names of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DecodeError {
    pub(crate) path: String,
    pub(crate) message: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// Decodes `body`, or the value under the key `envelope` of it.
pub(crate) fn decode<T: DeserializeOwned>(
    body: &[u8],
    envelope: Option<&'static str>,
) -> Result<T, DecodeError> {
    // Validating the body once is faster than validating each string. It also means that models are
    // compiled only for text: compiled for bytes as well, they would take twice as long to build.
    let text = match simdutf8::basic::from_utf8(body) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(body),
    };
    let error = match decode_text(&text, envelope) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    // Repaired after any error, even a wrong type: a repeated key may have a value that fits.
    match repair::repaired(&text) {
        Some(text) => decode_text(&text, envelope).map_err(|error| located(&text, &error)),
        None => Err(located(&text, &error)),
    }
}

fn decode_text<T: DeserializeOwned>(
    text: &str,
    envelope: Option<&'static str>,
) -> serde_json::Result<T> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = objects::Objects(Enveloped::<T>::under(envelope)).deserialize(&mut json)?;
    json.end().map(|()| value)
}

/// Parses `body` as JSON, after the same repairs; `None` if it is not JSON.
pub(crate) fn json(body: &[u8]) -> Option<serde_json::Value> {
    decode(body, None).ok()
}

// A function of its own, so that it is compiled only once and not for every type.
fn located(text: &str, error: &serde_json::Error) -> DecodeError {
    let (line, column) = (error.line(), error.column());
    let message = message::message(error);
    DecodeError {
        path: json_path::join(
            &json_path::path_at(text.as_bytes(), line, column),
            message.path.as_deref(),
        ),
        message: message.text,
        line,
        column,
    }
}

/// Decodes a `T`, or an object that has one under a key.
struct Enveloped<T> {
    key: Option<&'static str>,
    value: PhantomData<T>,
}

impl<T> Enveloped<T> {
    fn under(key: Option<&'static str>) -> Self {
        Self {
            key,
            value: PhantomData,
        }
    }
}

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for Enveloped<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        match self.key {
            None => T::deserialize(deserializer),
            Some(key) => deserializer.deserialize_map(EnvelopeVisitor {
                key,
                value: PhantomData,
            }),
        }
    }
}

struct EnvelopeVisitor<T> {
    key: &'static str,
    value: PhantomData<T>,
}

impl<'de, T: DeserializeOwned> Visitor<'de> for EnvelopeVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with the key `{}`", self.key)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut value = None;
        while let Some(is_key) = map.next_key_seed(Is(self.key))? {
            if is_key {
                value = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        value.ok_or_else(|| A::Error::missing_field(self.key))
    }
}

/// Compares a key without copying it.
struct Is(&'static str);

impl<'de> DeserializeSeed<'de> for Is {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Is {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<bool, E> {
        Ok(key == self.0)
    }
}
