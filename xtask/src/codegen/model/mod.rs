//! The API as plain data, which the generator emits and `spec-diff` compares.
//!
//! Nothing in here is Rust syntax, so that a cosmetic change of the emitter does not change it.

mod limit;
mod operation;
mod ty;

pub use limit::Limit;
pub use operation::{Operation, PathParameter, Resource};
pub use ty::Ty;

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

/// Types and operations of the generated crate.
#[derive(Clone, Debug, Default)]
pub struct ApiModel {
    /// One for each named schema, in the order of the spec.
    pub models: Vec<Model>,
    /// One for each tag that has operations, in the order of the spec.
    pub resources: Vec<Resource>,
}

impl ApiModel {
    /// Returns the model of that name.
    pub fn model(&self, name: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.name == name)
    }

    /// Returns the operation of that id.
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations().find(|operation| operation.id == id)
    }

    /// Returns the model of an operation's parameters, outside its path.
    pub fn parameters(&self, operation: &Operation) -> Option<&Model> {
        self.model(operation.parameters.as_ref()?)
    }

    /// Returns the models that can be reached from `roots` through the types of members, `roots` included.
    pub fn reached<'m>(&'m self, roots: impl IntoIterator<Item = &'m Model>) -> Vec<&'m Model> {
        let mut open: Vec<_> = roots.into_iter().collect();
        let mut seen = BTreeSet::new();
        let mut reached = Vec::new();
        while let Some(model) = open.pop() {
            if seen.insert(&model.name) {
                reached.push(model);
                let members = model.members().into_iter();
                let parts = members.filter_map(|member| self.model(member.content?.model()?));
                open.extend(parts);
            }
        }
        reached
    }

    /// Returns all operations, by resource.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.resources
            .iter()
            .flat_map(|resource| &resource.operations)
    }

    /// Returns the results of operations that contain the model, such as a list of it, sorted.
    pub fn results_of(&self, model: &Model) -> BTreeSet<String> {
        self.operations()
            .map(|operation| &operation.result)
            .filter(|result| result.model() == Some(&model.name))
            .map(ToString::to_string)
            .collect()
    }
}

/// A named schema.
#[derive(Clone, Debug)]
pub struct Model {
    /// Name in the spec and in Rust.
    pub name: String,
    /// Documentation.
    pub docs: String,
    /// Its kind, with fields or variants.
    pub kind: Kind,
    /// True if it is in requests.
    pub sent: bool,
    /// True if it is in responses.
    pub received: bool,
    /// Part of the request in which it is sent, if it holds the parameters of an operation.
    pub location: Option<Location>,
}

/// The kinds of models.
#[derive(Clone, Debug)]
pub enum Kind {
    /// An object.
    Struct(Vec<Field>),
    /// A set of strings that accepts any other string as well.
    OpenEnum(Vec<Variant>),
    /// Objects that are distinguished by a property.
    TaggedUnion {
        /// JSON name of the property.
        tag: String,
        /// The objects.
        variants: Vec<Variant>,
    },
    /// Values that are distinguished by their JSON type.
    UntaggedUnion(Vec<Variant>),
}

/// Part of a request that carries parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// The query.
    Query,
    /// The body.
    Body,
}

/// A variant of an enum or union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Name in Rust.
    pub name: String,
    /// The string, tag or JSON type that stands for it.
    pub wire: String,
    /// Type of the value it holds, in a union.
    pub content: Option<Ty>,
    /// Documentation.
    pub docs: String,
}

/// A property of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name in Rust.
    pub name: String,
    /// Name in JSON.
    pub wire: String,
    /// Documentation.
    pub docs: String,
    /// Type in Rust.
    pub ty: Ty,
    /// Position among the required properties; none for an optional one.
    pub rank: Option<usize>,
    /// Effect of its absence.
    pub absence: Absence,
    /// The value that the client sends if nobody sets it.
    pub preset: Option<Value>,
    /// Limits that are checked before it is sent.
    pub limits: Vec<Limit>,
    /// The only value of another property with which it may be set.
    pub only_with: Option<OnlyWith>,
    /// Set if the spec deprecates it.
    pub deprecated: Option<Deprecation>,
    /// An example of its value.
    pub example: Option<Value>,
}

/// Effect of the absence of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Decoding fails.
    Error,
    /// It decodes as the empty value of its type, and so does a null.
    Empty,
    /// It decodes as the default of its type.
    Default,
    /// It decodes as none, and none is encoded as null.
    Null,
    /// It decodes as none, and none is not encoded.
    Omitted,
}

impl fmt::Display for Absence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "an error",
            Self::Empty => "empty",
            Self::Default => "the default",
            Self::Null => "null",
            Self::Omitted => "none",
        })
    }
}

/// A condition on another property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnlyWith {
    /// JSON name of the other property.
    pub wire: String,
    /// The value that it must have.
    pub value: String,
}

/// A deprecation, with a note on what to use instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecation(pub Option<String>);

/// The attribute, without the brackets.
impl fmt::Display for Deprecation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(note) => write!(f, "deprecated(note = {note:?})"),
            None => f.write_str("deprecated"),
        }
    }
}

/// Source of a field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The constructor takes it.
    Required,
    /// It has a value that a setter changes.
    Preset,
    /// It has no value until a setter gives it one.
    Optional,
}

/// A field or variant, whatever the kind of its model.
#[derive(Clone, Copy, Debug)]
pub struct Member<'m> {
    /// Name in Rust.
    pub name: &'m str,
    /// Name in JSON.
    pub wire: &'m str,
    /// Type of its value; none for a value of an enum.
    pub content: Option<&'m Ty>,
    /// Documentation.
    pub docs: &'m str,
    /// The field, if it is one.
    pub field: Option<&'m Field>,
}

impl Model {
    /// Returns the fields of a struct; none for other kinds.
    pub fn fields(&self) -> &[Field] {
        match &self.kind {
            Kind::Struct(fields) => fields,
            _ => &[],
        }
    }

    /// Returns the variants of an enum or union; none for a struct.
    pub fn variants(&self) -> &[Variant] {
        match &self.kind {
            Kind::Struct(_) => &[],
            Kind::OpenEnum(variants)
            | Kind::UntaggedUnion(variants)
            | Kind::TaggedUnion { variants, .. } => variants,
        }
    }

    /// Returns fields or variants.
    pub fn members(&self) -> Vec<Member<'_>> {
        let fields = self.fields().iter().map(|field| Member {
            name: &field.name,
            wire: &field.wire,
            content: Some(&field.ty),
            docs: &field.docs,
            field: Some(field),
        });
        let variants = self.variants().iter().map(|variant| Member {
            name: &variant.name,
            wire: &variant.wire,
            content: variant.content.as_ref(),
            docs: &variant.docs,
            field: None,
        });
        fields.chain(variants).collect()
    }

    /// Returns the member of that name in Rust.
    pub fn member(&self, name: &str) -> Option<Member<'_>> {
        self.members()
            .into_iter()
            .find(|member| member.name == name)
    }

    /// Returns the field of that name in JSON.
    pub fn field(&self, wire: &str) -> Option<&Field> {
        self.fields().iter().find(|field| field.wire == wire)
    }

    /// Returns true if a field is deprecated.
    pub fn has_deprecated(&self) -> bool {
        self.fields().iter().any(|field| field.deprecated.is_some())
    }

    /// Returns true if programs create values of it, with a constructor and setters.
    pub fn is_made(&self) -> bool {
        self.sent && !self.fields().is_empty()
    }

    /// Returns the fields that the constructor takes, in the order of `required`.
    ///
    /// Fields are in the order of the properties, which is often alphabetical; people choose the order
    /// of arguments.
    pub fn taken(&self) -> Vec<&Field> {
        let fields = self.fields().iter();
        let mut taken: Vec<_> = fields
            .filter(|field| field.role() == Role::Required)
            .collect();
        taken.sort_by_key(|field| field.rank);
        taken
    }

    /// Returns the fields that have setters.
    pub fn set(&self) -> impl Iterator<Item = &Field> {
        let fields = self.fields().iter();
        fields.filter(|field| field.role() != Role::Required)
    }
}

impl Field {
    /// Returns the source of the field's value.
    pub fn role(&self) -> Role {
        match (self.ty.is_option(), self.rank) {
            (true, Some(_)) => Role::Preset,
            (true, None) => Role::Optional,
            (false, _) if self.preset.is_some() => Role::Preset,
            (false, _) => Role::Required,
        }
    }

    /// Returns the first sentence of the documentation.
    pub fn first_sentence(&self) -> String {
        let text = self.docs.split("\n\n").next().unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let end = text.match_indices(". ").map(|(at, _)| at).find(|at| {
            let before = text.get(..*at).unwrap_or_default();
            let abbreviations = ["e.g", "i.e", "etc"];
            !abbreviations.iter().any(|short| before.ends_with(short))
        });
        match end {
            Some(end) => text.get(..=end).unwrap_or_default().to_owned(),
            None => text,
        }
    }
}

impl OnlyWith {
    /// Reads the condition as the spec writes it: `{mode: ai_first}`.
    pub fn read(condition: &Value) -> Option<Self> {
        let (wire, value) = condition.as_object()?.iter().next()?;
        Some(Self {
            wire: wire.clone(),
            value: value.as_str()?.to_owned(),
        })
    }
}
