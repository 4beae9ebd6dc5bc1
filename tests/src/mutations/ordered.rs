//! JSON that keeps the order of keys, which decides the order of generated fields.
//!
//! `serde_json` sorts them, unless a feature is on that would change the values of every crate in the same
//! build.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

/// A JSON value with the keys of objects in the order in which they were written.
#[derive(Clone, Debug, PartialEq)]
pub enum Ordered {
    /// Null, a boolean, a number or a string.
    Plain(Value),
    /// An array.
    List(Vec<Ordered>),
    /// An object.
    Object(Vec<(String, Ordered)>),
}

impl Ordered {
    /// Applies one operation of a JSON Patch.
    ///
    /// # Errors
    ///
    /// Returns an error if the operation leads nowhere.
    pub fn apply(&mut self, edit: &Ordered) -> Result<(), String> {
        let text = |key| edit.get(key).and_then(Ordered::as_str);
        let path = text("path").ok_or("an operation without a path")?;
        let from = || text("from").ok_or("an operation that is from nowhere");
        let value = || {
            edit.get("value")
                .cloned()
                .ok_or("an operation without a value")
        };
        match text("op") {
            Some("add") => self.add(path, value()?),
            Some("remove") => self.remove(path).map(drop),
            Some("replace") => {
                *self.at(path)? = value()?;
                Ok(())
            }
            Some("move") => {
                let moved = self.remove(from()?)?;
                self.add(path, moved)
            }
            Some("copy") => {
                let copied = self.at(from()?)?.clone();
                self.add(path, copied)
            }
            other => Err(format!("{other:?} is not an operation")),
        }
    }

    /// Returns the value of a key of an object.
    pub fn get(&self, key: &str) -> Option<&Ordered> {
        match self {
            Self::Object(entries) => Some(&entries.iter().find(|(name, _)| name == key)?.1),
            _ => None,
        }
    }

    fn as_str(&self) -> Option<&str> {
        match self {
            Self::Plain(value) => value.as_str(),
            _ => None,
        }
    }

    fn at(&mut self, path: &str) -> Result<&mut Ordered, String> {
        let mut at = self;
        for key in path.split('/').skip(1).map(unescape) {
            let below = match at {
                Self::Object(entries) => entries
                    .iter_mut()
                    .find(|(name, _)| *name == key)
                    .map(|(_, value)| value),
                Self::List(items) => key
                    .parse()
                    .ok()
                    .and_then(|index: usize| items.get_mut(index)),
                Self::Plain(_) => None,
            };
            at = below.ok_or_else(|| format!("`{path}` leads nowhere: there is no `{key}`"))?;
        }
        Ok(at)
    }

    /// Returns the list or object that contains `path`, and the last key.
    fn around(&mut self, path: &str) -> Result<(&mut Ordered, String), String> {
        let (above, key) = path
            .rsplit_once('/')
            .ok_or("the whole document cannot be added or removed")?;
        Ok((self.at(above)?, unescape(key)))
    }

    /// Adds an entry. An existing one is replaced and keeps its position; a new one goes to the end.
    fn add(&mut self, path: &str, value: Ordered) -> Result<(), String> {
        let (around, key) = self.around(path)?;
        match around {
            Self::Object(entries) => match entries.iter_mut().find(|(name, _)| *name == key) {
                Some((_, there)) => *there = value,
                None => entries.push((key, value)),
            },
            Self::List(items) if key == "-" => items.push(value),
            Self::List(items) => match key.parse() {
                Ok(index) if index <= items.len() => items.insert(index, value),
                _ => return Err(format!("`{path}` is beyond the end")),
            },
            Self::Plain(_) => return Err(format!("`{path}` leads into a value")),
        }
        Ok(())
    }

    fn remove(&mut self, path: &str) -> Result<Ordered, String> {
        let nothing = || format!("there is nothing at `{path}`");
        let (around, key) = self.around(path)?;
        match around {
            Self::Object(entries) => {
                let index = entries.iter().position(|(name, _)| *name == key);
                Ok(entries.remove(index.ok_or_else(nothing)?).1)
            }
            Self::List(items) => match key.parse::<usize>() {
                Ok(index) if index < items.len() => Ok(items.remove(index)),
                _ => Err(nothing()),
            },
            Self::Plain(_) => Err(nothing()),
        }
    }
}

fn unescape(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}

/// Converts to a value without the order of keys.
impl From<&Ordered> for Value {
    fn from(tree: &Ordered) -> Self {
        match tree {
            Ordered::Plain(value) => value.clone(),
            Ordered::List(items) => items.iter().map(Value::from).collect(),
            Ordered::Object(entries) => {
                let entries = entries.iter();
                entries
                    .map(|(key, value)| (key.clone(), Self::from(value)))
                    .collect()
            }
        }
    }
}

impl Serialize for Ordered {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(value) => value.serialize(serializer),
            Self::List(items) => items.serialize(serializer),
            Self::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OrderedVisitor)
    }
}

struct OrderedVisitor;

impl<'de> Visitor<'de> for OrderedVisitor {
    type Value = Ordered;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E>(self) -> Result<Ordered, E> {
        Ok(Ordered::Plain(Value::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Ordered, E> {
        Ok(Ordered::Plain(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Ordered, E> {
        Ok(Ordered::Plain(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Ordered, E> {
        Ok(Ordered::Plain(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Ordered, E> {
        Ok(Ordered::Plain(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Ordered, E> {
        Ok(Ordered::Plain(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Ordered, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Ordered::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Ordered::Object(entries))
    }
}
