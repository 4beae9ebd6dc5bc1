//! Writes the model of the API as Rust: one file for each kind of item.

mod arguments;
mod checks;
mod constructors;
mod docs;
mod empty;
mod enums;
mod examples;
mod imports;
mod resources;
mod setters;
mod shapes;
mod structs;

use std::collections::BTreeSet;
use std::fmt::Display;

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

use super::model::{ApiModel, Deprecation, Kind, Model, Resource, Ty};

pub use arguments::Argument;
pub use examples::Examples;
pub(in crate::codegen) use imports::RUNTIME;

/// A definition of the generated crate.
#[derive(Debug)]
pub enum Code {
    /// An item.
    Item(TokenStream),
    /// Code that is already formatted.
    Text(String),
    /// Code inside one of our macros.
    Within(&'static str, Box<Code>),
}

/// A file of the generated crate.
#[derive(Debug)]
pub struct File {
    /// First line of its documentation.
    pub(super) about: Option<&'static str>,
    /// `use` items, in groups.
    pub(super) imports: Vec<TokenStream>,
    /// Definitions, in order.
    pub(super) code: Vec<Code>,
}

/// Emits the models and the resources of an API.
pub struct Emitter<'a> {
    api: &'a ApiModel,
    examples: Examples<'a>,
    checked: checks::Checked<'a>,
    emptied: BTreeSet<&'a str>,
}

impl<'a> Emitter<'a> {
    pub(super) fn new(api: &'a ApiModel) -> Self {
        Self {
            api,
            examples: Examples::new(api),
            checked: checks::Checked::new(api),
            emptied: empty::models(api),
        }
    }

    /// Emits a model: its definition, constructor, setters and limits.
    pub(super) fn model(&self, model: &Model) -> File {
        let mut used = imports::Used::default();
        for member in model.members() {
            used.add(&member.content.map(ToString::to_string).unwrap_or_default());
        }
        for field in model.fields() {
            used.add(&structs::functions(field));
        }
        let definition = match &model.kind {
            Kind::Struct(fields) => {
                used.add("Deserialize Serialize");
                Code::Item(structs::definition(model, fields))
            }
            _ => enums::definition(model),
        };
        let mut code = vec![definition];
        let mut add = |item: TokenStream| {
            used.add_tokens(&item);
            code.push(Code::Item(item));
        };
        if self.emptied.contains(model.name.as_str()) {
            add(empty::implementation(model));
        }
        if model.is_made() {
            let items = constructors::items(model, &self.examples);
            items.into_iter().for_each(&mut add);
            for field in model.set() {
                used.add(&Argument::new(&field.ty).to_string());
            }
            code.extend(setters::table(model));
        }
        code.extend(self.checked.table(model));
        if let Some(location) = model.location {
            // The variants have the names of the runtime's `ParameterLocation`.
            let name = &model.name;
            let text = format!("parameters!({name} in {location:?});\n");
            code.push(Code::Text(text));
        }
        for result in self.api.results_of(model) {
            used.add(&result);
            code.push(Code::Text(format!("result!({result});\n")));
        }
        File {
            about: None,
            imports: imports::imports("super", &self.names(Some(&model.name)), &used),
            code,
        }
    }

    /// Emits a resource: its operations, and the client's method that returns it.
    pub(super) fn resource(&self, resource: &Resource) -> File {
        let items = resources::items(resource, self.api, &self.examples);
        let mut used = imports::Used::default();
        items.iter().for_each(|item| used.add_tokens(item));
        File {
            about: None,
            imports: imports::imports("crate::models", &self.names(None), &used),
            code: items.into_iter().map(Code::Item).collect(),
        }
    }

    /// Emits the JSON forms of all responses.
    pub(super) fn shapes(&self) -> File {
        let (code, used) = shapes::items(self.api);
        File {
            about: Some("JSON forms of the responses."),
            imports: imports::imports("crate::models", &self.names(None), &used),
            code,
        }
    }

    /// Returns the names of all models except `but`, sorted.
    fn names(&self, but: Option<&str>) -> Vec<&'a str> {
        let names = self.api.models.iter().map(|model| model.name.as_str());
        let names: BTreeSet<_> = names.filter(|name| Some(*name) != but).collect();
        names.into_iter().collect()
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// Returns a type as tokens, given its text.
fn lexed(ty: &impl Display) -> TokenStream {
    // The text is made of names that the lint accepted and of our own punctuation.
    ty.to_string().parse().unwrap_or_default()
}

impl ToTokens for Ty {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(lexed(self));
    }
}

/// The attribute.
impl ToTokens for Deprecation {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(lexed(&format!("#[{self}]")));
    }
}
