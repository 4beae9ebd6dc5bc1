//! Which file holds what: one per model, one per resource, one per type with setters on requests, an
//! index, and one spec for the sandbox.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use heck::{ToSnakeCase, ToUpperCamelCase};
use openapiv3::{SchemaKind, Type};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemEnum, LitStr, Macro, Path, TypePath, parse_quote};

use super::{index, print};
use crate::codegen::document::Document;
use crate::codegen::refine::{Model, Refined, Resource, Setters};
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
const INDEX: &str = "docs/api.md";
const SANDBOX_SPEC: &str = "crates/revox-sandbox/src/generated/openapi.json";

/// All generated files.
///
/// # Errors
///
/// When the spec cannot be written as JSON.
pub fn tree(document: &Document, refined: &Refined) -> Result<Tree, Trouble> {
    let mut tree = Tree::new();
    let mut add = |path: String, text: String| tree.insert(PathBuf::from(path), text);

    let mut folders = vec![
        "pub mod models",
        "pub mod resources",
        "pub(crate) mod shapes",
    ];
    if !refined.setters.is_empty() {
        folders.insert(1, "mod requests");
    }
    add(
        format!("{GENERATED}/mod.rs"),
        print::root(&folders, &field_names(document)),
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
    let modules: Vec<_> = names
        .iter()
        .map(|name| (name.to_snake_case(), (*name).to_owned()))
        .collect();
    add(
        format!("{GENERATED}/models/mod.rs"),
        print::index("The types of the API, one for each named schema.", &modules),
    );

    let mut modules = Vec::new();
    for resource in &refined.resources {
        let file = resource.name.to_snake_case();
        add(
            format!("{GENERATED}/resources/{file}.rs"),
            resource_file(resource, &names),
        );
        modules.push((
            file,
            format!("{}Resource", resource.name.to_upper_camel_case()),
        ));
    }
    add(
        format!("{GENERATED}/resources/mod.rs"),
        print::index(
            "The operations of the API, grouped as its documentation groups them.",
            &modules,
        ),
    );

    for setters in &refined.setters {
        let file = setters.model.to_snake_case();
        add(
            format!("{GENERATED}/requests/{file}.rs"),
            setters_file(setters, &names),
        );
    }
    if !refined.setters.is_empty() {
        let setters = refined.setters.iter();
        let modules = setters
            .map(|setters| setters.model.to_snake_case())
            .collect();
        add(
            format!("{GENERATED}/requests/mod.rs"),
            print::modules(&modules),
        );
    }
    add(
        format!("{GENERATED}/shapes.rs"),
        shapes_file(refined, &names),
    );
    add(INDEX.to_owned(), index::page(&refined.resources));

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
    let mut used = type_names(&model.item);
    used.extend(model.extras.iter().flat_map(words));
    let mut own: Vec<Item> = Vec::new();
    if !matches!(model.item, Item::Macro(_)) {
        own.push(parse_quote!(
            use serde::{Deserialize, Serialize};
        ));
    }
    let others = names.iter().copied().filter(|name| *name != model.name);
    let mut items = imports(own, "super", others, &used);
    items.push(model.item.clone());
    items.extend(model.extras.iter().cloned());
    print::file(&items)
}

fn resource_file(resource: &Resource, names: &BTreeSet<&str>) -> String {
    let used = resource.items.iter().flat_map(words).collect();
    let own = vec![
        parse_quote!(
            use http::Method;
        ),
        parse_quote!(
            use crate::{Client, Operation, Request, RetryClass};
        ),
    ];
    let mut items = imports(own, "crate::models", names.iter().copied(), &used);
    items.extend(resource.items.iter().cloned());
    print::file(&items)
}

fn setters_file(setters: &Setters, names: &BTreeSet<&str>) -> String {
    let used = words(&setters.item);
    let own = vec![parse_quote!(
        use crate::Request;
    )];
    let mut items = imports(own, "crate::models", names.iter().copied(), &used);
    items.push(setters.item.clone());
    print::file(&items)
}

fn shapes_file(refined: &Refined, names: &BTreeSet<&str>) -> String {
    let entries = refined.resources.iter().flat_map(|it| &it.entries);
    let responses: Vec<_> = entries
        .map(|entry| (entry.id.as_str(), entry.answer.as_str()))
        .collect();
    let shapes = refined.shapes.iter();
    let types = shapes
        .flat_map(|shape| {
            let members = shape.members.iter().map(|member| member.ty.as_str());
            members.chain([shape.model.as_str()])
        })
        .chain(responses.iter().map(|(_, answer)| *answer));
    let used = types
        .flat_map(|ty| ty.split(|c: char| !c.is_alphanumeric()))
        .map(str::to_owned)
        .collect();
    let own = vec![parse_quote!(
        use crate::drift::{Shape, Shaped};
    )];
    let imports = imports(own, "crate::models", names.iter().copied(), &used);
    print::shapes(&imports, &refined.shapes, &responses)
}

/// What a file takes from elsewhere: always its `own`, and of the rest what it uses.
fn imports<'a>(
    own: Vec<Item>,
    models: &str,
    names: impl Iterator<Item = &'a str>,
    used: &BTreeSet<String>,
) -> Vec<Item> {
    let mut items = own;
    items.extend(import("std::collections", ["BTreeMap"].into_iter(), used));
    items.extend(import("serde_json", ["Map", "Value"].into_iter(), used));
    items.extend(import(models, names, used));
    items.extend(import("crate", RUNTIME.iter().copied(), used));
    let limits = ["Check", "Checked", "Form", "Limit"];
    items.extend(import("crate::limits", limits.into_iter(), used));
    items.extend(import(
        "crate::parameters",
        ["ParameterLocation"].into_iter(),
        used,
    ));
    items.extend(import(
        "crate::parameters::sealed",
        ["Sealed"].into_iter(),
        used,
    ));
    items.extend(import("crate::wire", WIRE.iter().copied(), used));
    items.sort_by_key(rank);
    items
}

/// What generated code uses of the runtime.
const RUNTIME: &[&str] = &[
    "Base64",
    "Content",
    "IntegerOrNull",
    "IntoInteger",
    "ListOrNull",
    "Nullable",
    "Parameters",
    "Secret",
    "Timestamp",
    "Violation",
];

/// What it uses of how values stand on the wire.
const WIRE: &[&str] = &[
    "Empty",
    "integer",
    "integer_or_missing",
    "missing",
    "or_missing",
    "present",
];

/// The order of imports: the standard library, other crates, this one.
fn rank(import: &Item) -> u8 {
    let path = import.to_token_stream().to_string();
    match path.split_whitespace().nth(1) {
        Some("std") => 0,
        Some("crate" | "super") => 2,
        _ => 1,
    }
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

/// All names that stand in a definition.
fn words(item: &Item) -> BTreeSet<String> {
    fn collect(tokens: TokenStream, words: &mut BTreeSet<String>) {
        for token in tokens {
            match token {
                TokenTree::Ident(word) => {
                    words.insert(word.to_string());
                }
                TokenTree::Group(group) => collect(group.stream(), words),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    let mut words = BTreeSet::new();
    collect(item.to_token_stream(), &mut words);
    words
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

        // The functions that serde's attributes hold as text.
        fn visit_attribute(&mut self, attribute: &'ast Attribute) {
            if attribute.path().is_ident("serde") {
                let _ = attribute.parse_nested_meta(|meta| {
                    if let Ok(value) = meta.value() {
                        let path = value.parse::<LitStr>()?.parse::<Path>();
                        let first = path.ok().and_then(|path| path.segments.into_iter().next());
                        self.0.extend(first.map(|first| first.ident.to_string()));
                    }
                    Ok(())
                });
            }
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
