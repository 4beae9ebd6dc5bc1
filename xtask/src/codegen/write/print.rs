//! Prints syntax trees as readable files.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{File, Item, ItemEnum, Macro};

use crate::codegen::refine::{Member, Shape};

/// The first lines of every generated Rust file.
const PREAMBLE: &str = "\
// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.
";

/// A file that holds `items`, a blank line between definitions.
pub(super) fn file(items: &[Item]) -> String {
    let mut text = PREAMBLE.to_owned();
    let mut previous_was_import = false;
    for item in items {
        let is_import = matches!(item, Item::Use(_));
        if !(previous_was_import && is_import) {
            text.push('\n');
        }
        previous_was_import = is_import;
        text.push_str(&self::item(item));
    }
    text
}

/// The file that declares the folders, and lists the names of all fields.
pub(super) fn root(folders: &[&str], field_names: &BTreeSet<String>) -> String {
    let mut text = format!("{PREAMBLE}\n");
    for folder in folders {
        text.push_str(&format!("{folder};\n"));
    }
    text.push_str(
        "\n/// The name of every field in the API description, sorted.\n\
         pub(crate) const FIELD_NAMES: &[&str] = &[\n",
    );
    for name in field_names {
        text.push_str(&format!("    {name:?},\n"));
    }
    text.push_str("];\n");
    text
}

/// A file that declares modules which define nothing to be named.
pub(super) fn modules(names: &BTreeSet<String>) -> String {
    let mut text = format!("{PREAMBLE}\n//! Setters of parameters, on requests.\n\n");
    for name in names {
        text.push_str(&format!("mod {name};\n"));
    }
    text
}

/// A file that declares modules and re-exports the one type of each.
pub(super) fn index(about: &str, entries: &[(String, String)]) -> String {
    let mut text = format!("{PREAMBLE}\n//! {about}\n\n");
    for (module, _) in entries {
        text.push_str(&format!("mod {module};\n"));
    }
    text.push('\n');
    for (module, name) in entries {
        text.push_str(&format!("pub use {module}::{name};\n"));
    }
    text
}

/// The file that describes the JSON form of responses, by operation.
pub(super) fn shapes(imports: &[Item], shapes: &[Shape], responses: &[(&str, &str)]) -> String {
    let mut text = format!("{PREAMBLE}\n//! JSON forms of the responses.\n\n");
    imports
        .iter()
        .for_each(|import| text.push_str(&item(import)));
    text.push_str(
        "\n/// Returns the form of an operation's response, without its envelope.\n\
         pub(crate) fn response(operation: &str) -> Shape {\n    match operation {\n",
    );
    for (operation, ty) in responses {
        let path = match ty.contains('<') {
            true => format!("<{}>", ty.replace(',', ", ")),
            false => (*ty).to_owned(),
        };
        text.push_str(&format!("        {operation:?} => {path}::shape(),\n"));
    }
    text.push_str("        _ => Shape::Any,\n    }\n}\n");
    for shape in shapes {
        text.push_str(&format!("\nshape! {{\n    {} {{\n", shape.model));
        for member in &shape.members {
            let Member { name, presence, ty } = member;
            text.push_str(&format!("        {name:?}: {presence} {ty},\n"));
        }
        text.push_str("    }\n}\n");
    }
    text
}

fn item(item: &Item) -> String {
    match item {
        Item::Macro(item) => definition(&item.mac),
        item => spaced(&unparse(item.clone())),
    }
}

/// One of our macros around an enum: printed as that enum is, which prettyplease cannot know.
fn definition(mac: &Macro) -> String {
    let name = mac.path.to_token_stream();
    match syn::parse2::<ItemEnum>(mac.tokens.clone()) {
        Ok(item) => {
            let body = unparse(Item::Enum(item));
            let body: Vec<_> = body.lines().map(|line| format!("    {line}")).collect();
            format!("{name}! {{\n{}\n}}\n", body.join("\n"))
        }
        Err(_) => format!("{name}! {{ {} }}\n", mac.tokens),
    }
}

fn unparse(item: Item) -> String {
    prettyplease::unparse(&File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}

/// Sets off members that follow a member with a body.
fn spaced(text: &str) -> String {
    text.replace("    }\n    ///", "    }\n\n    ///")
        .replace("    }\n    fn ", "    }\n\n    fn ")
}
