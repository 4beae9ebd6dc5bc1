//! Imports of a file.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

use super::lexed;

/// The names that a file uses.
#[derive(Debug, Default)]
pub(super) struct Used(BTreeSet<String>);

impl Used {
    /// Adds all names in the text of a type or path.
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

/// A path, and the names that files may take from it, sorted.
type Names<'a> = (&'a str, &'a [&'a str]);

/// Returns the imports of a file in groups, given the path and the names of models.
///
/// The groups are the standard library, other crates and this one; inside, rustfmt's order holds.
pub(super) fn imports(models: &str, names: &[&str], used: &Used) -> Vec<TokenStream> {
    let groups: [&[Names<'_>]; 3] = [
        &[("std::collections", &["BTreeMap"])],
        &[
            ("http", &["Method"]),
            ("serde", &["Deserialize", "Serialize"]),
            ("serde_json", &["Map", "Value"]),
        ],
        &[
            (models, names),
            ("crate", RUNTIME),
            ("crate::drift", &["Shape", "Shaped"]),
            ("crate::wire", WIRE),
        ],
    ];
    let path = |(from, names): &Names<'_>| {
        let names = names.iter().filter(|name| used.0.contains(**name));
        match names.copied().collect::<Vec<_>>().as_slice() {
            [] => None,
            [name] => Some(format!("{from}::{name}")),
            names => Some(format!("{from}::{{{}}}", names.join(", "))),
        }
    };
    let groups = groups.iter().map(|paths| {
        let mut paths: Vec<_> = paths.iter().filter_map(path).collect();
        // `super` comes before `crate`.
        paths.sort_by_key(|path| (path.starts_with("crate"), path.clone()));
        let items = paths.iter().map(|path| lexed(&format!("use {path};")));
        items.collect::<TokenStream>()
    });
    groups.filter(|group| !group.is_empty()).collect()
}

/// Names of the runtime that generated code may use.
pub(in crate::codegen) const RUNTIME: &[&str] = &[
    "Base64",
    "Client",
    "Content",
    "IntegerOrNull",
    "IntoInteger",
    "ListOrNull",
    "Nullable",
    "Operation",
    "Request",
    "RetryClass",
    "Secret",
    "Timestamp",
];

/// Names of the module of JSON forms that generated code may use.
const WIRE: &[&str] = &[
    "Empty",
    "integer",
    "integer_or_missing",
    "missing",
    "or_missing",
    "some",
];
