//! Which file holds what: one per model, one per resource, one spec for the sandbox.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use heck::{ToSnakeCase, ToUpperCamelCase};
use openapiv3::{SchemaKind, Type};
use syn::visit::{self, Visit};
use syn::{Item, ItemEnum, Macro, TypePath, parse_quote};

use super::print;
use crate::codegen::document::Document;
use crate::codegen::refine::{Model, Refined, Resource};
use crate::codegen::trouble::Trouble;
use crate::codegen::walk;

/// Content by path below the root of the workspace.
pub type Tree = BTreeMap<PathBuf, String>;

/// Folders in which every file is generated, so that one which no spec asks for is deleted.
pub const OWNED: &[&str] = &[
    "crates/revox-api/src/generated",
    "crates/revox-sandbox/src/generated",
];

const GENERATED: &str = "crates/revox-api/src/generated";
const SANDBOX_SPEC: &str = "crates/revox-sandbox/src/generated/openapi.json";

/// All generated files.
///
/// # Errors
///
/// When the spec cannot be written as JSON.
pub fn tree(document: &Document, refined: &Refined) -> Result<Tree, Trouble> {
    let mut tree = Tree::new();
    let mut add = |path: String, text: String| tree.insert(PathBuf::from(path), text);

    add(
        format!("{GENERATED}/mod.rs"),
        print::root(&field_names(document)),
    );

    let names: BTreeSet<_> = refined
        .models
        .iter()
        .map(|model| model.name.as_str())
        .collect();
    for model in &refined.models {
        let file = model.name.to_snake_case();
        add(
            format!("{GENERATED}/models/{file}.rs"),
            model_file(model, &names),
        );
    }
    add(
        format!("{GENERATED}/models/mod.rs"),
        index(
            "The types of the API, one for each named schema.",
            names.iter().copied(),
        ),
    );

    let mut types = Vec::new();
    for resource in &refined.resources {
        let file = resource.name.to_snake_case();
        add(
            format!("{GENERATED}/resources/{file}.rs"),
            resource_file(resource, &names),
        );
        types.push((
            file,
            format!("{}Resource", resource.name.to_upper_camel_case()),
        ));
    }
    add(
        format!("{GENERATED}/resources/mod.rs"),
        resource_index(&types),
    );

    // From the OpenAPI types, which keep the order of the spec.
    let spec = serde_json::to_string_pretty(&document.api).map_err(|error| {
        let cure = "report this as a defect of the code generator";
        Trouble::at(
            "",
            format!("the spec cannot be written as JSON: {error}"),
            cure,
        )
    })?;
    add(SANDBOX_SPEC.to_owned(), spec + "\n");
    Ok(tree)
}

/// The name of every property, sorted: the keys that an error message may show.
fn field_names(document: &Document) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    walk::schemas(&document.api, |_, _, schema| {
        if let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind {
            names.extend(object.properties.keys().cloned());
        }
    });
    names
}

fn model_file(model: &Model, names: &BTreeSet<&str>) -> String {
    let used = type_names(&model.item);
    let mut items: Vec<Item> = import("std::collections", ["BTreeMap"].into_iter(), &used)
        .into_iter()
        .collect();
    if !matches!(model.item, Item::Macro(_)) {
        items.push(parse_quote!(
            use serde::{Deserialize, Serialize};
        ));
    }
    items.extend(import("serde_json", ["Map", "Value"].into_iter(), &used));
    let others = names.iter().copied().filter(|name| *name != model.name);
    items.extend(import("super", others, &used));
    items.extend(import("crate", ["Secret", "Timestamp"].into_iter(), &used));
    items.push(model.item.clone());
    print::file(None, &items)
}

fn resource_file(resource: &Resource, names: &BTreeSet<&str>) -> String {
    let used = resource.items.iter().flat_map(type_names).collect();
    let mut items: Vec<Item> = import("std::collections", ["BTreeMap"].into_iter(), &used)
        .into_iter()
        .collect();
    items.push(parse_quote!(
        use http::Method;
    ));
    items.extend(import("serde_json", ["Map", "Value"].into_iter(), &used));
    items.extend(import("crate::models", names.iter().copied(), &used));
    items.push(parse_quote!(
        use crate::{Client, Operation, Request, RetryClass};
    ));
    items.extend(import("crate", ["Secret", "Timestamp"].into_iter(), &used));
    items.extend(resource.items.iter().cloned());
    print::file(Some(&resource.description), &items)
}

/// A `use` of those of `names` that are used.
fn import<'a>(
    from: &str,
    names: impl Iterator<Item = &'a str>,
    used: &BTreeSet<String>,
) -> Option<Item> {
    let names: Vec<_> = names.filter(|name| used.contains(*name)).collect();
    match names.as_slice() {
        [] => None,
        [name] => syn::parse_str(&format!("use {from}::{name};")).ok(),
        names => syn::parse_str(&format!("use {from}::{{{}}};", names.join(", "))).ok(),
    }
}

/// The names of types that a definition uses, also inside one of our macros.
fn type_names(item: &Item) -> BTreeSet<String> {
    #[derive(Default)]
    struct Names(BTreeSet<String>);

    impl<'ast> Visit<'ast> for Names {
        fn visit_type_path(&mut self, path: &'ast TypePath) {
            self.0.extend(
                path.path
                    .segments
                    .first()
                    .map(|first| first.ident.to_string()),
            );
            visit::visit_type_path(self, path);
        }

        fn visit_macro(&mut self, mac: &'ast Macro) {
            if let Ok(definition) = syn::parse2::<ItemEnum>(mac.tokens.clone()) {
                let mut names = Names::default();
                names.visit_item_enum(&definition);
                self.0.extend(names.0);
            }
        }
    }

    let mut names = Names::default();
    names.visit_item(item);
    names.0
}

fn index<'a>(about: &str, names: impl Iterator<Item = &'a str>) -> String {
    let entries: Vec<_> = names
        .map(|name| (name.to_snake_case(), name.to_owned()))
        .collect();
    print::index(about, &entries)
}

fn resource_index(types: &[(String, String)]) -> String {
    print::index(
        "The operations of the API, grouped as its documentation groups them.",
        types,
    )
}
