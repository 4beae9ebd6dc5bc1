//! What a file takes from elsewhere.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

/// The names that a file uses.
#[derive(Debug, Default)]
pub(super) struct Used(BTreeSet<String>);

impl Used {
    /// Adds all names in a type or path that is written down.
    pub(super) fn add(&mut self, text: &str) {
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        self.0.extend(words.map(str::to_owned));
    }

    /// Adds all names in a definition.
    pub(super) fn add_tokens(&mut self, tokens: &TokenStream) {
        for token in tokens.clone() {
            match token {
                TokenTree::Ident(word) => {
                    self.0.insert(word.to_string());
                }
                TokenTree::Group(group) => self.add_tokens(&group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
}

/// Returns the imports of a file: always its `own`, and of the rest what it uses.
pub(super) fn imports(
    own: &[&str],
    models: &str,
    names: BTreeSet<&str>,
    used: &Used,
) -> Vec<TokenStream> {
    let names: Vec<_> = names.into_iter().collect();
    let others: &[(&str, &[&str])] = &[
        ("std::collections", &["BTreeMap"]),
        ("serde_json", &["Map", "Value"]),
        (models, &names),
        ("crate", RUNTIME),
        ("crate::limits", &["Check"]),
        ("crate::parameters", &["ParameterLocation"]),
        ("crate::parameters::sealed", &["Sealed"]),
        ("crate::wire", WIRE),
    ];
    let mut paths: Vec<String> = own.iter().map(|path| (*path).to_owned()).collect();
    for (from, names) in others {
        let names = names.iter().filter(|name| used.0.contains(**name));
        let names: Vec<_> = names.copied().collect();
        match names.as_slice() {
            [] => {}
            [name] => paths.push(format!("{from}::{name}")),
            names => paths.push(format!("{from}::{{{}}}", names.join(", "))),
        }
    }
    paths.sort_by_key(|path| rank(path));
    let items = paths.iter().map(|path| format!("use {path};"));
    items.filter_map(|item| item.parse().ok()).collect()
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
fn rank(path: &str) -> u8 {
    match path.split("::").next() {
        Some("std") => 0,
        Some("crate" | "super") => 2,
        _ => 1,
    }
}
