//! Picks models and operations out of progenitor's code; the rest of it is not needed.

use std::collections::BTreeMap;

use openapiv3::{OpenAPI, ReferenceOr};
use syn::{Fields, ImplItem, ImplItemFn, Item, Type};

use super::Model;
use crate::codegen::generator::RUNTIME_TYPES;
use crate::codegen::trouble::Trouble;
use crate::codegen::walk::escape;

/// What progenitor decided.
pub(super) struct Harvest {
    /// In the order of the spec.
    pub(super) models: Vec<Model>,
    /// The methods of progenitor's client, by operation id.
    pub(super) methods: BTreeMap<String, ImplItemFn>,
}

/// Collects the types that have a name in the spec, and the methods that send operations.
pub(super) fn harvest(code: syn::File, api: &OpenAPI) -> Result<Harvest, Trouble> {
    let mut types = BTreeMap::new();
    let mut methods = BTreeMap::new();
    for item in code.items {
        match item {
            Item::Mod(module) if module.ident == "types" => {
                let items = module.content.into_iter().flat_map(|(_, items)| items);
                types.extend(items.filter_map(|item| Some((type_name(&item)?, item))));
            }
            Item::Impl(block) if block.trait_.is_none() && is_client(&block.self_ty) => {
                methods.extend(block.items.into_iter().filter_map(|item| match item {
                    ImplItem::Fn(method) => Some((method.sig.ident.to_string(), method)),
                    _ => None,
                }));
            }
            _ => {}
        }
    }

    let schemas = api.components.iter().flat_map(|all| &all.schemas);
    let mut models = Vec::new();
    for (name, schema) in schemas {
        let ReferenceOr::Item(schema) = schema else {
            continue;
        };
        if RUNTIME_TYPES.iter().any(|(runtime, _)| runtime == name) {
            continue;
        }
        let pointer = format!("/components/schemas/{}", escape(name));
        match types.remove(name) {
            Some(item) if has_form_of_its_own(&item) => models.push(Model {
                name: name.clone(),
                schema: schema.clone(),
                item,
                extras: Vec::new(),
            }),
            _ => {
                return Err(Trouble::at(
                    pointer,
                    format!("`{name}` is neither an object, an enum nor a union"),
                    "write its schema in place where it is referred to",
                ));
            }
        }
    }
    match types.into_keys().next() {
        None => Ok(Harvest { models, methods }),
        Some(name) => Err(Trouble::at(
            "/components/schemas",
            format!("progenitor made the type `{name}` of a schema that has no name"),
            "find the schema by the name: if it is an answer that only wraps one value, say `x-unwrap` \
             on its operation; else describe it under `#/components/schemas`",
        )),
    }
}

fn type_name(item: &Item) -> Option<String> {
    match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

fn has_form_of_its_own(item: &Item) -> bool {
    match item {
        Item::Struct(item) => matches!(item.fields, Fields::Named(_)),
        Item::Enum(_) => true,
        _ => false,
    }
}

fn is_client(of: &Type) -> bool {
    matches!(of, Type::Path(path) if path.path.is_ident("Client"))
}
