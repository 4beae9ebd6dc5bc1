//! Finds the id of a call order in a body that cannot be decoded.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};

/// Returns the id of the call order in a body that may be damaged or cut short after it.
pub(crate) fn call_id(body: &[u8]) -> Option<String> {
    let mut found = None;
    let seek = TextUnder {
        keys: &["call", "id"],
        found: &mut found,
    };
    // An error after the id changes nothing; an error before it means that there is none.
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
