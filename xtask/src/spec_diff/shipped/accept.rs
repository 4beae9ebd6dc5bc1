//! Looks for answers that a client does not decode.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::Trouble;
use super::decoder::{Decoder, decoder, may_be_absent};
use crate::spec_diff::contract::{Object, Shape, View, media_type};
use crate::spec_diff::rust_api::{ApiPlace, Method, RustApi, TypeItem, TypeKind};
use crate::spec_diff::spec::{Part, Spec};

/// What `method` of `code` does not decode of the answers that `spec` allows.
pub(super) fn answers(
    code: &RustApi,
    spec: &Spec,
    id: &str,
    method: &Method,
    operation: &Part<'_>,
) -> BTreeSet<Trouble> {
    let mut acceptance = Acceptance {
        code,
        spec,
        seen: BTreeSet::new(),
        open: Vec::new(),
        troubles: BTreeSet::new(),
    };
    let place = ApiPlace::Operation(id.to_owned());
    let responses = operation.get("responses");
    let successes: Vec<_> = responses
        .iter()
        .flat_map(Part::entries)
        .filter(|(status, _)| status.starts_with('2'))
        .collect();
    if successes.is_empty() {
        acceptance.trouble(
            &place,
            NO_JSON,
            "no success is described any more".to_owned(),
            None,
        );
    }
    for (status, response) in successes {
        // Bytes are taken as they come.
        if is_content(&method.result) {
            continue;
        }
        let response = View::of(spec, &response).full(spec);
        let content = response.keys.get("content");
        let mut media = content.into_iter().flat_map(Part::entries);
        let json = media.find(|(media, _)| media_type(media) == "application/json");
        let json = json.map(|(_, json)| json);
        match json.and_then(|json| json.get("schema")) {
            Some(schema) => acceptance.answer(&place, method, &schema),
            None => {
                let text = format!("the answer {status} has no JSON, which the client decodes");
                acceptance.trouble(&place, NO_JSON, text, None);
            }
        }
    }
    acceptance.troubles
}

/// Whether a method gives the body as it is, whatever that is.
fn is_content(result: &syn::Type) -> bool {
    matches!(result, syn::Type::Path(path) if path.path.is_ident("Content"))
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
    code: &'a RustApi,
    spec: &'a Spec,
    /// Models and schemas that have met, against endless descent.
    seen: BTreeSet<(String, String)>,
    /// Definitions that are being looked at, against endless descent.
    open: Vec<String>,
    troubles: BTreeSet<Trouble>,
}

impl<'a> Acceptance<'a> {
    fn trouble(
        &mut self,
        place: &ApiPlace,
        causes: &'static [&'static str],
        text: String,
        schema: Option<String>,
    ) {
        self.troubles.insert(Trouble {
            place: place.clone(),
            text,
            mentions: schema.into_iter().collect(),
            causes,
            is_of_request: false,
        });
    }

    fn answer(&mut self, place: &ApiPlace, method: &Method, schema: &Part<'a>) {
        let Some(decoder) = Decoder::of(&method.result) else {
            return;
        };
        let unwrap = method
            .operation
            .get("unwrap")
            .and_then(|unwrap| unwrap.split('"').nth(1));
        let Some(key) = unwrap else {
            self.value(place, &decoder, schema);
            return;
        };
        let envelope = View::of(self.spec, schema).full(self.spec);
        if envelope.flag("nullable") {
            let text = format!("the answer may be null instead of holding `{key}`");
            self.trouble(place, NULL, text, None);
        }
        match envelope.properties.get(key) {
            Some(part) if envelope.required.contains(key) => self.value(place, &decoder, part),
            _ => {
                let text = format!("the answer need not have `{key}`, which holds the value");
                self.trouble(place, MISSING, text, None);
            }
        }
    }

    fn value(&mut self, place: &ApiPlace, decoder: &Decoder, part: &Part<'a>) {
        let view = View::of(self.spec, part);
        let definition = view.definition();
        if self.open.contains(&definition) {
            return;
        }
        if self.open.len() > DEPTH {
            let text = "is nested too deep for a review to follow".to_owned();
            self.trouble(place, &[], text, None);
            return;
        }
        self.open.push(definition);
        self.any_value(place, decoder, &view);
        self.open.pop();
    }

    fn any_value(&mut self, place: &ApiPlace, decoder: &Decoder, view: &View<'a>) {
        let object = view.full(self.spec);
        let name = object.name.clone();
        if object.flag("nullable") && !self.takes_null(decoder) {
            let text = format!("may be null, and the client expects {}", decoder.expects());
            self.trouble(place, NULL, text, name.clone());
        }
        if object.is_union() {
            let lists = ["oneOf", "anyOf"]
                .into_iter()
                .filter_map(|key| object.keys.get(key));
            for member in lists.flat_map(Part::items) {
                self.value(place, decoder, &member);
            }
            return;
        }
        self.kind(place, decoder, &object, name);
    }

    /// A value that is neither null nor of a union.
    fn kind(
        &mut self,
        place: &ApiPlace,
        decoder: &Decoder,
        object: &Object<'a>,
        name: Option<String>,
    ) {
        let shape = object.shape();
        let fits = match (decoder, shape) {
            (Decoder::Bytes, Shape::Type("string")) => {
                if object.text("format") != Some("byte") {
                    let text = "may be any text, and the client expects base64".to_owned();
                    self.trouble(place, FORMAT, text, name);
                }
                return;
            }
            (Decoder::Any | Decoder::Time, _) => true,
            (Decoder::Optional(inner), _) => {
                self.kind(place, inner, object, name);
                return;
            }
            (Decoder::Model(model), _) => {
                self.model(place, model, object, name);
                return;
            }
            (Decoder::List(inner), Shape::Type("array")) => {
                match object.keys.get("items") {
                    Some(items) => self.value(place, inner, items),
                    None if matches!(**inner, Decoder::Any | Decoder::Time) => {}
                    None => self.trouble(place, TYPE, "its items may be anything".to_owned(), name),
                }
                return;
            }
            (Decoder::Map(inner), Shape::Type("object")) => {
                self.map(place, inner, object);
                return;
            }
            // A number between two integers is rounded.
            (Decoder::Integer(range), Shape::Type("integer" | "number")) => {
                self.integer(place, range, object);
                return;
            }
            (Decoder::Text, Shape::Type("string"))
            | (Decoder::Number, Shape::Type("number" | "integer"))
            | (Decoder::Flag, Shape::Type("boolean")) => true,
            _ => false,
        };
        if !fits {
            let text = format!(
                "may be {shape}, and the client expects {}",
                decoder.expects()
            );
            self.trouble(place, TYPE, text, name);
        }
    }

    fn integer(&mut self, place: &ApiPlace, range: &RangeInclusive<i128>, object: &Object<'a>) {
        for key in ["minimum", "maximum"] {
            let limit = object.number(key).map(|limit| limit as i128);
            if limit.is_some_and(|limit| !range.contains(&limit)) {
                let text = format!("its `{key}` does not fit into the client's integer");
                self.trouble(place, LIMIT, text, None);
            }
        }
    }

    fn map(&mut self, place: &ApiPlace, inner: &Decoder, object: &Object<'a>) {
        let others = object.keys.get("additionalProperties");
        let values = others.filter(|part| part.value.is_object());
        let own: Vec<_> = object.properties.values().cloned().collect();
        for part in values.into_iter().chain(&own) {
            self.value(place, inner, part);
        }
        let is_open = others.is_none_or(|part| *part.value == true);
        if values.is_none() && is_open && *inner != Decoder::Any && own.is_empty() {
            self.trouble(place, OTHERS, "its values may be anything".to_owned(), None);
        }
    }

    fn model(&mut self, place: &ApiPlace, model: &str, object: &Object<'a>, name: Option<String>) {
        if !self.seen.insert((model.to_owned(), object.pointer.clone())) {
            return;
        }
        let Some(item) = self.code.types.get(model) else {
            return;
        };
        let shape = object.shape();
        let expected = match item.kind {
            TypeKind::UntaggedUnion => return,
            TypeKind::OpenEnum | TypeKind::ClosedEnum => "string",
            TypeKind::Struct | TypeKind::TaggedUnion => "object",
        };
        if shape != Shape::Type(expected) {
            let text = format!("may be {shape}, and the client expects a {model}");
            // Seen at this place only: elsewhere it may be met again.
            self.seen
                .remove(&(model.to_owned(), object.pointer.clone()));
            self.trouble(place, TYPE, text, name);
            return;
        }
        match item.kind {
            TypeKind::Struct => self.fields(model, item, object),
            TypeKind::TaggedUnion => self.variants(place, item, object),
            TypeKind::ClosedEnum => self.values(model, item, object),
            TypeKind::OpenEnum | TypeKind::UntaggedUnion => {}
        }
    }

    fn fields(&mut self, model: &str, item: &TypeItem, object: &Object<'a>) {
        let closed = item
            .attributes
            .iter()
            .any(|text| text.contains("deny_unknown_fields"));
        for field in &item.members {
            let place = ApiPlace::Member(model.to_owned(), field.wire.clone());
            let decoder = decoder(field);
            let property = object.properties.get(field.wire.as_str());
            // What is only written is in no answer.
            let is_sent =
                |part: &&Part<'a>| !View::of(self.spec, part).full(self.spec).flag("writeOnly");
            match (property.filter(is_sent), decoder) {
                (Some(part), Some(decoder)) => {
                    if !object.required.contains(field.wire.as_str()) && !may_be_absent(field) {
                        let text = "may be missing, and the client demands it".to_owned();
                        self.trouble(&place, MISSING, text, None);
                    }
                    self.value(&place, &decoder, part);
                }
                (None, _) if !may_be_absent(field) => {
                    let text = "is no longer sent, and the client demands it".to_owned();
                    self.trouble(&place, MISSING, text, None);
                }
                _ => {}
            }
        }
        let known = |name: &str| item.members.iter().any(|field| field.wire == name);
        for name in object
            .properties
            .keys()
            .filter(|name| closed && !known(name))
        {
            let place = ApiPlace::Member(model.to_owned(), (*name).to_owned());
            self.trouble(
                &place,
                &[],
                "is unknown to the client, which refuses that".to_owned(),
                None,
            );
        }
    }

    /// An object whose tag is known is decoded as that variant; one whose tag is not is kept.
    fn variants(&mut self, place: &ApiPlace, item: &TypeItem, object: &Object<'a>) {
        let tag = item.tag.as_deref().unwrap_or_default();
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
        for variant in &item.members {
            let possible = values
                .as_ref()
                .is_none_or(|values| values.contains(variant.wire.as_str()));
            if let Some(decoder) = variant.content.as_ref().and_then(Decoder::of)
                && possible
            {
                self.kind(place, &decoder, object, None);
            }
        }
    }

    fn values(&mut self, model: &str, item: &TypeItem, object: &Object<'a>) {
        let values = object
            .keys
            .get("enum")
            .map(|values| values.items().collect::<Vec<_>>());
        for value in values
            .into_iter()
            .flatten()
            .filter_map(|value| value.text())
        {
            if !item.members.iter().any(|variant| variant.wire == value) {
                let place = ApiPlace::Member(model.to_owned(), value.to_owned());
                self.trouble(
                    &place,
                    &[],
                    "is unknown to the client, whose enum is closed".to_owned(),
                    None,
                );
            }
        }
    }

    fn takes_null(&self, decoder: &Decoder) -> bool {
        match decoder {
            Decoder::Any | Decoder::Time | Decoder::Optional(_) => true,
            // Any other value is kept as it is.
            Decoder::Model(name) => self
                .code
                .types
                .get(name)
                .is_some_and(|item| item.kind == TypeKind::UntaggedUnion),
            _ => false,
        }
    }
}
