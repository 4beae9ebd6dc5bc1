//! What a client puts into its requests, by the places of BASE that describe it.

use std::collections::{BTreeMap, BTreeSet};

use crate::codegen::model::{
    Absence, ApiModel, Field, Kind, Limit, Location, Model, Operation, Ty, Variant,
};
use crate::spec_diff::openapi::{ApiPairs, Object, Shape, View};
use crate::spec_diff::spec::{Part, Spec};

/// What is sent at a place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sent {
    /// What is written, but for null.
    pub(super) as_json: Ty,
    /// Whether some program leaves it out.
    pub(super) may_be_absent: bool,
    /// Whether some program sends null.
    pub(super) may_be_null: bool,
    /// What is checked before it is sent.
    pub(super) limits: Vec<Limit>,
}

/// What is known of a place.
pub(super) enum Found<'s> {
    /// This is sent there, or at the nearest place around it.
    Sent(&'s Sent),
    /// What is around it is sent without it.
    NotSent,
    /// No request leads there that this module can follow.
    Nowhere,
}

/// All that a client sends.
pub(super) struct AllSent<'c> {
    code: &'c ApiModel,
    by_pointer: BTreeMap<String, Sent>,
}

impl<'c> AllSent<'c> {
    /// Reads it off the code generated from `base`.
    pub(super) fn of(code: &'c ApiModel, base: &Spec, api: &ApiPairs<'_>) -> Self {
        let mut walk = Walk {
            code,
            base,
            seen: BTreeSet::new(),
            by_pointer: BTreeMap::new(),
        };
        for (operation, _) in &api.operations {
            let method = operation.id().and_then(|id| code.operation(id));
            if let Some(method) = method {
                walk.parameters(method, &operation.part);
                walk.body(method, &operation.part);
            }
        }
        Self {
            code,
            by_pointer: walk.by_pointer,
        }
    }

    /// What is sent at a place of BASE.
    pub(super) fn at(&self, pointer: &str) -> Found<'_> {
        let mut place = pointer;
        let mut below = "";
        loop {
            if let Some(sent) = self.by_pointer.get(place) {
                let field = below.strip_prefix("/properties/");
                let field = field.map(|rest| rest.split('/').next().unwrap_or(rest));
                let field = field.map(|name| name.replace("~1", "/").replace("~0", "~"));
                return match field.is_some_and(|field| !self.has_field(sent, &field)) {
                    true => Found::NotSent,
                    false => Found::Sent(sent),
                };
            }
            match place.rfind('/') {
                Some(end) => (place, below) = pointer.split_at(end),
                None => return Found::Nowhere,
            }
        }
    }

    fn has_field(&self, sent: &Sent, name: &str) -> bool {
        match self.model(sent) {
            Some(item) => item.field(name).is_some(),
            None => true,
        }
    }

    /// The struct that is sent, if it is one.
    pub(super) fn model(&self, sent: &Sent) -> Option<&Model> {
        let Ty::Model(name) = &sent.as_json else {
            return None;
        };
        let model = self.code.model(name);
        model.filter(|model| matches!(model.kind, Kind::Struct(_)))
    }
}

struct Walk<'w> {
    code: &'w ApiModel,
    base: &'w Spec,
    /// Models and definitions that have met, against endless descent.
    seen: BTreeSet<(String, String)>,
    by_pointer: BTreeMap<String, Sent>,
}

impl<'w> Walk<'w> {
    /// What stands in the path and in the query.
    fn parameters(&mut self, method: &Operation, operation: &Part<'w>) {
        let query = self.model(method, Location::Query);
        for part in operation.get("parameters").iter().flat_map(Part::items) {
            let text = |key: &str| part.get(key).and_then(|value| value.text());
            let (Some(place), Some(name)) = (text("in"), text("name")) else {
                continue;
            };
            let sent = match place {
                "path" => method
                    .in_path
                    .iter()
                    .any(|own| own.wire == name)
                    .then(in_path),
                "query" => query.and_then(|model| model.field(name)).map(of_field),
                _ => None,
            };
            if let Some(sent) = sent {
                self.record(&part.pointer, sent.clone());
                if let Some(schema) = part.get("schema") {
                    self.value(&schema, sent);
                }
            }
        }
    }

    fn body(&mut self, method: &Operation, operation: &Part<'w>) {
        let (Some(model), Some(body)) = (&method.parameters, operation.get("requestBody")) else {
            return;
        };
        if self.model(method, Location::Body).is_none() {
            return;
        }
        let sent = always(Ty::Model(model.clone()));
        self.record(&body.pointer, sent.clone());
        let content = body.get("content");
        let json = content.and_then(|content| content.get("application/json"));
        if let Some(schema) = json.and_then(|json| json.get("schema")) {
            self.value(&schema, sent);
        }
    }

    fn model(&self, method: &Operation, location: Location) -> Option<&'w Model> {
        let model = self.code.model(method.parameters.as_ref()?)?;
        (model.location == Some(location)).then_some(model)
    }

    fn value(&mut self, part: &Part<'w>, sent: Sent) {
        let view = View::of(self.base, part);
        let definition = view.definition();
        self.record(&part.pointer, sent.clone());
        if definition != part.pointer {
            // Whether a value is there, and is null, is said where it is referred to.
            let alone = Sent {
                may_be_absent: false,
                may_be_null: false,
                ..sent.clone()
            };
            self.record(&definition, alone.clone());
        }
        let object = view.full(self.base);
        self.parts_of(part, &always(sent.as_json.clone()));
        match &sent.as_json {
            Ty::List(inner) => {
                if let Some(items) = object.keys.get("items") {
                    self.value(items, entry(inner, &sent.limits));
                }
            }
            Ty::Map(inner) => {
                let values = object.keys.get("additionalProperties");
                if let Some(values) = values.filter(|part| part.value.is_object()) {
                    self.value(values, entry(inner, &sent.limits));
                }
            }
            Ty::Model(name) if self.seen.insert((name.clone(), definition)) => {
                self.below(name, &object);
            }
            _ => {}
        }
    }

    /// The named parts that an object is made of.
    fn parts_of(&mut self, part: &Part<'w>, sent: &Sent) {
        let mut open = vec![part.clone()];
        let mut seen = BTreeSet::new();
        while let Some(part) = open.pop() {
            let target = View::of(self.base, &part).target.map(|target| target.part);
            let part = target.unwrap_or(part);
            if seen.insert(part.pointer.clone()) {
                if !self.by_pointer.contains_key(&part.pointer) {
                    self.record(&part.pointer, sent.clone());
                }
                open.extend(part.get("allOf").iter().flat_map(Part::items));
            }
        }
    }

    fn below(&mut self, name: &str, object: &Object<'w>) {
        let Some(model) = self.code.model(name) else {
            return;
        };
        match &model.kind {
            Kind::Struct(fields) => {
                for field in fields {
                    if let Some(part) = object.properties.get(field.wire.as_str()) {
                        self.value(part, of_field(field));
                    }
                }
            }
            Kind::TaggedUnion { tag, variants } => self.variants(tag, variants, object),
            Kind::UntaggedUnion(variants) => {
                for part in members(object) {
                    let shape = View::of(self.base, &part).full(self.base).shape();
                    let mut contents = variants.iter().filter_map(|it| it.content.as_ref());
                    if let Some(content) = contents.find(|content| fits(content, shape)) {
                        self.value(&part, nullable(content, Vec::new()));
                    }
                }
            }
            Kind::OpenEnum(_) => {}
        }
    }

    /// The union writes the tag, and the variant the rest.
    fn variants(&mut self, tag: &str, variants: &[Variant], object: &Object<'w>) {
        for part in members(object) {
            let full = View::of(self.base, &part).full(self.base);
            let Some(property) = full.properties.get(tag).cloned() else {
                continue;
            };
            let values = View::of(self.base, &property).full(self.base);
            let values = values.keys.get("enum");
            let values: Vec<_> = values.iter().flat_map(|values| values.items()).collect();
            let variant = variants.iter().find(|variant| {
                values
                    .iter()
                    .any(|value| value.text() == Some(&variant.wire))
            });
            if let Some(content) = variant.and_then(|variant| variant.content.clone()) {
                self.value(&part, always(content));
                self.value(&property, always(Ty::Text));
            }
        }
    }

    /// Of what is sent at several places alike, that holds which does for all of them.
    fn record(&mut self, pointer: &str, sent: Sent) {
        match self.by_pointer.get_mut(pointer) {
            Some(before) => {
                before.may_be_absent |= sent.may_be_absent;
                before.may_be_null |= sent.may_be_null;
                before.limits.retain(|limit| sent.limits.contains(limit));
            }
            None => {
                self.by_pointer.insert(pointer.to_owned(), sent);
            }
        }
    }
}

/// What is written where a program gives a value, and null nowhere.
fn always(as_json: Ty) -> Sent {
    Sent {
        as_json,
        may_be_absent: false,
        may_be_null: false,
        limits: Vec::new(),
    }
}

/// What the transport seam lets into a path.
fn in_path() -> Sent {
    Sent {
        limits: vec![Limit::MinLength(1), Limit::MaxLength(1024)],
        ..always(Ty::Text)
    }
}

/// What is written for a field of a struct.
fn of_field(field: &Field) -> Sent {
    let is_omitted = field.absence == Absence::Omitted;
    let limits = field.limits.clone();
    let mut forms = limits.iter();
    let has_form = forms.any(|limit| matches!(limit, Limit::Form(_)));
    let value = nullable(field.ty.without_option(), limits);
    match field.ty {
        Ty::Option(_) => Sent {
            may_be_absent: is_omitted,
            may_be_null: !is_omitted || value.may_be_null,
            ..value
        },
        // A time that is none is refused, where its form is checked.
        Ty::Time => Sent {
            may_be_null: !has_form,
            ..value
        },
        _ => value,
    }
}

/// What is written for each entry of a list or map.
fn entry(inner: &Ty, limits: &[Limit]) -> Sent {
    let each = limits.iter().filter_map(|limit| match limit {
        Limit::Each(each) => Some(each.clone()),
        _ => None,
    });
    nullable(inner, each.flatten().collect())
}

fn nullable(ty: &Ty, limits: Vec<Limit>) -> Sent {
    match ty {
        Ty::Option(inner) | Ty::Nullable(inner) => Sent {
            may_be_null: true,
            ..nullable(inner, limits)
        },
        Ty::Boxed(inner) => nullable(inner, limits),
        as_json => Sent {
            limits,
            ..always(as_json.clone())
        },
    }
}

fn members<'s>(object: &Object<'s>) -> Vec<Part<'s>> {
    let lists = ["oneOf", "anyOf"]
        .into_iter()
        .filter_map(|key| object.keys.get(key));
    lists.flat_map(Part::items).collect()
}

/// Whether a variant of an untagged union is the one for a type of JSON.
fn fits(variant: &Ty, shape: Shape<'_>) -> bool {
    match variant {
        Ty::Text | Ty::Secret | Ty::Bytes => shape == Shape::Type("string"),
        Ty::Number => shape == Shape::Type("number"),
        Ty::Integer => shape == Shape::Type("integer"),
        Ty::Bool => shape == Shape::Type("boolean"),
        Ty::List(_) => shape == Shape::Type("array"),
        Ty::Map(_) | Ty::Model(_) => shape == Shape::Type("object"),
        Ty::Boxed(inner) => fits(inner, shape),
        Ty::Json | Ty::Time | Ty::Content | Ty::Option(_) | Ty::Nullable(_) => false,
    }
}
