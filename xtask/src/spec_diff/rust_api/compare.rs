//! What differs between two Rust APIs.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Type;

use super::ApiPlace;
use super::items::{Member, Method, RustApi, TypeItem};
use crate::spec_diff::verdict::Level;

/// One difference.
#[derive(Debug)]
pub(crate) struct ApiChange {
    pub(crate) place: ApiPlace,
    pub(crate) level: Level,
    /// Whether only documentation differs.
    pub(crate) is_prose: bool,
    pub(crate) text: String,
    /// The models that the difference names.
    pub(crate) mentions: BTreeSet<String>,
    /// The checks that explain it best, where they find something at the place.
    pub(crate) explained_by: &'static [&'static str],
}

/// New names by old ones.
pub(crate) struct Renames {
    /// Of models.
    pub(crate) types: BTreeMap<String, String>,
    /// Of operation ids.
    pub(crate) operations: BTreeMap<String, String>,
}

/// Compares two Rust APIs; places are in the names of BASE, but for what HEAD adds.
pub(crate) fn compare(base: &RustApi, head: &RustApi, renames: &Renames) -> Vec<ApiChange> {
    let mut comparison = Comparison {
        renames,
        changes: Vec::new(),
    };
    comparison.types(base, head);
    comparison.methods(base, head);
    comparison.resources(base, head);
    if base.strangers != head.strangers {
        let text = "generated code differs in an item of a kind that is not known".to_owned();
        comparison.add(ApiPlace::Type(String::new()), Level::Unknown, text);
    }
    comparison.changes
}

struct Comparison<'r> {
    renames: &'r Renames,
    changes: Vec<ApiChange>,
}

impl Comparison<'_> {
    fn add(&mut self, place: ApiPlace, level: Level, text: String) {
        self.changes.push(ApiChange {
            place,
            level,
            is_prose: false,
            text,
            mentions: BTreeSet::new(),
            explained_by: &[],
        });
    }

    /// As [`add`](Self::add), for what certain checks explain.
    fn add_for(
        &mut self,
        explained_by: &'static [&'static str],
        place: ApiPlace,
        level: Level,
        text: String,
    ) {
        self.add(place, level, text);
        if let Some(change) = self.changes.last_mut() {
            change.explained_by = explained_by;
        }
    }

    fn docs(&mut self, place: ApiPlace, path: &str, base: &str, head: &str) {
        if base != head {
            self.changes.push(ApiChange {
                place,
                level: Level::Patch,
                is_prose: true,
                text: format!("the documentation of {path} changes"),
                mentions: BTreeSet::new(),
                explained_by: &[],
            });
        }
    }

    /// The same type, names of models as at HEAD.
    fn renamed(&self, base: &Type) -> String {
        rename(base.to_token_stream(), &self.renames.types)
            .to_string()
            .replace(' ', "")
    }

    fn types(&mut self, base: &RustApi, head: &RustApi) {
        let mut added: BTreeSet<_> = head.types.keys().collect();
        for (name, item) in &base.types {
            let new_name = self.renames.types.get(name).unwrap_or(name);
            let place = ApiPlace::Type(name.clone());
            let Some(other) = head.types.get(new_name) else {
                self.add(place, Level::Major, format!("`models::{name}` is gone"));
                continue;
            };
            added.remove(new_name);
            if new_name != name {
                let text = format!("`models::{name}` is now `models::{new_name}`");
                self.add(place, Level::Major, text);
            }
            self.type_item(name, item, other);
        }
        for name in added {
            let text = format!("`models::{name}` is new");
            self.add(ApiPlace::Type(name.clone()), Level::Minor, text);
        }
    }

    fn type_item(&mut self, name: &str, base: &TypeItem, head: &TypeItem) {
        let place = || ApiPlace::Type(name.to_owned());
        self.docs(place(), &format!("`{name}`"), &base.docs, &head.docs);
        if base.kind != head.kind {
            let text = format!("`{name}` changes from {:?} to {:?}", base.kind, head.kind);
            self.add(place(), Level::Major, text);
            return;
        }
        if base.tag != head.tag {
            let text = "its variants are told apart by another property".to_owned();
            self.add(place(), Level::Patch, text);
        }
        self.attributes(&place(), name, &base.attributes, &head.attributes);
        let mut added: Vec<&Member> = head.members.iter().collect();
        for member in &base.members {
            let place = ApiPlace::Member(name.to_owned(), member.wire.clone());
            let path = format!("`{name}::{}`", member.name);
            // Programs name it as Rust does, so that comes first.
            let same_name = |other: &&Member| other.name == member.name;
            let same_wire = |other: &&Member| other.wire == member.wire;
            let index = added
                .iter()
                .position(same_name)
                .or_else(|| added.iter().position(same_wire));
            match index {
                Some(index) => {
                    let other = added.remove(index);
                    let taken = head.members.iter().any(|member_of_head| {
                        member_of_head.wire == member.wire && member_of_head.name != other.name
                    });
                    self.member(place, &path, member, other, taken);
                }
                None => self.add(place, Level::Major, format!("{path} is gone")),
            }
        }
        for member in added {
            let place = ApiPlace::Member(name.to_owned(), member.wire.clone());
            let (level, why) = match base.is_open() {
                true => (Level::Minor, ""),
                false => (Level::Major, ", and the type is not `#[non_exhaustive]`"),
            };
            self.add(
                place,
                level,
                format!("`{name}::{}` is new{why}", member.name),
            );
        }
        let order = |item: &TypeItem, others: &TypeItem| -> Vec<String> {
            let shared = item
                .members
                .iter()
                .filter(|member| others.members.iter().any(|other| other.name == member.name));
            shared.map(|member| member.name.clone()).collect()
        };
        if order(base, head) != order(head, base) {
            self.add(
                place(),
                Level::Patch,
                "its members stand in another order".to_owned(),
            );
        }
    }

    /// Compares two members. `taken`: what the member was on the wire now has another name.
    fn member(&mut self, place: ApiPlace, path: &str, base: &Member, head: &Member, taken: bool) {
        self.docs(place.clone(), path, &base.docs, &head.docs);
        if base.name != head.name {
            let text = format!("{path} is now called `{}`", head.name);
            self.add(place.clone(), Level::Major, text);
        }
        if base.wire != head.wire {
            let (level, why) = match taken {
                true => (
                    Level::Major,
                    "; programs still compile and mean something else",
                ),
                false => (Level::Patch, ""),
            };
            let text = format!(
                "{path} is `{}` on the wire instead of `{}`{why}",
                head.wire, base.wire
            );
            self.add(place.clone(), level, text);
        }
        let own = base.content.as_ref().map(|content| self.renamed(content));
        let other = head.content.as_ref().map(super::items::tokens);
        if own != other {
            let shown = |content: &Option<String>| match content {
                Some(content) => format!("`{content}`"),
                None => "nothing".to_owned(),
            };
            let text = format!("{path} changes from {} to {}", shown(&own), shown(&other));
            self.add(place.clone(), Level::Major, text);
            if let Some(change) = self.changes.last_mut() {
                let contents = [&base.content, &head.content].into_iter().flatten();
                change.mentions = contents.flat_map(|content| idents(content)).collect();
            }
        }
        self.attributes(&place, path, &base.attributes, &head.attributes);
    }

    fn attributes(&mut self, place: &ApiPlace, path: &str, base: &[String], head: &[String]) {
        let missing = |one: &[String], other: &[String]| -> Vec<String> {
            let missing = one.iter().filter(|attribute| !other.contains(attribute));
            missing.cloned().collect()
        };
        for attribute in missing(base, head) {
            // The advice beside a deprecation may change; then the next loop reports it.
            let (level, what) = match attribute.as_str() {
                text if text.starts_with("deprecated") => (Level::Patch, "is no longer"),
                text if text.starts_with("serde") => (Level::Patch, "is no longer decoded as"),
                "non_exhaustive" => (Level::Minor, "is no longer"),
                _ => (Level::Major, "loses"),
            };
            self.add(place.clone(), level, format!("{path} {what} `{attribute}`"));
        }
        for attribute in missing(head, base) {
            let was_there = |start: &str| base.iter().any(|other| other.starts_with(start));
            let (level, what) = match attribute.as_str() {
                text if text.starts_with("deprecated") && was_there("deprecated") => {
                    (Level::Patch, "is")
                }
                text if text.starts_with("deprecated") => (Level::Minor, "is"),
                text if text.starts_with("serde") => (Level::Patch, "is decoded as"),
                "non_exhaustive" => (Level::Major, "becomes"),
                _ => (Level::Minor, "gains"),
            };
            self.add(place.clone(), level, format!("{path} {what} `{attribute}`"));
        }
    }

    fn methods(&mut self, base: &RustApi, head: &RustApi) {
        let mut added: BTreeSet<_> = head.methods.keys().collect();
        for (id, method) in &base.methods {
            let new_id = self.renames.operations.get(id).unwrap_or(id);
            match head.methods.get(new_id) {
                Some(other) => {
                    added.remove(new_id);
                    self.method(id, method, other);
                }
                None => {
                    let text = format!("{} is gone", path(method));
                    self.add(ApiPlace::Operation(id.clone()), Level::Major, text);
                }
            }
        }
        for id in added {
            if let Some(method) = head.methods.get(id) {
                let text = format!("{} is new", path(method));
                self.add(ApiPlace::Operation(id.clone()), Level::Minor, text);
            }
        }
    }

    fn method(&mut self, id: &str, base: &Method, head: &Method) {
        let place = || ApiPlace::Operation(id.to_owned());
        let own = path(base);
        self.docs(place(), &own, &base.docs, &head.docs);
        if own != path(head) {
            let text = format!("{own} is now {}", path(head));
            self.add_for(
                &["operation-id-changed", "tags-changed"],
                place(),
                Level::Major,
                text,
            );
        }
        let result = self.renamed(&base.result);
        if result != super::items::tokens(&head.result) {
            let text = format!(
                "{own} gives `{}` instead of `{result}`",
                super::items::tokens(&head.result)
            );
            self.add_for(&["unwrap-changed"], place(), Level::Major, text);
            if let Some(change) = self.changes.last_mut() {
                change.mentions = idents(&base.result).chain(idents(&head.result)).collect();
            }
        }
        if base.generics != head.generics {
            let text = format!("the bounds of {own} change");
            self.add(place(), Level::Major, text);
        }
        self.arguments(place(), &own, base, head);
        self.attributes(&place(), &own, &base.attributes, &head.attributes);
        for (field, value) in &base.operation {
            let other = head.operation.get(field);
            if field != "id" && other != Some(value) {
                let other = other.map(String::as_str).unwrap_or("nothing");
                let text = format!("{own} sends with {field} `{other}` instead of `{value}`");
                let explained_by: &[&str] = match field.as_str() {
                    "path" => &[
                        "operation-moved",
                        "path-parameter-renamed",
                        "path-parameters-swapped",
                    ],
                    "method" => &["operation-moved"],
                    "retry_class" => &["retry-class-weakened", "retry-class-strengthened"],
                    "unwrap" => &["unwrap-changed"],
                    _ => &[],
                };
                self.add_for(explained_by, place(), Level::Patch, text);
            }
        }
    }

    fn arguments(&mut self, place: ApiPlace, path: &str, base: &Method, head: &Method) {
        let types = |method: &Method| -> Vec<String> {
            method
                .arguments
                .iter()
                .map(|(_, argument)| argument.clone())
                .collect()
        };
        let names = |method: &Method| -> Vec<String> {
            method
                .arguments
                .iter()
                .map(|(name, _)| name.clone())
                .collect()
        };
        let (own, other) = (names(base), names(head));
        let sorted = |names: &[String]| names.iter().cloned().collect::<BTreeSet<_>>();
        const CHECKS: &[&str] = &[
            "path-parameter-renamed",
            "path-parameters-swapped",
            "operation-moved",
            "parameters-reordered",
            "required-parameter-added",
            "optional-parameter-added",
            "required-parameter-removed",
            "optional-parameter-removed",
        ];
        if types(base) != types(head) {
            let shown = |method: &Method| {
                let arguments = method.arguments.iter();
                let shown = arguments.map(|(name, argument)| format!("{name}: {argument}"));
                shown.collect::<Vec<_>>().join(", ")
            };
            let text = format!(
                "{path} takes ({}) instead of ({})",
                shown(head),
                shown(base)
            );
            self.add_for(CHECKS, place, Level::Major, text);
        } else if own != other && sorted(&own) == sorted(&other) {
            let text = format!(
                "the arguments of {path} trade places: ({}) instead of ({}); calls still compile \
                 and mean something else",
                other.join(", "),
                own.join(", ")
            );
            self.add_for(CHECKS, place, Level::Major, text);
        } else if own != other {
            let text = format!(
                "the arguments of {path} are called ({}) instead of ({})",
                other.join(", "),
                own.join(", ")
            );
            self.add_for(CHECKS, place, Level::Patch, text);
        }
    }

    fn resources(&mut self, base: &RustApi, head: &RustApi) {
        let names: BTreeSet<_> = base.resources.keys().chain(head.resources.keys()).collect();
        for name in names {
            let place = ApiPlace::Resource(name.clone());
            match (base.resources.get(name), head.resources.get(name)) {
                (Some(own), Some(other)) => {
                    self.docs(place, &format!("`client.{name}()`"), own, other);
                }
                (Some(_), None) => {
                    self.add(place, Level::Major, format!("`client.{name}()` is gone"));
                }
                _ => self.add(place, Level::Minor, format!("`client.{name}()` is new")),
            }
        }
    }
}

fn path(method: &Method) -> String {
    format!("`client.{}().{}()`", method.resource, method.name)
}

fn idents(content: &Type) -> impl Iterator<Item = String> {
    let mut found = Vec::new();
    collect(content.to_token_stream(), &mut found);
    found.into_iter()
}

fn collect(tokens: TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => found.push(ident.to_string()),
            TokenTree::Group(group) => collect(group.stream(), found),
            _ => {}
        }
    }
}

fn rename(tokens: TokenStream, names: &BTreeMap<String, String>) -> TokenStream {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Ident(ident) => match names.get(&ident.to_string()) {
                Some(name) => TokenTree::Ident(Ident::new(name, ident.span())),
                None => TokenTree::Ident(ident),
            },
            TokenTree::Group(group) => {
                let inside = rename(group.stream(), names);
                TokenTree::Group(Group::new(group.delimiter(), inside))
            }
            token => token,
        })
        .collect()
}
