//! Finds responses that a client cannot decode.

use std::collections::BTreeSet;

use crate::codegen::model::{Absence, ApiModel, Field, Kind, Operation, Ty, Variant};
use crate::spec_diff::contract::media_type;
use crate::spec_diff::explain::Effect;
use crate::spec_diff::openapi::{ApiPairs, Object, Shape, View};
use crate::spec_diff::spec::{Part, Spec};
use crate::spec_diff::subject::{Step, SubjectPath};

/// Returns the responses that HEAD allows, BASE does not, and `code` cannot decode.
pub(crate) fn breakages(
    code: &ApiModel,
    base: &Spec,
    head: &Spec,
    api: &ApiPairs<'_>,
) -> Vec<Effect> {
    let (mut before, mut after) = (Decoder::new(code, base), Decoder::new(code, head));
    for (own, other) in &api.operations {
        if let Some(operation) = own.id().and_then(|id| code.operation(id)) {
            before.responses(operation, &own.part);
            after.responses(operation, &other.part);
        }
    }
    let new = after.breakages.difference(&before.breakages);
    new.cloned().collect()
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

/// Decoding of the responses of a spec.
struct Decoder<'a> {
    code: &'a ApiModel,
    spec: &'a Spec,
    /// Values to decode: path in the code, type, schema.
    open: Vec<(SubjectPath, Ty, Part<'a>)>,
    /// Path, type and definition of all values so far, since schemas may be recursive.
    seen: BTreeSet<(SubjectPath, String, String)>,
    breakages: BTreeSet<Effect>,
}

impl<'a> Decoder<'a> {
    fn new(code: &'a ApiModel, spec: &'a Spec) -> Self {
        Self {
            code,
            spec,
            open: Vec::new(),
            seen: BTreeSet::new(),
            breakages: BTreeSet::new(),
        }
    }

    fn breakage(
        &mut self,
        path: &SubjectPath,
        causes: &'static [&'static str],
        object: &Object<'a>,
        text: impl Into<String>,
    ) {
        self.breakages.insert(Effect {
            path: path.clone(),
            text: text.into(),
            mentions: object.name.iter().cloned().collect(),
            causes,
            is_prose: false,
        });
    }

    fn open(&mut self, path: &SubjectPath, ty: &Ty, part: &Part<'a>) {
        self.open.push((path.clone(), ty.clone(), part.clone()));
    }

    /// Decodes all successful responses of an operation.
    fn responses(&mut self, operation: &Operation, part: &Part<'a>) {
        let path = SubjectPath::from_operation(operation);
        let responses = part.entries_of("responses");
        let successes: Vec<_> = responses
            .filter(|(status, _)| status.starts_with('2'))
            .collect();
        if successes.is_empty() {
            let text = "no successful response is described";
            self.breakage(&path, NO_JSON, &Object::default(), text);
        }
        for (status, response) in successes {
            // Bytes are not decoded.
            if operation.result == Ty::Content {
                continue;
            }
            let response = View::new(self.spec, &response).full(self.spec);
            let content = response.keys.get("content");
            let mut media = content.into_iter().flat_map(Part::entries);
            let json = media.find(|(media, _)| media_type(media) == "application/json");
            match json.and_then(|(_, json)| json.get("schema")) {
                Some(schema) => self.result(&path, operation, &schema),
                None => {
                    let text = format!("response {status} has no JSON, which the client decodes");
                    self.breakage(&path, NO_JSON, &Object::default(), text);
                }
            }
        }
        while let Some((path, ty, part)) = self.open.pop() {
            let view = View::new(self.spec, &part);
            let key = (path.clone(), ty.to_string(), view.definition());
            if self.seen.insert(key) {
                self.value(&path, &ty, &view.full(self.spec));
            }
        }
    }

    /// Decodes the result of an operation, out of its envelope if it has one.
    fn result(&mut self, path: &SubjectPath, operation: &Operation, schema: &Part<'a>) {
        let ty = &operation.result;
        let Some(key) = operation.unwrap.as_deref() else {
            return self.open(path, ty, schema);
        };
        let envelope = View::new(self.spec, schema).full(self.spec);
        match envelope.properties.get(key) {
            Some(part) if envelope.required.contains(key) => self.open(path, ty, part),
            _ => {
                let text = format!("the response may lack `{key}`, which holds the value");
                self.breakage(path, MISSING, &envelope, text);
            }
        }
        if envelope.flag("nullable") {
            let text = format!("the response may be null instead of an object with `{key}`");
            self.breakage(path, NULL, &envelope, text);
        }
    }

    fn value(&mut self, path: &SubjectPath, ty: &Ty, object: &Object<'a>) {
        if object.flag("nullable") && !self.takes_null(ty) {
            let text = format!("may be null, and the client expects {}", expects(ty));
            self.breakage(path, NULL, object, text);
        }
        if object.is_union() {
            for member in object.members() {
                self.open(path, ty, &member);
            }
        } else if !self.fits(path, bare(ty), object) {
            let (shape, expected) = (object.shape(), expects(ty));
            let text = format!("may be {shape}, and the client expects {expected}");
            self.breakage(path, TYPE, object, text);
        }
    }

    /// Returns false if the type decodes no JSON of this kind. The object is not a union.
    fn fits(&mut self, path: &SubjectPath, ty: &Ty, object: &Object<'a>) -> bool {
        match (ty, object.shape()) {
            (Ty::Json | Ty::Time, _) => true,
            (Ty::Model(name), shape) => match self.code.model(name).map(|model| &model.kind) {
                Some(Kind::Struct(fields)) if shape == Shape::Type("object") => {
                    self.fields(name, fields, object);
                    true
                }
                Some(Kind::TaggedUnion { tag, variants }) if shape == Shape::Type("object") => {
                    self.variants(path, tag, variants, object);
                    true
                }
                Some(Kind::OpenEnum(_)) => shape == Shape::Type("string"),
                Some(Kind::UntaggedUnion(_)) | None => true,
                _ => false,
            },
            (Ty::List(inner), Shape::Type("array")) => {
                match object.keys.get("items") {
                    Some(items) => self.open(path, inner, items),
                    None if matches!(**inner, Ty::Json | Ty::Time) => {}
                    None => self.breakage(path, TYPE, object, "its items may be anything"),
                }
                true
            }
            (Ty::Map(inner), Shape::Type("object")) => {
                self.entries(path, inner, object);
                true
            }
            // A number between two integers is rounded.
            (Ty::Integer, Shape::Type("integer" | "number")) => {
                self.integer(path, object);
                true
            }
            (Ty::Bytes, Shape::Type("string")) => {
                if object.text("format") != Some("byte") {
                    let text = "may be any string, and the client expects base64";
                    self.breakage(path, FORMAT, object, text);
                }
                true
            }
            (Ty::Text | Ty::Secret, Shape::Type("string"))
            | (Ty::Number, Shape::Type("number" | "integer"))
            | (Ty::Bool, Shape::Type("boolean")) => true,
            _ => false,
        }
    }

    fn integer(&mut self, path: &SubjectPath, object: &Object<'a>) {
        let range = i128::from(i64::MIN)..=i128::from(i64::MAX);
        for key in ["minimum", "maximum"] {
            let limit = object.number(key).map(|limit| limit as i128);
            if limit.is_some_and(|limit| !range.contains(&limit)) {
                let text = format!("its `{key}` does not fit into the client's integer");
                self.breakage(path, LIMIT, object, text);
            }
        }
    }

    /// Decodes the values of a map.
    fn entries(&mut self, path: &SubjectPath, inner: &Ty, object: &Object<'a>) {
        let others = object.keys.get("additionalProperties");
        let values = others.filter(|part| part.value.is_object());
        let is_open = others.is_none_or(|part| *part.value == true);
        if values.is_none() && is_open && *inner != Ty::Json && object.properties.is_empty() {
            self.breakage(path, OTHERS, object, "its values may be anything");
        }
        for part in values.into_iter().chain(object.properties.values()) {
            self.open(path, inner, part);
        }
    }

    fn fields(&mut self, model: &str, fields: &[Field], object: &Object<'a>) {
        for field in fields {
            let path = SubjectPath::from_schema(model).then(Step::Property(field.wire.clone()));
            let is_needed = field.absence == Absence::Error;
            let property = object.properties.get(field.wire.as_str());
            // Responses lack properties that are write-only.
            let property = property
                .filter(|part| !View::new(self.spec, part).full(self.spec).flag("writeOnly"));
            let is_required = object.required.contains(field.wire.as_str());
            if is_needed && (property.is_none() || !is_required) {
                let text = match property {
                    Some(_) => "may be missing, and the client requires it",
                    None => "is no longer sent, and the client requires it",
                };
                self.breakage(&path, MISSING, &Object::default(), text);
            }
            if let Some(part) = property {
                // Null counts as absent.
                let optional = Ty::Option(Box::new(field.ty.clone()));
                let ty = match field.absence {
                    Absence::Empty => &optional,
                    _ => &field.ty,
                };
                self.open(&path, ty, part);
            }
        }
    }

    /// Decodes an object as the variants that its tag may name. With any other tag, it is kept as JSON.
    fn variants(
        &mut self,
        path: &SubjectPath,
        tag: &str,
        variants: &[Variant],
        object: &Object<'a>,
    ) {
        let Some(part) = object.properties.get(tag) else {
            return;
        };
        let tag = View::new(self.spec, part).full(self.spec);
        if !matches!(
            tag.shape(),
            Shape::Type("string") | Shape::Any | Shape::Union
        ) {
            return;
        }
        let values = tag.keys.get("enum");
        for variant in variants {
            let is_possible = values.is_none_or(|values| {
                let mut values = values.items();
                values.any(|value| value.text() == Some(&variant.wire))
            });
            if let Some(content) = variant.content.as_ref().filter(|_| is_possible) {
                self.fits(path, bare(content), object);
            }
        }
    }

    fn takes_null(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Json | Ty::Time | Ty::Option(_) | Ty::Nullable(_) => true,
            Ty::Boxed(inner) => self.takes_null(inner),
            // It keeps any other value as JSON.
            Ty::Model(name) => {
                let model = self.code.model(name);
                model.is_some_and(|model| matches!(model.kind, Kind::UntaggedUnion(_)))
            }
            _ => false,
        }
    }
}

/// Returns the type without options and boxes around it.
fn bare(ty: &Ty) -> &Ty {
    match ty {
        Ty::Option(inner) | Ty::Nullable(inner) | Ty::Boxed(inner) => bare(inner),
        ty => ty,
    }
}

/// Returns the JSON that a type expects, for people.
fn expects(ty: &Ty) -> String {
    let expected = match bare(ty) {
        Ty::Model(name) => return format!("a {name}"),
        Ty::Time => "a time or null",
        Ty::Text | Ty::Secret => "a string",
        Ty::Bytes => "base64",
        Ty::Number => "a number",
        Ty::Integer => "an integer",
        Ty::Bool => "a boolean",
        Ty::List(_) => "an array",
        Ty::Map(_) => "an object",
        _ => "any JSON",
    };
    expected.to_owned()
}
