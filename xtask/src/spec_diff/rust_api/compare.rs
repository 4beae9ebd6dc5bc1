//! What differs between two Rust APIs.

use std::collections::{BTreeMap, BTreeSet};

use super::ApiItem;
use crate::codegen::emit::Examples;
use crate::codegen::model::{
    ApiModel, Deprecation, Kind, Location, Member, Model, Operation, Resource, Ty,
};
use crate::spec_diff::verdict::Level;

/// One difference.
#[derive(Debug)]
pub(crate) struct ApiChange {
    pub(crate) item: ApiItem,
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
    pub(super) fn new(item: ApiItem, level: Level, text: String) -> Self {
        Self {
            item,
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
    pub(super) fn prose(item: ApiItem, path: &str) -> Self {
        Self {
            is_prose: true,
            alone: "the generated documentation changes",
            ..Self::new(
                item,
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

/// One of two APIs, by names.
pub(super) struct Side<'a> {
    pub(super) models: BTreeMap<&'a str, &'a Model>,
    /// By operation id.
    pub(super) operations: BTreeMap<&'a str, &'a Operation>,
    pub(super) resources: BTreeMap<&'a str, &'a Resource>,
    pub(super) examples: Examples<'a>,
}

impl<'a> Side<'a> {
    fn of(api: &'a ApiModel) -> Self {
        let models = api.models.iter();
        let operations = api.operations();
        let resources = api.resources.iter();
        Self {
            models: models.map(|model| (model.name.as_str(), model)).collect(),
            operations: operations
                .map(|operation| (operation.id.as_str(), operation))
                .collect(),
            resources: resources
                .map(|resource| (resource.name.as_str(), resource))
                .collect(),
            examples: Examples::new(api),
        }
    }

    /// Returns the id of the operation whose query a model is. No schema is named so.
    fn query_of(&self, model: &str) -> Option<&'a str> {
        let location = self.models.get(model)?.location;
        let mut operations = self.operations.values();
        let takes = |operation: &&&Operation| operation.parameters.as_deref() == Some(model);
        let operation = operations.find(takes)?;
        (location == Some(Location::Query)).then_some(&operation.id)
    }
}

/// Compares two Rust APIs; places are in the names of BASE, but for what HEAD adds.
pub(crate) fn compare(base: &ApiModel, head: &ApiModel, renames: &Renames) -> Vec<ApiChange> {
    let (base, head) = (Side::of(base), Side::of(head));
    let mut renames = renames.clone();
    let queries: Vec<_> = queries(&base, &head, &renames).collect();
    renames.types.extend(queries);
    let mut comparison = Comparison {
        base: &base,
        head: &head,
        renames: &renames,
        changes: Vec::new(),
    };
    comparison.types();
    comparison.methods();
    comparison.resources();
    comparison.changes
}

/// Returns the models of queries by those at BASE: they are called after their operations.
fn queries<'a>(
    base: &'a Side<'_>,
    head: &'a Side<'_>,
    renames: &'a Renames,
) -> impl Iterator<Item = (String, String)> + 'a {
    let is_query = |side: &Side<'_>, model: &String| {
        let model = side.models.get(model.as_str());
        model.is_some_and(|model| model.location == Some(Location::Query))
    };
    renames.operations.iter().filter_map(move |(own, other)| {
        let own = base.operations.get(own.as_str())?.parameters.clone()?;
        let other = head.operations.get(other.as_str())?.parameters.clone()?;
        (is_query(base, &own) && is_query(head, &other)).then_some((own, other))
    })
}

pub(super) struct Comparison<'r> {
    pub(super) base: &'r Side<'r>,
    pub(super) head: &'r Side<'r>,
    pub(super) renames: &'r Renames,
    pub(super) changes: Vec<ApiChange>,
}

impl Comparison<'_> {
    /// The place of a model, or of the operation whose query it is.
    pub(super) fn of_type(&self, name: &str) -> ApiItem {
        let sides = [self.base, self.head];
        match sides.iter().find_map(|side| side.query_of(name)) {
            Some(id) => ApiItem::Operation(id.to_owned()),
            None => ApiItem::Type(name.to_owned()),
        }
    }

    /// The place of a field or variant, or of the parameter that a field stands for.
    pub(super) fn of_member(&self, name: &str, wire: &str) -> ApiItem {
        match self.of_type(name) {
            ApiItem::Operation(id) => ApiItem::Parameter(id, wire.to_owned()),
            _ => ApiItem::Member(name.to_owned(), wire.to_owned()),
        }
    }

    pub(super) fn add(&mut self, item: ApiItem, level: Level, text: String) {
        self.changes.push(ApiChange::new(item, level, text));
    }

    pub(super) fn docs(&mut self, item: ApiItem, path: &str, base: &str, head: &str) {
        if base != head {
            self.changes.push(ApiChange::prose(item, path));
        }
    }

    /// Returns the same type, names of models as at HEAD.
    pub(super) fn renamed(&self, base: &Ty) -> Ty {
        base.renamed(&self.renames.types)
    }

    /// Returns the name of a model at HEAD.
    pub(super) fn new_name<'n>(&'n self, model: &'n str) -> &'n str {
        self.renames.types.get(model).map_or(model, String::as_str)
    }

    fn types(&mut self) {
        let mut added: BTreeSet<&str> = self.head.models.keys().copied().collect();
        for (&name, model) in &self.base.models {
            let new_name = self.renames.types.get(name).map_or(name, String::as_str);
            let item = self.of_type(name);
            // The model of a query comes and goes with what its method gives.
            let is_model = matches!(item, ApiItem::Type(_));
            let Some(other) = self.head.models.get(new_name) else {
                if is_model {
                    let text = format!("`models::{name}` is gone");
                    self.changes.push(ApiChange {
                        alone: "has no type of its own any more",
                        ..ApiChange::new(item, Level::Major, text)
                    });
                }
                continue;
            };
            added.remove(new_name);
            if new_name != name {
                let text = format!("`models::{name}` is now `models::{new_name}`");
                self.add(item, Level::Major, text);
            }
            self.model(name, model, other);
        }
        for name in added {
            if let item @ ApiItem::Type(_) = self.of_type(name) {
                let text = format!("`models::{name}` is new");
                self.changes.push(ApiChange {
                    alone: "has a type of its own from now on",
                    ..ApiChange::new(item, Level::Minor, text)
                });
            }
        }
    }

    fn model(&mut self, name: &str, base: &Model, head: &Model) {
        let item = self.of_type(name);
        self.docs(item.clone(), &format!("`{name}`"), &base.docs, &head.docs);
        let (before, after) = (kind(base), kind(head));
        if before != after {
            let text = format!("`{name}` changes from {before} to {after}");
            self.add(item, Level::Major, text);
            return;
        }
        if tag(base) != tag(head) {
            let text = "its variants are told apart by another property".to_owned();
            self.add(item.clone(), Level::Patch, text);
        }
        let said = self.making(name, base, head);
        let all = head.members();
        let mut added = all.clone();
        for member in &base.members() {
            let item = self.of_member(name, member.wire);
            let path = format!("`{name}::{}`", member.name);
            // Programs name it as Rust does, so that comes first.
            let same_name = |other: &Member<'_>| other.name == member.name;
            let same_wire = |other: &Member<'_>| other.wire == member.wire;
            let index = added
                .iter()
                .position(same_name)
                .or_else(|| added.iter().position(same_wire));
            match index {
                Some(index) => {
                    let other = added.remove(index);
                    let taken = all.iter().any(|member_of_head| {
                        member_of_head.wire == member.wire && member_of_head.name != other.name
                    });
                    self.member(item.clone(), &path, member, &other, taken);
                    if !said.fields.contains(member.name) {
                        self.content(item, &path, member, &other);
                    }
                }
                None if said.fields.contains(member.name) => {}
                None => self.add(item, Level::Major, format!("{path} is gone")),
            }
        }
        for member in added {
            let item = self.of_member(name, member.wire);
            if !said.fields.contains(member.name) {
                let text = format!("`{name}::{}` is new", member.name);
                self.add(item, Level::Minor, text);
            }
        }
        let order = |model: &Model, others: &Model| -> Vec<String> {
            let members = model.members().into_iter();
            let shared = members.filter(|member| others.member(member.name).is_some());
            shared.map(|member| member.name.to_owned()).collect()
        };
        if order(base, head) != order(head, base) && !said.order {
            let text = format!("what `{name}` has stands in another order");
            self.changes.push(ApiChange {
                alone: "what it has stands in another order",
                ..ApiChange::new(item, Level::Patch, text)
            });
        }
    }

    /// Compares two members. `taken`: the name in JSON now belongs to another.
    fn member(
        &mut self,
        item: ApiItem,
        path: &str,
        base: &Member<'_>,
        head: &Member<'_>,
        taken: bool,
    ) {
        self.docs(item.clone(), path, base.docs, head.docs);
        if base.name != head.name {
            let text = format!("{path} is now called `{}`", head.name);
            self.add(item.clone(), Level::Major, text);
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
            self.add(item.clone(), level, text);
        }
        let (Some(own), Some(other)) = (base.field, head.field) else {
            return;
        };
        // Another type is decoded in another way.
        if own.absence != other.absence && self.renamed(&own.ty) == other.ty {
            let text = format!(
                "{path} is {} if it is absent, instead of {}",
                other.absence, own.absence
            );
            self.add(item.clone(), Level::Patch, text);
        }
        self.deprecation(&item, path, &own.deprecated, &other.deprecated);
    }

    fn content(&mut self, item: ApiItem, path: &str, base: &Member<'_>, head: &Member<'_>) {
        let own = base.content.map(|content| self.renamed(content));
        let other = head.content;
        if own.as_ref() == other {
            return;
        }
        let shown = |content: Option<&Ty>| match content {
            Some(content) => format!("`{content}`"),
            None => "nothing".to_owned(),
        };
        let text = format!(
            "{path} changes from {} to {}",
            shown(own.as_ref()),
            shown(other)
        );
        let contents = [base.content, head.content].into_iter().flatten();
        let models = contents.filter_map(Ty::model);
        self.changes.push(ApiChange {
            mentions: models.map(str::to_owned).collect(),
            ..ApiChange::new(item, Level::Major, text)
        });
    }

    pub(super) fn deprecation(
        &mut self,
        item: &ApiItem,
        path: &str,
        base: &Option<Deprecation>,
        head: &Option<Deprecation>,
    ) {
        match (base, head) {
            (None, Some(deprecation)) => {
                let text = format!("{path} is `{deprecation}`");
                self.add(item.clone(), Level::Minor, text);
            }
            (Some(deprecation), None) => {
                let text = format!("{path} is no longer `{deprecation}`");
                self.add(item.clone(), Level::Patch, text);
            }
            // Only the note differs.
            (own, other) if own != other => {
                self.changes.push(ApiChange::prose(item.clone(), path));
            }
            _ => {}
        }
    }
}

fn kind(model: &Model) -> &'static str {
    match &model.kind {
        Kind::Struct(_) => "a struct",
        Kind::OpenEnum(_) => "an enum",
        Kind::TaggedUnion { .. } => "a union with a tag",
        Kind::UntaggedUnion(_) => "a union of JSON types",
    }
}

fn tag(model: &Model) -> Option<&str> {
    match &model.kind {
        Kind::TaggedUnion { tag, .. } => Some(tag),
        _ => None,
    }
}
