//! A value of the OpenAPI description together with where it stands.

use serde_json::Value;

use super::SpecError;

type Result<T> = std::result::Result<T, SpecError>;

/// A value of a document, and the JSON pointer that leads to it.
#[derive(Clone)]
pub(super) struct Located<'a> {
    document: &'a Value,
    pub(super) pointer: String,
    pub(super) value: &'a Value,
}

impl<'a> Located<'a> {
    /// The document as a whole.
    pub(super) fn root(document: &'a Value) -> Self {
        Self {
            document,
            pointer: String::new(),
            value: document,
        }
    }

    /// The member of an object, with its reference followed if it is one.
    pub(super) fn get(&self, name: &str) -> Result<Option<Self>> {
        match self.value.get(name) {
            Some(value) => self.child(name, value).followed().map(Some),
            None => Ok(None),
        }
    }

    /// The member of an object that has to have it, with its reference followed if it is one.
    pub(super) fn require(&self, name: &str) -> Result<Self> {
        let member = self.get(name)?;
        member.ok_or_else(|| self.error(&format!("`{name}` is missing")))
    }

    /// The members of an object; references among them are not followed.
    pub(super) fn members(&self) -> Result<Vec<(&'a str, Self)>> {
        let object = self.value.as_object();
        let object = object.ok_or_else(|| self.error("not an object"))?;
        let members = object.iter();
        Ok(members
            .map(|(name, value)| (name.as_str(), self.child(name, value)))
            .collect())
    }

    /// The elements of an array; references among them are not followed.
    pub(super) fn elements(&self) -> Result<Vec<Self>> {
        let array = self.value.as_array();
        let array = array.ok_or_else(|| self.error("not an array"))?;
        let elements = array.iter().enumerate();
        Ok(elements
            .map(|(index, value)| self.child(&index.to_string(), value))
            .collect())
    }

    pub(super) fn text(&self) -> Result<&'a str> {
        let text = self.value.as_str();
        text.ok_or_else(|| self.error("not a string"))
    }

    pub(super) fn texts(&self) -> Result<Vec<&'a str>> {
        self.elements()?.iter().map(Self::text).collect()
    }

    pub(super) fn flag(&self) -> Result<bool> {
        let flag = self.value.as_bool();
        flag.ok_or_else(|| self.error("neither true nor false"))
    }

    pub(super) fn length(&self) -> Result<usize> {
        let length = self.value.as_u64();
        let length = length.and_then(|length| usize::try_from(length).ok());
        length.ok_or_else(|| self.error("not a length"))
    }

    pub(super) fn number(&self) -> Result<f64> {
        let number = self.value.as_f64();
        number.ok_or_else(|| self.error("not a number"))
    }

    /// The value that a `$ref` in this one leads to, or this one if it has none.
    pub(super) fn followed(self) -> Result<Self> {
        match self.value.get("$ref") {
            Some(reference) => self.child("$ref", reference).target(),
            None => Ok(self),
        }
    }

    /// The value that this one, a reference, leads to.
    pub(super) fn target(&self) -> Result<Self> {
        let reference = self.text()?;
        let target = reference
            .strip_prefix('#')
            .and_then(|pointer| Some((pointer, self.document.pointer(pointer)?)));
        let (pointer, value) =
            target.ok_or_else(|| self.error(&format!("`{reference}` leads nowhere")))?;
        Ok(Self {
            document: self.document,
            pointer: pointer.to_owned(),
            value,
        })
    }

    /// Says what is wrong here.
    pub(super) fn error(&self, problem: &str) -> SpecError {
        let pointer = match self.pointer.as_str() {
            "" => "the description",
            pointer => pointer,
        };
        SpecError::new(format!("{pointer}: {problem}"))
    }

    fn child(&self, name: &str, value: &'a Value) -> Self {
        Self {
            document: self.document,
            pointer: format!("{}/{}", self.pointer, escape(name)),
            value,
        }
    }
}

/// A name as a segment of a JSON pointer.
pub(super) fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
