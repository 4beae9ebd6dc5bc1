use serde_json::Value;

use super::{below, shape};

/// A value of a spec and its JSON pointer.
#[derive(Clone, Debug)]
pub struct Part<'s> {
    /// JSON pointer from the root of the document.
    pub pointer: String,
    /// The value.
    pub value: &'s Value,
}

impl<'s> Part<'s> {
    /// Creates the part that is the whole document.
    pub fn root(value: &'s Value) -> Self {
        let pointer = String::new();
        Self { pointer, value }
    }

    /// Returns the value of a key, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<Part<'s>> {
        Some(Part {
            pointer: self.at(key),
            value: self.value.get(key)?,
        })
    }

    /// Returns the value at the end of a path of keys.
    pub fn below<const N: usize>(&self, keys: [&str; N]) -> Option<Part<'s>> {
        keys.iter()
            .try_fold(self.clone(), |part, key| part.get(key))
    }

    /// Returns the pointer of a key, which need not exist.
    pub fn at(&self, key: &str) -> String {
        below(&self.pointer, key)
    }

    /// Returns the entries, if this is an object.
    pub fn entries(&self) -> impl Iterator<Item = (&'s str, Part<'s>)> + use<'s> {
        let pointer = self.pointer.clone();
        let object = self.value.as_object().into_iter().flatten();
        object.map(move |(key, value)| {
            let pointer = below(&pointer, key);
            (key.as_str(), Part { pointer, value })
        })
    }

    /// Returns the items, if this is an array.
    pub fn items(&self) -> impl Iterator<Item = Part<'s>> + use<'s> {
        let pointer = self.pointer.clone();
        let array = self.value.as_array().into_iter().flatten();
        array.enumerate().map(move |(index, value)| Part {
            pointer: format!("{pointer}/{index}"),
            value,
        })
    }

    /// Returns the string, if this is one.
    pub fn text(&self) -> Option<&'s str> {
        self.value.as_str()
    }

    /// Returns the entries of the object under a key.
    pub fn entries_of(&self, key: &str) -> impl Iterator<Item = (&'s str, Part<'s>)> + use<'s> {
        self.get(key).into_iter().flat_map(|part| part.entries())
    }

    /// Returns the items of the list under a key.
    pub fn items_of(&self, key: &str) -> impl Iterator<Item = Part<'s>> + use<'s> {
        self.get(key).into_iter().flat_map(|part| part.items())
    }

    /// Returns the string under a key.
    pub fn text_of(&self, key: &str) -> Option<&'s str> {
        self.value.get(key)?.as_str()
    }

    /// Returns true if there is a string under a key that is not blank.
    pub fn says(&self, key: &str) -> bool {
        self.text_of(key)
            .is_some_and(|text| !text.trim().is_empty())
    }

    /// Returns true if the value of a key is `true`.
    pub fn flag(&self, key: &str) -> bool {
        self.value.get(key) == Some(&Value::Bool(true))
    }

    /// Returns true if the list under a key has that string.
    pub fn lists(&self, key: &str, item: &str) -> bool {
        let list = self.value.get(key).and_then(Value::as_array);
        list.is_some_and(|list| list.iter().any(|listed| listed == item))
    }

    /// Returns the type of a schema, or its keyword if it is composed; an empty string if it has neither,
    /// or keywords that do not go together.
    pub fn shape(&self) -> &'static str {
        shape::shape(self.value)
    }

    /// Returns the target, if this is a reference.
    pub fn reference(&self) -> Option<&'s str> {
        self.text_of("$ref")
    }
}
