//! Turns bytes into values, and failures into errors that tell where without telling what.
//!
//! What the server sent is private: names, numbers, transcripts. Messages of serde quote it, so
//! they are taken apart and only the parts that come from our own types are kept.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};

/// A decoding function that was instantiated where its type is defined, so that the code for a
/// model is compiled once, in this crate, and not in every program that uses it.
pub(crate) type Decode<T> = fn(&[u8], Option<&'static str>) -> Result<T, DecodeTrouble>;

/// Why and where a body did not decode; holds nothing of the body itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DecodeTrouble {
    pub(crate) path: String,
    pub(crate) problem: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// Decodes `body`, or the value under `envelope` in it.
pub(crate) fn decode<T: DeserializeOwned>(
    body: &[u8],
    envelope: Option<&'static str>,
) -> Result<T, DecodeTrouble> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let decoded = Enveloped::<T>::under(envelope).deserialize(&mut json);
    if let Ok(value) = decoded
        && json.end().is_ok()
    {
        return Ok(value);
    }
    // Keeping track of the path allocates for every key, so only a body that failed pays for it.
    let mut json = serde_json::Deserializer::from_slice(body);
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(&mut json, &mut track);
    let error = match Enveloped::<T>::under(envelope).deserialize(tracked) {
        Err(error) => error,
        Ok(value) => match json.end() {
            Ok(()) => return Ok(value),
            Err(error) => error,
        },
    };
    Err(DecodeTrouble {
        path: track.path().to_string(),
        problem: problem(&error),
        line: error.line(),
        column: error.column(),
    })
}

/// What is wrong, in words that quote nothing of the body.
pub(crate) fn problem(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let text = text.strip_suffix(&position).unwrap_or(&text);
    if error.is_data() {
        data_problem(text)
    } else {
        text.to_owned()
    }
}

fn data_problem(text: &str) -> String {
    if let Some(rest) = text.strip_prefix(IN_VARIANT)
        && let Some((variant, rest)) = rest.split_once("`: ")
    {
        return in_variant(variant, &data_problem(rest));
    }
    if text.starts_with("missing field `") || text.starts_with("duplicate field `") {
        return text.to_owned();
    }
    // "invalid type: string "+336…", expected a map": the words before the first quote and those
    // after the last "expected" are serde's and ours; what stands between is the server's.
    let found = ["invalid type: ", "invalid value: "]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix));
    if let Some((found, expected)) = found.and_then(|rest| rest.rsplit_once(", expected ")) {
        let kind = found.split(['"', '`']).next().unwrap_or_default().trim();
        return format!("expected {expected}, found {kind}");
    }
    "the value does not fit the type".to_owned()
}

const IN_VARIANT: &str = "in variant `";

/// The message of a tagged union whose variant is known but malformed.
pub(crate) fn in_variant(variant: &str, problem: &str) -> String {
    format!("{IN_VARIANT}{variant}`: {problem}")
}

/// A `T`, or an object that holds one under a key.
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
        while let Some(key) = map.next_key::<String>()? {
            if key == self.key {
                value = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        value.ok_or_else(|| A::Error::missing_field(self.key))
    }
}

/// The id of the call order in a body that may be damaged, or cut short after it.
pub(crate) fn call_id(body: &[u8]) -> Option<String> {
    let mut found = None;
    let seek = TextUnder {
        keys: &["call", "id"],
        found: &mut found,
    };
    // Whatever goes wrong goes wrong behind the id, or there is none.
    let _ = seek.deserialize(&mut serde_json::Deserializer::from_slice(body));
    found
}

struct TextUnder<'a> {
    keys: &'a [&'a str],
    found: &'a mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for TextUnder<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TextUnder<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        if self.keys.is_empty() {
            *self.found = Some(text.to_owned());
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match self.keys.split_first() {
                Some((first, keys)) if *first == key => map.next_value_seed(TextUnder {
                    keys,
                    found: &mut *self.found,
                })?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}
