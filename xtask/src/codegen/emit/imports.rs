//! Imports of a file.

use std::collections::{BTreeMap, BTreeSet};

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
    let mut by_path: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, names) in own {
        by_path.entry(from).or_default().extend(*names);
    }
    for (from, names) in others {
        let names = names.iter().filter(|name| used.0.contains(**name));
        for name in names {
            by_path.entry(from).or_default().insert(name);
        }
    }
    let mut paths: Vec<_> = by_path
        .into_iter()
        .map(|(from, names)| {
            let names: Vec<_> = names.into_iter().collect();
            match names.as_slice() {
                [name] => format!("{from}::{name}"),
                names => format!("{from}::{{{}}}", names.join(", ")),
            }
        })
        .collect();
    paths.sort_by(|one, other| rank(one).cmp(&rank(other)));
    let groups = paths.chunk_by(|one, other| rank(one).0 == rank(other).0);
    groups
        .map(|group| {
            let items = group.iter().map(|path| format!("use {path};"));
            let items = items.filter_map(|item| item.parse::<TokenStream>().ok());
            items.collect()
        })
        .collect()
}

/// Names of the runtime that generated code may use.
const RUNTIME: &[&str] = &[
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

/// Returns the group of an import, and its place there: `super` comes before `crate`.
fn rank(path: &str) -> (u8, bool, &str) {
    let first = path.split("::").next().unwrap_or_default();
    let group = match first {
        "std" => 0,
        "crate" | "super" => 2,
        _ => 1,
    };
    (group, first == "crate", path)
}
