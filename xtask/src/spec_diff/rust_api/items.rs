//! The public items of generated code: models with their fields and variants, methods with what they
//! send.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use quote::ToTokens;
use syn::{Item, Type};

use super::sending::{Constructor, Limit, Place, Setters};
use super::syntax::{idents, tokens};
use super::{models, resources, sending};
use crate::codegen::write::Tree;

const MODELS: &str = "crates/revox-api/src/generated/models";
const REQUESTS: &str = "crates/revox-api/src/generated/requests";
const RESOURCES: &str = "crates/revox-api/src/generated/resources";

/// The public items of generated code.
#[derive(Debug, Default)]
pub(crate) struct RustApi {
    /// Models by name.
    pub(crate) types: BTreeMap<String, TypeItem>,
    /// Methods by operation id.
    pub(crate) methods: BTreeMap<String, Method>,
    /// The documentation of resources, by the name of their accessor.
    pub(crate) resources: BTreeMap<String, String>,
    /// Items of a kind that is not known here, by file.
    pub(crate) strangers: BTreeMap<String, String>,
}

/// How a model is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypeKind {
    /// Fields.
    Struct,
    /// `open_enum!`: any text decodes.
    OpenEnum,
    /// `tagged_union!`: any object whose tag is unknown decodes.
    TaggedUnion,
    /// `untagged_union!`: any JSON decodes.
    UntaggedUnion,
    /// A plain enum: only its own values decode.
    ClosedEnum,
}

/// A model.
#[derive(Clone, Debug)]
pub(crate) struct TypeItem {
    pub(crate) kind: TypeKind,
    pub(crate) docs: String,
    /// Attributes other than documentation, as tokens.
    pub(crate) attributes: Vec<String>,
    /// The property that tells the variants of a tagged union apart.
    pub(crate) tag: Option<String>,
    pub(crate) members: Vec<Member>,
    /// How programs make one, where requests hold it.
    pub(crate) constructor: Option<Constructor>,
    /// What is checked before it is sent, by the field's name on the wire.
    pub(crate) limits: BTreeMap<String, Vec<Limit>>,
    /// Where it goes, where it is all that an operation takes beside its path.
    pub(crate) place: Option<Place>,
}

impl TypeItem {
    /// Whether a member more leaves programs compiling.
    pub(crate) fn is_open(&self) -> bool {
        match self.kind {
            // The macros write the attribute.
            TypeKind::OpenEnum | TypeKind::TaggedUnion | TypeKind::UntaggedUnion => true,
            TypeKind::Struct | TypeKind::ClosedEnum => self
                .attributes
                .iter()
                .any(|text| text.contains("non_exhaustive")),
        }
    }

    /// The member of this name in Rust.
    pub(crate) fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name == name)
    }
}

/// A field or a variant.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// In Rust.
    pub(crate) name: String,
    /// On the wire.
    pub(crate) wire: String,
    /// What it holds; none for the value of an enum.
    pub(crate) content: Option<Type>,
    pub(crate) docs: String,
    /// Attributes other than documentation, as tokens.
    pub(crate) attributes: Vec<String>,
}

/// A method of a resource.
#[derive(Clone, Debug)]
pub(crate) struct Method {
    /// The name of the resource's accessor: `call`.
    pub(crate) resource: String,
    pub(crate) name: String,
    /// Names and types of its arguments: those of the path, then what the parameters require.
    pub(crate) arguments: Vec<(String, String)>,
    /// Generic parameters and bounds.
    pub(crate) generics: String,
    /// What the request it returns resolves to.
    pub(crate) result: Type,
    /// The model that it takes beside its path.
    pub(crate) parameters: Option<String>,
    pub(crate) docs: String,
    pub(crate) attributes: Vec<String>,
    /// The names on the wire of what stands in its path, in order.
    pub(crate) in_path: Vec<String>,
    /// Fields of its `Operation`, as tokens: `method`, `path`, `retry_class`, `unwrap`.
    pub(crate) operation: BTreeMap<String, String>,
}

impl Method {
    /// `client.call().create()`.
    pub(super) fn call(&self) -> String {
        format!("`client.{}().{}()`", self.resource, self.name)
    }
}

impl RustApi {
    /// Reads all generated models, the setters on requests, and resources.
    pub(crate) fn of(tree: &Tree) -> Self {
        let mut api = Self::default();
        let mut setters = BTreeMap::new();
        for (path, text) in tree {
            let is_index = path.file_name().is_some_and(|name| name == "mod.rs");
            let is = |folder: &str| path.starts_with(folder) && !is_index;
            // What was printed from a syntax tree is one.
            let items = || {
                syn::parse_file(text)
                    .map(|file| file.items)
                    .unwrap_or_default()
            };
            if is(MODELS) {
                models::read(&mut api, path, &items());
            } else if is(REQUESTS) {
                for item in items() {
                    match sending::on_requests(&item) {
                        Some((model, found)) => {
                            setters.insert(model, found);
                        }
                        None if matches!(item, Item::Use(_)) => {}
                        None => api.stranger(path, &item),
                    }
                }
            } else if is(RESOURCES) {
                resources::read(&mut api, path, &items());
            }
        }
        api.compare_setters(&setters);
        api
    }

    /// The model that an operation has for its query and that no schema is named after, with the id
    /// of the operation.
    pub(crate) fn query_of(&self, model: &str) -> Option<&str> {
        let place = self.types.get(model)?.place;
        let mut methods = self.methods.iter();
        let (id, _) = methods.find(|(_, method)| method.parameters.as_deref() == Some(model))?;
        (place == Some(Place::Query)).then_some(id)
    }

    /// Whether answers hold a model.
    pub(crate) fn is_received(&self, model: &str) -> bool {
        let mut open: Vec<String> = self
            .methods
            .values()
            .flat_map(|method| idents(&method.result))
            .collect();
        let mut seen = BTreeSet::new();
        while let Some(name) = open.pop() {
            if name == model {
                return true;
            }
            if let Some(item) = self.types.get(&name)
                && seen.insert(name)
            {
                let contents = item
                    .members
                    .iter()
                    .filter_map(|member| member.content.as_ref());
                open.extend(contents.flat_map(idents));
            }
        }
        false
    }

    /// Requests have the setters of the model that they take, so that these are all that counts.
    fn compare_setters(&mut self, on_requests: &BTreeMap<String, Setters>) {
        let taken: Vec<&str> = self
            .methods
            .values()
            .filter_map(|method| method.parameters.as_deref())
            .collect();
        let none = Setters::default();
        let strange = self.types.iter().filter(|(name, item)| {
            let own = item.constructor.as_ref().map(|made| &made.setters);
            let own = own.filter(|_| taken.contains(&name.as_str()));
            own.unwrap_or(&none) != on_requests.get(*name).unwrap_or(&none)
        });
        let strange: Vec<_> = strange.map(|(name, _)| name.clone()).collect();
        for name in strange {
            let text = format!("{:?}", on_requests.get(&name));
            self.strangers.insert(format!("requests of {name}"), text);
        }
    }

    pub(super) fn stranger(&mut self, path: &Path, item: &impl ToTokens) {
        let text = self
            .strangers
            .entry(path.display().to_string())
            .or_default();
        text.push_str(&tokens(item));
    }
}
