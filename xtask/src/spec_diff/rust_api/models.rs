//! Compares models and their members.

use super::{Comparison, Item, Paired};
use crate::codegen::model::{Kind, Member, Model, Ty};
use crate::spec_diff::subject::Subject;
use crate::spec_diff::verdict::Level;

impl Comparison<'_> {
    pub(super) fn compare_models(&mut self) {
        let new_name = |name: &str| self.new_name(name).to_owned();
        let (own, others) = (&self.base.api.models, &self.head.api.models);
        let models = Paired::new(own, others, |model| &model.name, new_name);
        for (model, level, text) in models.one_sided {
            let name = &model.name;
            let item = Item::new(self.path_of(name), format!("models::{name}"));
            // The model of a query comes and goes with the result of its method.
            if !matches!(item.path.subject, Subject::Operation(_)) {
                self.add(&item, level, text);
            }
        }
        for (base, head) in models.both {
            if base.name != head.name {
                let path = self.path_of(&base.name);
                let item = Item::new(path, format!("models::{}", base.name));
                self.add(
                    &item,
                    Level::Major,
                    format!("is now `models::{}`", head.name),
                );
            }
            self.compare_model(base, head);
        }
    }

    fn compare_model(&mut self, base: &Model, head: &Model) {
        let name = base.name.as_str();
        let item = Item::new(self.path_of(name), name);
        self.compare_docs(&item, &base.docs, &head.docs);
        let (before, after) = (kind(base), kind(head));
        if before != after {
            let text = format!("changes from {before} to {after}");
            self.add(&item, Level::Major, text);
            return;
        }
        if tag(base) != tag(head) {
            self.add(&item, Level::Patch, "has another tag");
        }
        let reported = self.compare_creation(name, base, head);
        let mut added = head.members();
        for member in base.members() {
            // Programs use the Rust name, so that comes first.
            let same_name = |other: &Member<'_>| other.name == member.name;
            let same_wire = |other: &Member<'_>| other.wire == member.wire;
            let index = added.iter().position(same_name);
            let index = index.or_else(|| added.iter().position(same_wire));
            let item = self.member(name, member.name, member.wire);
            let is_reported = reported.fields.contains(member.name);
            match index.map(|index| added.remove(index)) {
                Some(other) => {
                    let mut others = head.members().into_iter();
                    let is_taken = others.any(|it| it.wire == member.wire && it.name != other.name);
                    self.compare_member(&item, &member, &other, is_taken);
                    if !is_reported {
                        self.compare_content(&item, &member, &other);
                    }
                }
                None if is_reported => {}
                None => {
                    self.add(&item, Level::Major, "is gone");
                }
            }
        }
        added.retain(|member| !reported.fields.contains(member.name));
        for member in added {
            self.add(
                &self.member(name, member.name, member.wire),
                Level::Minor,
                "is new",
            );
        }
        let order = |model: &Model, others: &Model| -> Vec<String> {
            let members = model.members().into_iter();
            let shared = members.filter(|member| others.member(member.name).is_some());
            shared.map(|member| member.name.to_owned()).collect()
        };
        if order(base, head) != order(head, base) && !reported.order {
            self.add(&item, Level::Patch, "has its members in another order");
        }
    }

    /// Compares two members, except their types. `is_taken`: another member has the name in JSON now.
    fn compare_member(
        &mut self,
        item: &Item,
        base: &Member<'_>,
        head: &Member<'_>,
        is_taken: bool,
    ) {
        self.compare_docs(item, base.docs, head.docs);
        if base.name != head.name {
            self.add(item, Level::Major, format!("is now called `{}`", head.name));
        }
        if base.wire != head.wire {
            let (level, effect) = match is_taken {
                true => (
                    Level::Major,
                    "; programs still compile and mean something else",
                ),
                false => (Level::Patch, ""),
            };
            let (own, other) = (base.wire, head.wire);
            let text = format!("is `{other}` on the wire instead of `{own}`{effect}");
            self.add(item, level, text);
        }
        let Some((own, other)) = base.field.zip(head.field) else {
            return;
        };
        // If the type changes, decoding changes anyway.
        if own.absence != other.absence && self.renamed(&own.ty) == other.ty {
            let (own, other) = (own.absence, other.absence);
            let text = format!("is {other} if it is absent, instead of {own}");
            self.add(item, Level::Patch, text);
        }
        self.compare_deprecation(item, &own.deprecated, &other.deprecated);
    }

    /// Compares the types of two members.
    fn compare_content(&mut self, item: &Item, base: &Member<'_>, head: &Member<'_>) {
        let own = base.content.map(|ty| self.renamed(ty));
        if own.as_ref() == head.content {
            return;
        }
        let shown =
            |ty: Option<&Ty>| ty.map_or_else(|| "nothing".to_owned(), |ty| format!("`{ty}`"));
        let (before, after) = (shown(own.as_ref()), shown(head.content));
        let text = format!("changes from {before} to {after}");
        let types = base.content.into_iter().chain(head.content);
        let models = types.filter_map(Ty::model).map(str::to_owned);
        self.add(item, Level::Major, text).effect.mentions = models.collect();
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
