//! Prints syntax trees as readable files.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{File, Item, ItemEnum, Macro};

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
