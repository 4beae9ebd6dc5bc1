//! Examples from the spec, translated to Rust.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

use super::setters::setter;
use super::{ident, lexed};
use crate::codegen::model::{ApiModel, Field, Kind, Model, Operation, Ty};
use crate::codegen::write::statements;

/// Greatest number of setters in an example.
const MAX_SETTERS: usize = 3;
/// Greatest depth of an example.
const MAX_DEPTH: usize = 8;

/// Writes examples in terms of the models.
pub struct Examples<'a> {
    api: &'a ApiModel,
    /// The largest example of each type in requests.
    objects: BTreeMap<String, Map<String, Value>>,
}

/// Imports of an example, and the current depth.
#[derive(Default)]
struct Context {
    models: BTreeSet<String>,
    null: bool,
    depth: usize,
}

impl<'a> Examples<'a> {
    /// Collects the examples of all operations.
    pub fn new(api: &'a ApiModel) -> Self {
        let mut examples = Self {
            api,
            objects: BTreeMap::new(),
        };
        for operation in api.operations() {
            let Some(model) = api.parameters(operation) else {
                continue;
            };
            for example in &operation.examples {
                examples.collect(&model.name, example);
            }
            // The parameters of a query have an example each.
            let fields = model.fields().iter();
            let in_query: Map<_, _> = fields
                .filter_map(|field| Some((field.wire.clone(), field.example.clone()?)))
                .collect();
            if !in_query.is_empty() {
                examples.collect(&model.name, &Value::Object(in_query));
            }
        }
        examples
    }

    /// Returns the spec's example of a model.
    pub fn get(&self, model: &str) -> Option<&Map<String, Value>> {
        self.objects.get(model)
    }

    /// Keeps `value` as an example of the model `name`, and its parts as examples of their models.
    fn collect(&mut self, name: &str, value: &Value) {
        let Value::Object(object) = value else {
            return;
        };
        let Some(model) = self.member(name, object) else {
            return;
        };
        let known = self.objects.get(&model.name).map_or(0, Map::len);
        if object.len() > known {
            self.objects.insert(model.name.clone(), object.clone());
        }
        for field in model.fields() {
            let Some((name, value)) = field.ty.model().zip(object.get(&field.wire)) else {
                continue;
            };
            match value {
                Value::Array(items) => items.iter().for_each(|item| self.collect(name, item)),
                value => self.collect(name, value),
            }
        }
    }

    /// Returns the model of an object: of a union, the variant that its tag selects.
    fn member(&self, name: &str, object: &Map<String, Value>) -> Option<&'a Model> {
        let model = self.api.model(name)?;
        let Kind::TaggedUnion { tag, variants } = &model.kind else {
            return Some(model);
        };
        let value = object.get(tag)?.as_str()?;
        let variant = variants.iter().find(|variant| variant.wire == value)?;
        self.api.model(variant.content.as_ref()?.model()?)
    }

    /// Returns an example for documentation that creates a value of the model `name`.
    pub(super) fn of_model(&self, name: &str) -> String {
        let mut context = Context::default();
        context.models.insert(name.to_owned());
        let object = self.objects.get(name).cloned().unwrap_or_default();
        let Some(value) = self.object(name, &object, &mut context) else {
            return String::new();
        };
        format!(
            "# Examples\n\n```\n{}{}\n```",
            context.imports(),
            statements(quote!(let value = #value;))
        )
    }

    /// Returns an example for documentation that calls the method of an operation.
    pub(super) fn of_call(&self, operation: &Operation) -> String {
        let mut context = Context::default();
        let in_path = operation.in_path.iter().map(|parameter| {
            let value = parameter.example.as_ref().unwrap_or(&parameter.wire);
            quote!(#value)
        });
        let mut arguments: Vec<_> = in_path.collect();
        let mut setters = Vec::new();
        if let Some(model) = self.api.parameters(operation) {
            let object = self.objects.get(&model.name).cloned().unwrap_or_default();
            let (taken, set) = self.parts(model, &object, &mut context);
            arguments.extend(taken);
            setters = set;
        }
        let (result, resource) = (ident(&operation.result_name), ident(&operation.resource));
        let method = ident(&operation.name);
        let code = statements(quote! {
            let #result = client.#resource().#method(#(#arguments),*) #(#setters)* .await?;
        });
        format!(
            "{}# async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {{\n\
             {code}\n# Ok(())\n# }}",
            context.imports()
        )
    }

    /// Returns the arguments of the constructor, and the calls of setters.
    fn parts(
        &self,
        model: &Model,
        object: &Map<String, Value>,
        context: &mut Context,
    ) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let taken = model.taken().into_iter().map(|field| {
            let made_up = self.made_up(field);
            let value = object.get(&field.wire).unwrap_or(&made_up);
            self.value(&field.ty, value, context)
        });
        let taken = taken.collect();
        let set = model
            .set()
            .filter(|field| field.deprecated.is_none())
            .filter_map(|field| Some((field, object.get(&field.wire)?)))
            .filter(|(_, value)| is_telling(value))
            .take(MAX_SETTERS);
        let setters = set.map(|(field, value)| {
            let setter = ident(&setter(model, field));
            let value = self.value(field.ty.without_option(), value, context);
            quote!(.#setter(#value))
        });
        (taken, setters.collect())
    }

    /// Returns a made-up value for a field without an example.
    fn made_up(&self, field: &Field) -> Value {
        let model = field.ty.model().and_then(|name| self.api.model(name));
        match model.map(|model| &model.kind) {
            Some(Kind::OpenEnum(values)) => values.first().map(|value| value.wire.as_str()).into(),
            Some(Kind::TaggedUnion { tag, variants }) => {
                let first = variants.first().map(|variant| variant.wire.as_str());
                Value::Object(Map::from_iter([(tag.clone(), first.into())]))
            }
            Some(_) => Value::Object(Map::new()),
            None => match field.ty {
                Ty::Number | Ty::Integer => 1.into(),
                Ty::Bool => true.into(),
                _ => field.wire.as_str().into(),
            },
        }
    }

    fn object(
        &self,
        name: &str,
        object: &Map<String, Value>,
        context: &mut Context,
    ) -> Option<TokenStream> {
        let model = self.api.model(name)?;
        // A type that requires a value of itself has no finite example.
        if model.fields().is_empty() || context.depth == MAX_DEPTH {
            return None;
        }
        context.depth += 1;
        context.models.insert(name.to_owned());
        let (taken, setters) = self.parts(model, object, context);
        context.depth -= 1;
        let name = ident(name);
        Some(quote!(#name::new(#(#taken),*) #(#setters)*))
    }

    /// Returns `value` as an argument of the setter of a field of type `ty`.
    fn value(&self, ty: &Ty, value: &Value, context: &mut Context) -> TokenStream {
        match (ty, value) {
            (Ty::Nullable(_), Value::Null) => {
                context.null = true;
                quote!(Null)
            }
            (Ty::Nullable(inner) | Ty::Option(inner) | Ty::Boxed(inner), value) => {
                self.value(inner, value, context)
            }
            (Ty::List(item), value) => {
                let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
                if items.is_empty() {
                    let item = item.innermost();
                    context.models.extend(item.model().map(str::to_owned));
                    return quote!(Vec::<#item>::new());
                }
                let items = items.iter().map(|one| self.value(item, one, context));
                quote!([#(#items),*])
            }
            (Ty::Map(of), value) => {
                let entries = value.as_object().into_iter().flatten();
                let entries = entries.map(|(key, value)| {
                    let value = self.value(of, value, context);
                    quote!((#key, #value))
                });
                quote!([#(#entries),*])
            }
            (Ty::Json, value) => json(value),
            (Ty::Bytes, _) => quote!(b"RIFF"),
            (ty, Value::Object(object)) => {
                let name = ty.model().unwrap_or_default();
                let member = self.member(name, object).map_or(name, |model| &model.name);
                self.object(member, object, context)
                    .unwrap_or_else(|| json(value))
            }
            (ty, Value::String(value)) => {
                self.variant(ty, value, context).unwrap_or(quote!(#value))
            }
            (_, Value::Number(_) | Value::Bool(_)) => lexed(value),
            (_, Value::Null | Value::Array(_)) => quote!(Default::default()),
        }
    }

    /// Returns the variant of an enum for a string.
    fn variant(&self, ty: &Ty, text: &str, context: &mut Context) -> Option<TokenStream> {
        let model = self.api.model(ty.model()?)?;
        let Kind::OpenEnum(values) = &model.kind else {
            return None;
        };
        let value = values.iter().find(|value| value.wire == text)?;
        context.models.insert(model.name.clone());
        let (name, variant) = (ident(&model.name), ident(&value.name));
        Some(quote!(#name::#variant))
    }
}

impl Context {
    fn imports(&self) -> String {
        let mut text = String::new();
        if self.null {
            text.push_str("use revox::Nullable::Null;\n");
        }
        let models: Vec<_> = self.models.iter().map(|model| ident(model)).collect();
        match models.as_slice() {
            [] => {}
            [one] => text.push_str(&format!("use revox::models::{one};\n")),
            several => {
                text.push_str(&statements(quote!(use revox::models::{#(#several),*};)));
                text.push('\n');
            }
        }
        if text.is_empty() {
            return text;
        }
        // Most readers depend on `revox`, which re-exports this crate.
        format!("# use revox_api as revox;\n{text}\n")
    }
}

fn json(value: &Value) -> TokenStream {
    // JSON is Rust, as far as its tokens go.
    let value = lexed(value);
    quote!(serde_json::json!(#value))
}

/// Returns true if a value illustrates a setter, and is short enough for an example.
fn is_telling(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() <= 40,
        Value::Array(items) => !items.is_empty() && items.iter().all(Value::is_string),
        Value::Object(object) => {
            !object.is_empty() && object.values().all(|value| value.is_string())
        }
        Value::Null => false,
        _ => true,
    }
}
