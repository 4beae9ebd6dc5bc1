//! JSON forms of the responses, with which a client compares actual responses.

use super::Code;
use super::imports::Used;
use crate::codegen::model::{Absence, ApiModel, Field, Kind, Model, Ty};

/// Emits the function that returns the form of a response, and the table of forms; returns them with the
/// names that they use.
pub(super) fn items(api: &ApiModel) -> (Vec<Code>, Used) {
    let mut used = Used::default();
    used.add("Shape Shaped");
    let arms = api.operations().map(|operation| {
        let (id, ty) = (&operation.id, operation.result.to_string());
        used.add(&ty);
        match ty.contains('<') {
            true => format!("        {id:?} => <{ty}>::shape(),\n"),
            false => format!("        {id:?} => {ty}::shape(),\n"),
        }
    });
    let arms: String = arms.collect();
    let function = format!(
        "/// Returns the form of an operation's response, without its envelope.\n\
         pub(crate) fn response(operation: &str) -> Shape {{\n    match operation {{\n{arms}        \
         _ => Shape::Any,\n    }}\n}}\n"
    );

    // The macro of a union refers to the forms of its variants, even if the union is only in requests.
    let is_union = |model: &Model| matches!(model.kind, Kind::TaggedUnion { .. });
    let models = api.models.iter();
    let held = api.reached(models.filter(|model| model.received || is_union(model)));
    let is_struct = |model: &&&Model| matches!(model.kind, Kind::Struct(_));
    // By name, so that a reordered spec changes nothing.
    let mut structs: Vec<_> = held.iter().filter(is_struct).collect();
    structs.sort_by_key(|model| &model.name);
    let mut text = String::new();
    for model in structs {
        used.add(&model.name);
        text.push_str(&format!("{} {{\n", model.name));
        for field in model.fields() {
            let (name, presence, ty) = (&field.wire, presence(field), field.ty.to_string());
            used.add(&ty);
            text.push_str(&format!("    {name:?}: {presence} {ty},\n"));
        }
        text.push_str("}\n");
    }
    let table = Code::Within("shapes", Box::new(Code::Text(text)));
    (vec![Code::Text(function), table], used)
}

/// Returns the variant of the runtime's `Presence` for the effect of a field's absence.
fn presence(field: &Field) -> &'static str {
    match field.absence {
        Absence::Empty => "Corrected",
        _ if field.ty.is_option() || field.ty == Ty::Json => "Optional",
        _ => "Required",
    }
}
