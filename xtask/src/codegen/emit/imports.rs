//! Imports of a file.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};

use super::lexed;

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

/// A path, and the names that a file takes from it.
pub(super) type Own<'a> = (&'a str, &'a [&'a str]);

/// Returns the imports of a file in groups: its `own`, and those of the others that it uses.
///
/// The groups are the standard library, other crates and this one; inside, rustfmt's order holds.
pub(super) fn imports(
    own: &[Own<'_>],
    models: &str,
    names: BTreeSet<&str>,
    used: &Used,
) -> Vec<TokenStream> {
    let names: Vec<_> = names.into_iter().collect();
    let others: &[Own<'_>] = &[
        ("std::collections", &["BTreeMap"]),
        ("serde_json", &["Map", "Value"]),
        (models, &names),
        ("crate", RUNTIME),
        ("crate::wire", WIRE),
    ];
    let others = others.iter().flat_map(|(from, names)| {
        let names = names.iter().filter(|name| used.0.contains(**name));
        names.map(|name| (*from, *name))
    });
    let own = own
        .iter()
        .flat_map(|(from, names)| names.iter().map(|name| (*from, *name)));
    let mut by_path: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, name) in own.chain(others) {
        by_path.entry(from).or_default().insert(name);
    }
    let mut groups: BTreeMap<u8, BTreeSet<(bool, String)>> = BTreeMap::new();
    for (from, names) in by_path {
        let names: Vec<_> = names.into_iter().collect();
        let path = match names.as_slice() {
            [name] => format!("{from}::{name}"),
            names => format!("{from}::{{{}}}", names.join(", ")),
        };
        let group = match from.split("::").next() {
            Some("std") => 0,
            Some("crate" | "super") => 2,
            _ => 1,
        };
        // `super` comes before `crate`.
        let paths = groups.entry(group).or_default();
        paths.insert((from.starts_with("crate"), path));
    }
    let use_all = |paths: BTreeSet<(bool, String)>| {
        let items = paths.iter().map(|(_, path)| lexed(&format!("use {path};")));
        items.collect()
    };
    groups.into_values().map(use_all).collect()
}

/// Names of the runtime that generated code may use.
pub(in crate::codegen) const RUNTIME: &[&str] = &[
    "Base64",
    "Content",
    "IntegerOrNull",
    "IntoInteger",
    "ListOrNull",
    "Nullable",
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
