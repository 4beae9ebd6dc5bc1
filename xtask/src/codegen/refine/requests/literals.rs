//! Values of a spec's examples, written as Rust.

use std::collections::BTreeMap;

use openapiv3::{OpenAPI, ReferenceOr, Schema, SchemaKind, Type};
use serde_json::{Map, Value};

use super::code::{Imports, statements};
use super::constructors::FUNCTIONS;
use super::fields::{Field, Role, fields, has_name, inner, map_value};
use crate::codegen::lower::{BASE64, name_of, parameters_of};
use crate::codegen::refine::{Model, variant_name};
use crate::codegen::walk::operations;

/// How many setters an example shows.
const SETTERS: usize = 3;

/// Writes examples as Rust, in terms of the models.
pub(in crate::codegen::refine) struct Literals<'a> {
    models: BTreeMap<&'a str, Vec<Field>>,
    schemas: BTreeMap<&'a str, &'a Schema>,
    /// An object of each type that requests hold, out of the examples; a large one where there are
    /// several.
    examples: BTreeMap<String, Map<String, Value>>,
}

impl<'a> Literals<'a> {
    pub(in crate::codegen::refine) fn of(models: &'a [Model], api: &OpenAPI) -> Self {
        let mut literals = Self {
            models: models
                .iter()
                .map(|model| (model.name.as_str(), fields(model)))
                .collect(),
            schemas: models
                .iter()
                .map(|model| (model.name.as_str(), &model.schema))
                .collect(),
            examples: BTreeMap::new(),
        };
        for (_, _, _, operation) in operations(api) {
            let Some(name) = parameters_of(operation) else {
                continue;
            };
            let body = operation
                .request_body
                .as_ref()
                .and_then(ReferenceOr::as_item);
            let media = body.and_then(|body| body.content.get("application/json"));
            let examples = media.iter().flat_map(|media| media.examples.values());
            for example in examples.filter_map(ReferenceOr::as_item) {
                literals.collect(name, example.value.as_ref());
            }
            // The parameters of a query have an example each.
            literals.collect(name, literals.in_query(name).as_ref());
        }
        literals
    }

    fn in_query(&self, name: &str) -> Option<Value> {
        let fields = self.models.get(name)?.iter();
        let examples: Map<String, Value> = fields
            .filter_map(|field| {
                let example = field.schema.as_ref()?.schema_data.example.clone()?;
                Some((field.wire.clone(), example))
            })
            .collect();
        (!examples.is_empty()).then_some(Value::Object(examples))
    }

    /// Keeps `value` as an example of the model `name`, and what is in it as examples of theirs.
    fn collect(&mut self, name: &str, value: Option<&Value>) {
        let Some(Value::Object(object)) = value else {
            return;
        };
        let Some(name) = self.member(name, object) else {
            return;
        };
        let known = self.examples.get(&name).map_or(0, Map::len);
        if object.len() > known {
            self.examples.insert(name.clone(), object.clone());
        }
        let inside: Vec<(String, Value)> = self
            .models
            .get(name.as_str())
            .into_iter()
            .flatten()
            .filter_map(|field| Some((innermost(&field.of), object.get(&field.wire)?.clone())))
            .collect();
        for (name, value) in inside {
            match value {
                Value::Array(items) => items
                    .iter()
                    .for_each(|item| self.collect(&name, Some(item))),
                value => self.collect(&name, Some(&value)),
            }
        }
    }

    /// The member of a union that an object is of; of anything else, itself.
    fn member(&self, name: &str, object: &Map<String, Value>) -> Option<String> {
        let schema = self.schemas.get(name)?;
        let Some(discriminator) = &schema.schema_data.discriminator else {
            return Some(name.to_owned());
        };
        let tag = object.get(&discriminator.property_name)?.as_str()?;
        let reference = discriminator.mapping.get(tag)?;
        name_of(reference).map(str::to_owned)
    }

    /// Documentation that makes a value of the model `name`.
    pub(super) fn example(&self, name: &str) -> String {
        let imports = Imports::default();
        imports.add(name);
        let object = self.examples.get(name).cloned().unwrap_or_default();
        let Some(value) = self.object(name, &object, &imports) else {
            return String::new();
        };
        let code = format!("let value = {value};");
        format!(
            "# Examples\n\n```\n{}{}\n```",
            imports.text(),
            statements(&code)
        )
    }

    /// The call of an operation's method, and the imports that it needs.
    pub(in crate::codegen::refine) fn call(
        &self,
        method: &str,
        in_path: &[String],
        parameters: Option<&str>,
    ) -> (String, String) {
        let imports = Imports::default();
        let mut arguments = in_path.to_vec();
        let mut setters = Vec::new();
        if let Some(name) = parameters {
            let object = self.examples.get(name).cloned().unwrap_or_default();
            let (taken, set) = self.parts(name, &object, &imports);
            arguments.extend(taken);
            setters = set;
        }
        let call = format!(
            "{method}({}){}.await?",
            arguments.join(", "),
            setters.concat()
        );
        (imports.text(), call)
    }

    /// The arguments of the constructor, and calls of setters.
    fn parts(
        &self,
        name: &str,
        object: &Map<String, Value>,
        imports: &Imports,
    ) -> (Vec<String>, Vec<String>) {
        let fields = self.models.get(name).map(Vec::as_slice).unwrap_or_default();
        let mut taken = Vec::new();
        let mut setters = Vec::new();
        for field in super::fields::taken(fields) {
            let made_up = self.made_up(field);
            let value = object.get(&field.wire).or(Some(&made_up));
            taken.push(self.value(&field.of, value, imports));
        }
        for field in fields {
            let value = object.get(&field.wire);
            match field.role {
                Role::Required => {}
                Role::Preset | Role::Optional => {
                    let shown = value.filter(|value| is_telling(value));
                    let shown = shown.filter(|_| field.deprecated.is_none());
                    if let Some(value) = shown.filter(|_| setters.len() < SETTERS) {
                        let of = inner(&field.of, "Option").unwrap_or_else(|| field.of.clone());
                        let value = self.value(&of, Some(value), imports);
                        let setter = field.setter(FUNCTIONS);
                        setters.push(format!(".{setter}({value})"));
                    }
                }
            }
        }
        (taken, setters)
    }

    /// A value for a field that no example has.
    fn made_up(&self, field: &Field) -> Value {
        let schema = self.schemas.get(innermost(&field.of).as_str());
        match schema.map(|schema| &schema.schema_kind) {
            Some(SchemaKind::Type(Type::String(text))) => {
                text.enumeration.first().cloned().flatten().into()
            }
            Some(_) => match self.first_tag(&innermost(&field.of)) {
                Some((key, tag)) => Value::Object(Map::from_iter([(key, tag)])),
                None => Value::Object(Map::new()),
            },
            None if has_name(&field.of, "f64") || has_name(&field.of, "i64") => 1.into(),
            None if has_name(&field.of, "bool") => true.into(),
            None => field.wire.as_str().into(),
        }
    }

    /// What says of an object that it is of the first member of a union.
    fn first_tag(&self, union: &str) -> Option<(String, Value)> {
        let data = &self.schemas.get(union)?.schema_data;
        let discriminator = data.discriminator.as_ref()?;
        let tag = discriminator.mapping.keys().next()?;
        Some((discriminator.property_name.clone(), tag.as_str().into()))
    }

    fn object(&self, name: &str, object: &Map<String, Value>, imports: &Imports) -> Option<String> {
        self.models.get(name).filter(|fields| !fields.is_empty())?;
        // A type that requires one of its own kind has no example that ends.
        let _level = imports.enter()?;
        imports.add(name);
        let (taken, setters) = self.parts(name, object, imports);
        Some(format!(
            "{name}::new({}){}",
            taken.join(", "),
            setters.concat()
        ))
    }

    /// `value` as what a setter of a field of the type `of` takes.
    fn value(&self, of: &syn::Type, value: Option<&Value>, imports: &Imports) -> String {
        if let Some(nullable) = inner(of, "Nullable") {
            return match value {
                Some(Value::Null) => {
                    imports.add_null();
                    "Null".to_owned()
                }
                value => self.value(&nullable, value, imports),
            };
        }
        if let Some(item) = inner(of, "Vec") {
            let items = value
                .and_then(Value::as_array)
                .map(Vec::as_slice)
                .unwrap_or_default();
            if items.is_empty() {
                let item = innermost(&item);
                if self.schemas.contains_key(item.as_str()) {
                    imports.add(&item);
                }
                return format!("Vec::<{item}>::new()");
            }
            let items: Vec<_> = items
                .iter()
                .map(|one| self.value(&item, Some(one), imports))
                .collect();
            return format!("[{}]", items.join(", "));
        }
        if let Some(of) = map_value(of) {
            let entries = value
                .and_then(Value::as_object)
                .cloned()
                .unwrap_or_default();
            let entries: Vec<_> = entries
                .iter()
                .map(|(key, value)| format!("({key:?}, {})", self.value(&of, Some(value), imports)))
                .collect();
            return format!("[{}]", entries.join(", "));
        }
        if has_name(of, "Value") {
            return format!("serde_json::json!({})", value.unwrap_or(&Value::Null));
        }
        if has_name(of, BASE64) {
            return "b\"RIFF\"".to_owned();
        }
        match value {
            Some(Value::Object(object)) => {
                let name = innermost(of);
                let member = self.member(&name, object).unwrap_or(name);
                self.object(&member, object, imports).unwrap_or_else(|| {
                    format!("serde_json::json!({})", Value::Object(object.clone()))
                })
            }
            Some(Value::String(text)) => self.text(of, text, imports),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Bool(flag)) => flag.to_string(),
            Some(Value::Null | Value::Array(_)) | None => "Default::default()".to_owned(),
        }
    }

    /// A text, or the variant of an enum.
    fn text(&self, of: &syn::Type, text: &str, imports: &Imports) -> String {
        let name = innermost(of);
        let schema = self.schemas.get(name.as_str());
        let is_enum = schema.is_some_and(|schema| {
            matches!(&schema.schema_kind, SchemaKind::Type(Type::String(values))
                if values.enumeration.iter().flatten().any(|value| value == text))
        });
        match schema.filter(|_| is_enum) {
            Some(schema) => {
                imports.add(&name);
                format!("{name}::{}", variant_name(text, &schema.schema_data))
            }
            None => format!("{text:?}"),
        }
    }
}

/// Whether a value shows in an example what a setter is for: one that is short enough.
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

/// The name of the type inside options, lists and maps.
fn innermost(of: &syn::Type) -> String {
    let inside = ["Option", "Nullable", "Vec", "Box"];
    match inside
        .iter()
        .find_map(|name| inner(of, name))
        .or_else(|| map_value(of))
    {
        Some(of) => innermost(&of),
        None => quote::ToTokens::to_token_stream(of).to_string(),
    }
}
