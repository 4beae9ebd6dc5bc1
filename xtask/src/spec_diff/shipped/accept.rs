//! Looks for answers that a client does not decode.

use std::collections::BTreeSet;

use super::Breakage;
use crate::codegen::model::{Absence, ApiModel, Field, Kind, Operation, Ty, Variant};
use crate::spec_diff::contract::media_type;
use crate::spec_diff::openapi::{Object, Shape, View};
use crate::spec_diff::rust_api::ApiItem;
use crate::spec_diff::spec::{Part, Spec};

/// What `method` of `code` does not decode of the answers that `spec` allows.
pub(super) fn answers(
    code: &ApiModel,
    spec: &Spec,
    method: &Operation,
    operation: &Part<'_>,
) -> BTreeSet<Breakage> {
    let mut acceptance = Acceptance {
        code,
        spec,
        seen: BTreeSet::new(),
        open: Vec::new(),
        breakages: BTreeSet::new(),
    };
    let item = ApiItem::Operation(method.id.clone());
    let responses = operation.get("responses");
    let successes: Vec<_> = responses
        .iter()
        .flat_map(Part::entries)
        .filter(|(status, _)| status.starts_with('2'))
        .collect();
    if successes.is_empty() {
        acceptance.breakage(
            &item,
            NO_JSON,
            "no success is described any more".to_owned(),
            None,
        );
    }
    for (status, response) in successes {
        // Bytes are taken as they come.
        if method.result == Ty::Content {
            continue;
        }
        let response = View::of(spec, &response).full(spec);
        let content = response.keys.get("content");
        let mut media = content.into_iter().flat_map(Part::entries);
        let json = media.find(|(media, _)| media_type(media) == "application/json");
        let json = json.map(|(_, json)| json);
        match json.and_then(|json| json.get("schema")) {
            Some(schema) => acceptance.answer(&item, method, &schema),
            None => {
                let text = format!("the answer {status} has no JSON, which the client decodes");
                acceptance.breakage(&item, NO_JSON, text, None);
            }
        }
    }
    acceptance.breakages
}

const NO_JSON: &[&str] = &[
    "media-type-removed",
    "success-status-removed",
    "success-status-added",
    "content-no-longer-described",
];
const NULL: &[&str] = &["null-allowed"];
const MISSING: &[&str] = &[
    "property-became-optional",
    "required-property-removed",
    "optional-property-removed",
    "property-renamed",
    "became-write-only",
];
const TYPE: &[&str] = &[
    "type-changed",
    "type-widened",
    "union-member-added",
    "reference-changed",
];
const FORMAT: &[&str] = &["format-removed", "format-changed"];
const LIMIT: &[&str] = &["maximum-raised", "minimum-lowered"];
const OTHERS: &[&str] = &["other-properties-allowed"];

/// So many values are followed one inside another.
const DEPTH: usize = 200;

struct Acceptance<'a> {
    code: &'a ApiModel,
    spec: &'a Spec,
    /// Models and schemas that have met, against endless descent.
    seen: BTreeSet<(String, String)>,
    /// Definitions that are being looked at, against endless descent.
    open: Vec<String>,
    breakages: BTreeSet<Breakage>,
}

impl<'a> Acceptance<'a> {
    fn breakage(
        &mut self,
        item: &ApiItem,
        causes: &'static [&'static str],
        text: String,
        schema: Option<String>,
    ) {
        self.breakages.insert(Breakage {
            item: item.clone(),
            text,
            mentions: schema.into_iter().collect(),
            causes,
            is_of_request: false,
        });
    }

    fn answer(&mut self, item: &ApiItem, method: &Operation, schema: &Part<'a>) {
        let ty = &method.result;
        let Some(key) = method.unwrap.as_deref() else {
            self.value(item, ty, schema);
            return;
        };
        let envelope = View::of(self.spec, schema).full(self.spec);
        if envelope.flag("nullable") {
            let text = format!("the answer may be null instead of holding `{key}`");
            self.breakage(item, NULL, text, None);
        }
        match envelope.properties.get(key) {
            Some(part) if envelope.required.contains(key) => self.value(item, ty, part),
            _ => {
                let text = format!("the answer need not have `{key}`, which holds the value");
                self.breakage(item, MISSING, text, None);
            }
        }
    }

    fn value(&mut self, item: &ApiItem, ty: &Ty, part: &Part<'a>) {
        let view = View::of(self.spec, part);
        let definition = view.definition();
        if self.open.contains(&definition) {
            return;
        }
        if self.open.len() > DEPTH {
            let text = "is nested too deep for a review to follow".to_owned();
            self.breakage(item, &[], text, None);
            return;
        }
        self.open.push(definition);
        self.any_value(item, ty, &view);
        self.open.pop();
    }

    fn any_value(&mut self, item: &ApiItem, ty: &Ty, view: &View<'a>) {
        let object = view.full(self.spec);
        let name = object.name.clone();
        if object.flag("nullable") && !self.takes_null(ty) {
            let text = format!("may be null, and the client expects {}", expects(ty));
            self.breakage(item, NULL, text, name.clone());
        }
        if object.is_union() {
            let lists = ["oneOf", "anyOf"]
                .into_iter()
                .filter_map(|key| object.keys.get(key));
            for member in lists.flat_map(Part::items) {
                self.value(item, ty, &member);
            }
            return;
        }
        self.kind(item, ty, &object, name);
    }

    /// A value that is neither null nor of a union.
    fn kind(&mut self, item: &ApiItem, ty: &Ty, object: &Object<'a>, name: Option<String>) {
        let shape = object.shape();
        let fits = match (ty, shape) {
            (Ty::Bytes, Shape::Type("string")) => {
                if object.text("format") != Some("byte") {
                    let text = "may be any text, and the client expects base64".to_owned();
                    self.breakage(item, FORMAT, text, name);
                }
                return;
            }
            (Ty::Json | Ty::Time, _) => true,
            (Ty::Option(inner) | Ty::Nullable(inner) | Ty::Boxed(inner), _) => {
                self.kind(item, inner, object, name);
                return;
            }
            (Ty::Model(model), _) => {
                self.model(item, model, object, name);
                return;
            }
            (Ty::List(inner), Shape::Type("array")) => {
                match object.keys.get("items") {
                    Some(items) => self.value(item, inner, items),
                    None if matches!(**inner, Ty::Json | Ty::Time) => {}
                    None => self.breakage(item, TYPE, "its items may be anything".to_owned(), name),
                }
                return;
            }
            (Ty::Map(inner), Shape::Type("object")) => {
                self.map(item, inner, object);
                return;
            }
            // A number between two integers is rounded.
            (Ty::Integer, Shape::Type("integer" | "number")) => {
                self.integer(item, object);
                return;
            }
            (Ty::Text | Ty::Secret, Shape::Type("string"))
            | (Ty::Number, Shape::Type("number" | "integer"))
            | (Ty::Bool, Shape::Type("boolean")) => true,
            _ => false,
        };
        if !fits {
            let text = format!("may be {shape}, and the client expects {}", expects(ty));
            self.breakage(item, TYPE, text, name);
        }
    }

    fn integer(&mut self, item: &ApiItem, object: &Object<'a>) {
        let range = i128::from(i64::MIN)..=i128::from(i64::MAX);
        for key in ["minimum", "maximum"] {
            let limit = object.number(key).map(|limit| limit as i128);
            if limit.is_some_and(|limit| !range.contains(&limit)) {
                let text = format!("its `{key}` does not fit into the client's integer");
                self.breakage(item, LIMIT, text, None);
            }
        }
    }

    fn map(&mut self, item: &ApiItem, inner: &Ty, object: &Object<'a>) {
        let others = object.keys.get("additionalProperties");
        let values = others.filter(|part| part.value.is_object());
        let own: Vec<_> = object.properties.values().cloned().collect();
        for part in values.into_iter().chain(&own) {
            self.value(item, inner, part);
        }
        let is_open = others.is_none_or(|part| *part.value == true);
        if values.is_none() && is_open && *inner != Ty::Json && own.is_empty() {
            self.breakage(item, OTHERS, "its values may be anything".to_owned(), None);
        }
    }

    fn model(&mut self, item: &ApiItem, model: &str, object: &Object<'a>, name: Option<String>) {
        if !self.seen.insert((model.to_owned(), object.pointer.clone())) {
            return;
        }
        let Some(decoded) = self.code.model(model) else {
            return;
        };
        let shape = object.shape();
        let expected = match decoded.kind {
            Kind::UntaggedUnion(_) => return,
            Kind::OpenEnum(_) => "string",
            Kind::Struct(_) | Kind::TaggedUnion { .. } => "object",
        };
        if shape != Shape::Type(expected) {
            let text = format!("may be {shape}, and the client expects a {model}");
            // Seen at this place only: elsewhere it may be met again.
            self.seen
                .remove(&(model.to_owned(), object.pointer.clone()));
            self.breakage(item, TYPE, text, name);
            return;
        }
        match &decoded.kind {
            Kind::Struct(fields) => self.fields(model, fields, object),
            Kind::TaggedUnion { tag, variants } => self.variants(item, tag, variants, object),
            Kind::OpenEnum(_) | Kind::UntaggedUnion(_) => {}
        }
    }

    fn fields(&mut self, model: &str, fields: &[Field], object: &Object<'a>) {
        for field in fields {
            let item = ApiItem::Member(model.to_owned(), field.wire.clone());
            let may_be_absent = field.absence != Absence::Error;
            // A null is a member that is missing.
            let ty = match field.absence {
                Absence::Empty => Ty::Option(Box::new(field.ty.clone())),
                _ => field.ty.clone(),
            };
            let property = object.properties.get(field.wire.as_str());
            // What is only written is in no answer.
            let is_sent =
                |part: &&Part<'a>| !View::of(self.spec, part).full(self.spec).flag("writeOnly");
            match property.filter(is_sent) {
                Some(part) => {
                    if !object.required.contains(field.wire.as_str()) && !may_be_absent {
                        let text = "may be missing, and the client demands it".to_owned();
                        self.breakage(&item, MISSING, text, None);
                    }
                    self.value(&item, &ty, part);
                }
                None if !may_be_absent => {
                    let text = "is no longer sent, and the client demands it".to_owned();
                    self.breakage(&item, MISSING, text, None);
                }
                None => {}
            }
        }
    }

    /// An object whose tag is known is decoded as that variant; one whose tag is not is kept.
    fn variants(&mut self, item: &ApiItem, tag: &str, variants: &[Variant], object: &Object<'a>) {
        let Some(part) = object.properties.get(tag) else {
            return;
        };
        let values = View::of(self.spec, part).full(self.spec);
        // A tag that is no text is one that the client does not know.
        if !matches!(
            values.shape(),
            Shape::Type("string") | Shape::Any | Shape::Union
        ) {
            return;
        }
        let values: Option<BTreeSet<_>> = values
            .keys
            .get("enum")
            .map(|values| values.items().filter_map(|value| value.text()).collect());
        for variant in variants {
            let possible = values
                .as_ref()
                .is_none_or(|values| values.contains(variant.wire.as_str()));
            if let Some(content) = variant.content.as_ref().filter(|_| possible) {
                self.kind(item, content, object, None);
            }
        }
    }

    fn takes_null(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Json | Ty::Time | Ty::Option(_) | Ty::Nullable(_) => true,
            Ty::Boxed(inner) => self.takes_null(inner),
            // Any other value is kept as it is.
            Ty::Model(name) => self
                .code
                .model(name)
                .is_some_and(|model| matches!(model.kind, Kind::UntaggedUnion(_))),
            _ => false,
        }
    }
}

/// Returns the JSON that a type expects, for people.
fn expects(ty: &Ty) -> String {
    match ty {
        Ty::Json | Ty::Content => "any JSON".to_owned(),
        Ty::Time => "a time or null".to_owned(),
        Ty::Text | Ty::Secret => "a string".to_owned(),
        Ty::Bytes => "base64".to_owned(),
        Ty::Number => "a number".to_owned(),
        Ty::Integer => "an integer".to_owned(),
        Ty::Bool => "a boolean".to_owned(),
        Ty::Option(inner) | Ty::Nullable(inner) => format!("{} or null", expects(inner)),
        Ty::List(_) => "an array".to_owned(),
        Ty::Map(_) => "an object".to_owned(),
        Ty::Model(name) => format!("a {name}"),
        Ty::Boxed(inner) => expects(inner),
    }
}
