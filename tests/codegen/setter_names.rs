//! A setter on a request never has the name of a method that requests already have: it would not compile,
//! or hide the method.

use std::collections::BTreeSet;
use std::path::Path;

use revox_tests::spec::workspace;
use serde_json::{Map, json};
use syn::{ImplItem, Item, ItemImpl, Type};
use xtask::codegen;
use xtask::codegen::document::Document;

/// Modules that have methods of requests: inherent ones, and those of traits that programs import.
const MODULES: &[&str] = &["crates/revox-api/src/request", "crates/revox/src/blocking"];

#[test]
fn no_setter_has_the_name_of_a_method_of_requests() {
    let methods: BTreeSet<String> = MODULES
        .iter()
        .flat_map(|folder| methods_in(folder))
        .collect();
    for known in [
        "send",
        "timeout",
        "with_response",
        "into_future",
        "blocking",
    ] {
        assert!(methods.contains(known), "{known} is not among {methods:?}");
    }
    let rows = setters(methods.iter().chain([&"colour".to_owned()]));
    for method in &methods {
        assert!(
            rows.contains(&format!("{method}_(bool) sets {method},")),
            "a setter may be called `{method}`: add it to `METHODS` in `emit/setters.rs`"
        );
    }
    assert!(rows.contains("colour(bool),"));
}

/// Returns the rows of the table of setters that is generated for a body with those properties.
fn setters<'n>(names: impl Iterator<Item = &'n String>) -> BTreeSet<String> {
    let property = json!({"description": "A flag.", "type": "boolean"});
    let properties: Map<_, _> = names.map(|name| (name.clone(), property.clone())).collect();
    let spec = json!({
        "openapi": "3.0.3",
        "info": {"title": "Example", "version": "1"},
        "tags": [{"name": "call", "description": "Call orders."}],
        "paths": {"/call": {"post": {
            "operationId": "call_create",
            "tags": ["call"],
            "summary": "Place a call order",
            "x-retry-class": "once",
            "requestBody": {"required": true, "content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/CallCreate"},
            }}},
            "responses": {"200": {"description": "Done.", "content": {"application/json": {
                "schema": {"type": "number"},
            }}}},
        }}},
        "components": {"schemas": {"CallCreate": {
            "description": "A call order.",
            "type": "object",
            "properties": properties,
        }}},
    });
    let document = Document::parse(Path::new("openapi.yaml"), &spec.to_string()).unwrap();
    let files = codegen::generate(&document).unwrap_or_else(|error| panic!("{error}"));
    let file = Path::new("crates/revox-api/src/generated/models/call_create.rs");
    files[file]
        .lines()
        .map(|line| line.trim().to_owned())
        .collect()
}

/// Returns the names of the methods of `Request` in a module: in a file, or in those of a folder.
fn methods_in(module: &str) -> BTreeSet<String> {
    let path = workspace().join(module);
    let in_folder = std::fs::read_dir(&path).into_iter().flatten();
    let files = in_folder.map(|entry| entry.unwrap().path());
    let files = files.chain([path.with_extension("rs")]);
    let files = files.filter(|file| file.is_file());
    let sources = files.map(|file| std::fs::read_to_string(file).unwrap());
    let items = sources.flat_map(|source| syn::parse_file(&source).unwrap().items);
    let blocks = items.filter_map(|item| match item {
        Item::Impl(block) if is_of_requests(&block) => Some(block.items),
        _ => None,
    });
    let methods = blocks.flatten().filter_map(|item| match item {
        ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
        _ => None,
    });
    methods.collect()
}

/// Returns true for the methods of `Request` that a setter could hide; `Debug` is called by its trait.
fn is_of_requests(block: &ItemImpl) -> bool {
    let name = |path: &syn::Path| path.segments.last().map(|last| last.ident.to_string());
    let is_debug = block
        .trait_
        .as_ref()
        .is_some_and(|(path, ..)| name(path).as_deref() == Some("Debug"));
    matches!(&*block.self_ty, Type::Path(ty) if name(&ty.path).as_deref() == Some("Request"))
        && !is_debug
}
