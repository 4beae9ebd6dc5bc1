//! What differs between two Rust APIs.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Type;

use super::ApiPlace;
use super::items::{Member, RustApi, TypeItem};
use super::sending::Place;
use super::syntax::{idents, tokens};
use crate::spec_diff::verdict::Level;

/// One difference.
#[derive(Debug)]
pub(crate) struct ApiChange {
    pub(crate) place: ApiPlace,
    pub(crate) level: Level,
    /// Whether only documentation differs.
    pub(crate) is_prose: bool,
    /// What changes of the spec explain it.
    pub(crate) reason: Reason,
    /// What to call it where no change of the spec explains it.
    pub(crate) alone: &'static str,
    pub(crate) text: String,
    /// The models that the difference names.
    pub(crate) mentions: BTreeSet<String>,
    /// The checks that explain it best, where they find something at the place.
    pub(crate) explained_by: &'static [&'static str],
}

/// What changes of the spec explain a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Those at its place.
    AtThePlace,
    /// Those at its place; else others, which speak for themselves.
    AtThePlaceOrElsewhere,
    /// Those of examples, wherever they are; else others, which speak for themselves.
    Examples,
    /// None at its place.
    Nothing,
}

impl ApiChange {
    pub(super) fn new(place: ApiPlace, level: Level, text: String) -> Self {
        Self {
            place,
            level,
            is_prose: false,
            reason: Reason::AtThePlace,
            alone: "the generated code changes",
            text,
            mentions: BTreeSet::new(),
            explained_by: &[],
        }
    }

    /// Something that only people read changes.
    pub(super) fn prose(place: ApiPlace, path: &str) -> Self {
        Self {
            is_prose: true,
            alone: "the generated documentation changes",
            ..Self::new(
                place,
                Level::Patch,
                format!("the documentation of {path} changes"),
            )
        }
    }
}

/// New names by old ones.
#[derive(Clone)]
pub(crate) struct Renames {
    /// Of models.
    pub(crate) types: BTreeMap<String, String>,
    /// Of operation ids.
    pub(crate) operations: BTreeMap<String, String>,
}

/// Compares two Rust APIs; places are in the names of BASE, but for what HEAD adds.
pub(crate) fn compare(base: &RustApi, head: &RustApi, renames: &Renames) -> Vec<ApiChange> {
    let mut renames = renames.clone();
    let queries: Vec<_> = queries(base, head, &renames).collect();
    renames.types.extend(queries);
    let mut comparison = Comparison {
        base,
        head,
        renames: &renames,
        changes: Vec::new(),
    };
    comparison.types();
    comparison.methods();
    comparison.resources();
    if base.strangers != head.strangers {
        let text = "generated code differs in an item of a kind that is not known".to_owned();
        comparison.add(ApiPlace::Type(String::new()), Level::Unknown, text);
    }
    comparison.changes
}

/// The models of queries: they are called after their operations, and no schema is named so.
fn queries<'a>(
    base: &'a RustApi,
    head: &'a RustApi,
    renames: &'a Renames,
) -> impl Iterator<Item = (String, String)> + 'a {
    let is_query = |api: &RustApi, model: &String| {
        let item = api.types.get(model);
        item.is_some_and(|item| item.place == Some(Place::Query))
    };
    renames.operations.iter().filter_map(move |(own, other)| {
        let own = base.methods.get(own)?.parameters.clone()?;
        let other = head.methods.get(other)?.parameters.clone()?;
        (is_query(base, &own) && is_query(head, &other)).then_some((own, other))
    })
}

pub(super) struct Comparison<'r> {
    pub(super) base: &'r RustApi,
    pub(super) head: &'r RustApi,
    pub(super) renames: &'r Renames,
    pub(super) changes: Vec<ApiChange>,
}

impl Comparison<'_> {
    /// The place of a model, or of the operation whose query it is.
    pub(super) fn of_type(&self, name: &str) -> ApiPlace {
        let queries = [self.base, self.head];
        match queries.iter().find_map(|api| api.query_of(name)) {
            Some(id) => ApiPlace::Operation(id.to_owned()),
            None => ApiPlace::Type(name.to_owned()),
        }
    }

    /// The place of a field or variant, or of the parameter that a field stands for.
    pub(super) fn of_member(&self, name: &str, wire: &str) -> ApiPlace {
        match self.of_type(name) {
            ApiPlace::Operation(id) => ApiPlace::Parameter(id, wire.to_owned()),
            _ => ApiPlace::Member(name.to_owned(), wire.to_owned()),
        }
    }

    pub(super) fn add(&mut self, place: ApiPlace, level: Level, text: String) {
        self.changes.push(ApiChange::new(place, level, text));
    }

    pub(super) fn docs(&mut self, place: ApiPlace, path: &str, base: &str, head: &str) {
        if base != head {
            self.changes.push(ApiChange::prose(place, path));
        }
    }

    /// The same type, names of models as at HEAD.
    pub(super) fn renamed(&self, base: &Type) -> String {
        tokens(&rename(base.to_token_stream(), &self.renames.types))
    }

    /// As [`renamed`](Self::renamed), of a type that is written down.
    pub(super) fn renamed_text(&self, base: &str) -> String {
        match syn::parse_str(base) {
            Ok(parsed) => self.renamed(&parsed),
            Err(_) => base.to_owned(),
        }
    }

    fn types(&mut self) {
        let mut added: BTreeSet<_> = self.head.types.keys().collect();
        for (name, item) in &self.base.types {
            let new_name = self.renames.types.get(name).unwrap_or(name);
            let place = self.of_type(name);
            // The model of a query comes and goes with what its method gives.
            let is_model = matches!(place, ApiPlace::Type(_));
            let Some(other) = self.head.types.get(new_name) else {
                if is_model {
                    let text = format!("`models::{name}` is gone");
                    self.changes.push(ApiChange {
                        alone: "has no type of its own any more",
                        ..ApiChange::new(place, Level::Major, text)
                    });
                }
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
            if let place @ ApiPlace::Type(_) = self.of_type(name) {
                let text = format!("`models::{name}` is new");
                self.changes.push(ApiChange {
                    alone: "has a type of its own from now on",
                    ..ApiChange::new(place, Level::Minor, text)
                });
            }
        }
    }

    fn type_item(&mut self, name: &str, base: &TypeItem, head: &TypeItem) {
        let place = self.of_type(name);
        self.docs(place.clone(), &format!("`{name}`"), &base.docs, &head.docs);
        if base.kind != head.kind {
            let text = format!("`{name}` changes from {:?} to {:?}", base.kind, head.kind);
            self.add(place, Level::Major, text);
            return;
        }
        if base.tag != head.tag {
            let text = "its variants are told apart by another property".to_owned();
            self.add(place.clone(), Level::Patch, text);
        }
        // Whether all of what is sent has a value by itself, the constructor says.
        let telling = |item: &TypeItem| -> Vec<String> {
            let attributes = item.attributes.iter().cloned();
            attributes.filter(|text| text != "serde(default)").collect()
        };
        self.attributes(&place, name, &telling(base), &telling(head));
        let said = self.making(name, base, head);
        let mut added: Vec<&Member> = head.members.iter().collect();
        for member in &base.members {
            let place = self.of_member(name, &member.wire);
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
                    self.member(place.clone(), &path, member, other, taken);
                    if !said.fields.contains(&member.name) {
                        self.content(place, &path, member, other);
                    }
                }
                None if said.fields.contains(&member.name) => {}
                None => self.add(place, Level::Major, format!("{path} is gone")),
            }
        }
        for member in added {
            let place = self.of_member(name, &member.wire);
            let (level, why) = match base.is_open() {
                true => (Level::Minor, ""),
                false => (Level::Major, ", and the type is not `#[non_exhaustive]`"),
            };
            if level == Level::Major || !said.fields.contains(&member.name) {
                let text = format!("`{name}::{}` is new{why}", member.name);
                self.add(place, level, text);
            }
        }
        let order = |item: &TypeItem, others: &TypeItem| -> Vec<String> {
            let shared = item
                .members
                .iter()
                .filter(|member| others.members.iter().any(|other| other.name == member.name));
            shared.map(|member| member.name.clone()).collect()
        };
        if order(base, head) != order(head, base) && !said.order {
            let text = format!("what `{name}` has stands in another order");
            self.changes.push(ApiChange {
                alone: "what it has stands in another order",
                ..ApiChange::new(place, Level::Patch, text)
            });
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
        let (own, other) = self.contents(base, head);
        // Another type is decoded in another way; of the attributes only the others say more.
        let telling = |member: &Member| -> Vec<String> {
            let attributes = member.attributes.iter().cloned();
            attributes
                .filter(|text| own == other || !text.starts_with("serde"))
                .collect()
        };
        self.attributes(&place, path, &telling(base), &telling(head));
    }

    /// The types of two members, in the names of HEAD.
    fn contents(&self, base: &Member, head: &Member) -> (Option<String>, Option<String>) {
        let own = base.content.as_ref();
        (
            own.map(|content| self.renamed(content)),
            head.content.as_ref().map(tokens),
        )
    }

    fn content(&mut self, place: ApiPlace, path: &str, base: &Member, head: &Member) {
        let (own, other) = self.contents(base, head);
        if own == other {
            return;
        }
        let shown = |content: &Option<String>| match content {
            Some(content) => format!("`{content}`"),
            None => "nothing".to_owned(),
        };
        let text = format!("{path} changes from {} to {}", shown(&own), shown(&other));
        let contents = [&base.content, &head.content].into_iter().flatten();
        self.changes.push(ApiChange {
            mentions: contents.flat_map(idents).collect(),
            ..ApiChange::new(place, Level::Major, text)
        });
    }

    pub(super) fn attributes(
        &mut self,
        place: &ApiPlace,
        path: &str,
        base: &[String],
        head: &[String],
    ) {
        let missing = |one: &[String], other: &[String]| -> Vec<String> {
            let missing = one.iter().filter(|attribute| !other.contains(attribute));
            missing.cloned().collect()
        };
        let is_deprecated = |list: &[String]| {
            list.iter()
                .any(|attribute| attribute.starts_with("deprecated"))
        };
        let still_deprecated = is_deprecated(base) && is_deprecated(head);
        let is_note = |attribute: &String| still_deprecated && attribute.starts_with("deprecated");
        for attribute in missing(base, head)
            .iter()
            .filter(|attribute| !is_note(attribute))
        {
            let (level, what) = match attribute.as_str() {
                text if text.starts_with("deprecated") => (Level::Patch, "is no longer"),
                text if text.starts_with("serde") => (Level::Patch, "loses"),
                "non_exhaustive" => (Level::Minor, "is no longer"),
                _ => (Level::Major, "loses"),
            };
            self.add(place.clone(), level, format!("{path} {what} `{attribute}`"));
        }
        for attribute in missing(head, base) {
            if is_note(&attribute) {
                self.changes.push(ApiChange::prose(place.clone(), path));
                continue;
            }
            let (level, what) = match attribute.as_str() {
                text if text.starts_with("deprecated") => (Level::Minor, "is"),
                text if text.starts_with("serde") => (Level::Patch, "gains"),
                "non_exhaustive" => (Level::Major, "becomes"),
                _ => (Level::Minor, "gains"),
            };
            self.add(place.clone(), level, format!("{path} {what} `{attribute}`"));
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
