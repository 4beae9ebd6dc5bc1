//! Limits of the types that requests hold.

use std::collections::BTreeSet;

use super::Code;
use crate::codegen::model::{ApiModel, Field, Kind, Limit, Model, Ty};

/// Models in requests that have limits, directly or in a part.
pub(super) struct Checked<'a> {
    /// Models with limits.
    limited: BTreeSet<&'a str>,
    /// Models in checked fields; of a list, only the number of entries may be checked.
    asked: BTreeSet<&'a str>,
}

impl<'a> Checked<'a> {
    pub(super) fn new(api: &'a ApiModel) -> Self {
        let has_limits = |model: &&Model| {
            let parts = api.reached([*model]);
            let mut fields = parts.iter().flat_map(|part| part.fields());
            fields.any(is_limited)
        };
        let sent: Vec<_> = api.models.iter().filter(|model| model.sent).collect();
        let limited = sent.iter().copied().filter(has_limits);
        let mut checked = Self {
            limited: limited.map(|model| model.name.as_str()).collect(),
            asked: BTreeSet::new(),
        };
        let fields = sent.iter().flat_map(|model| model.fields());
        let asking = fields.filter(|field| checked.checks(field));
        checked.asked = asking.filter_map(|field| field.ty.model()).collect();
        checked
    }

    /// Returns true if a model is checked: as a field, or as the parameters of an operation.
    fn contains(&self, model: &Model) -> bool {
        let name = model.name.as_str();
        let is_asked = self.asked.contains(name) || model.location.is_some();
        model.sent && (self.limited.contains(name) || is_asked)
    }

    fn checks(&self, field: &Field) -> bool {
        let model = field.ty.model();
        is_limited(field) || model.is_some_and(|model| self.limited.contains(model))
    }

    /// Returns the names of the variants whose content has limits.
    fn variants<'m>(&self, model: &'m Model) -> impl Iterator<Item = &'m str> {
        let is_tagged = matches!(model.kind, Kind::TaggedUnion { .. });
        let variants = model.variants().iter().filter(move |_| is_tagged);
        variants.filter_map(|variant| {
            let content = variant.content.as_ref()?.model()?;
            self.limited
                .contains(content)
                .then_some(variant.name.as_str())
        })
    }

    /// Emits the limits of a model, as a table.
    pub(super) fn table(&self, model: &Model) -> Option<Code> {
        if !self.contains(model) {
            return None;
        }
        let name = &model.name;
        let text = match &model.kind {
            // It is checked although it has no limits.
            _ if !self.limited.contains(name.as_str()) => format!("{name} {{}}"),
            Kind::Struct(fields) => {
                let rows = fields.iter().filter(|field| self.checks(field)).map(row);
                let conditions = fields.iter().filter_map(|field| condition(model, field));
                let conditions: String = conditions.collect();
                let conditions = match conditions.as_str() {
                    "" => String::new(),
                    rows => format!(" only with {{\n{rows}}}"),
                };
                format!("{name} {{\n{}}}{conditions}", rows.collect::<String>())
            }
            _ => {
                let variants = self.variants(model);
                let rows: String = variants.map(|name| format!("    {name},\n")).collect();
                format!("enum {name} {{\n{rows}}}")
            }
        };
        Some(Code::Within("limits", Box::new(Code::Text(text))))
    }
}

/// Returns true if the field itself has limits, as every number does: those of JSON.
fn is_limited(field: &Field) -> bool {
    let is_checked = matches!(field.ty.innermost(), Ty::Number | Ty::Integer | Ty::Time);
    is_checked || !field.limits.is_empty() || field.only_with.is_some()
}

fn row(field: &Field) -> String {
    format!("    {}: {},\n", named(field), list(&field.limits))
}

fn condition(model: &Model, field: &Field) -> Option<String> {
    let condition = field.only_with.as_ref()?;
    let other = named(model.field(&condition.wire)?);
    let value = &condition.value;
    Some(format!("    {}: {other} == {value:?},\n", named(field)))
}

/// Returns the name of a field, with its name in JSON if the two differ.
fn named(field: &Field) -> String {
    match field.name == field.wire {
        true => field.name.clone(),
        false => format!("{} = {:?}", field.name, field.wire),
    }
}

fn list(limits: &[Limit]) -> String {
    let limits: Vec<_> = limits.iter().map(limit).collect();
    format!("[{}]", limits.join(", "))
}

fn limit(limit: &Limit) -> String {
    match limit {
        Limit::Form(form) => format!("Form({form})"),
        Limit::Each(each) => format!("Each(&{})", list(each)),
        // The names are those of the runtime.
        limit => format!("{limit:?}"),
    }
}
