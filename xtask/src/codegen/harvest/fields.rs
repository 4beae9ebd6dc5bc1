use std::collections::BTreeMap;

use openapiv3::{ObjectType, ReferenceOr};
use serde_json::Value;

use super::{deprecation, json, limits, sentences};
use crate::codegen::lower::Direction;
use crate::codegen::model::{Absence, Field, OnlyWith, Role, Ty};

/// Effect of the absence of a required property from a response: the reason why a decision depends on
/// it, so that its absence is an error; or `false`, so that it decodes as empty.
pub const DECISIVE: &str = "x-decisive";

/// Builds the fields of an object from the names and types that progenitor chose, by name in JSON.
pub(super) fn build(
    object: &ObjectType,
    decided: &BTreeMap<String, (String, Ty)>,
    direction: Direction,
) -> Vec<Field> {
    // A server may stop sending a deprecated property.
    let is_dropped = |wire: &String| {
        let property = object.properties.get(wire).and_then(ReferenceOr::as_item);
        property.is_some_and(|property| property.schema_data.deprecated)
            && !direction.is_only_sent()
    };
    let required = object.required.iter().filter(|wire| !is_dropped(wire));
    let required: Vec<_> = required.collect();
    let fields = object.properties.iter().filter_map(|(wire, property)| {
        let rank = required.iter().position(|name| *name == wire);
        let (name, ty) = decided.get(wire)?;
        let property = json(property.as_item()?);
        Some(field(wire, name, ty, &property, rank, direction))
    });
    let mut fields: Vec<_> = fields.collect();
    let_presets_be_absent(&mut fields, direction);
    fields
}

fn field(
    wire: &str,
    name: &str,
    decided: &Ty,
    property: &Value,
    rank: Option<usize>,
    direction: Direction,
) -> Field {
    let is_nullable = property["nullable"] == true;
    let ty = match decided.without_option() {
        // A setting that is both optional and nullable distinguishes absent from null.
        value if rank.is_none() && is_nullable && direction.is_only_sent() => {
            Ty::Option(Box::new(Ty::Nullable(Box::new(value.clone()))))
        }
        // progenitor makes an optional list or map empty by default, which looks as if a program had set it.
        value if rank.is_none() => Ty::Option(Box::new(value.clone())),
        _ => decided.clone(),
    };
    // No value is made up in a type that is sent as well: a program would send it back.
    let is_corrected = rank.is_some()
        && direction.is_only_received()
        && !is_nullable
        && property[DECISIVE] == false;
    let absence = match &ty {
        Ty::Time => Absence::Empty,
        _ if is_corrected => Absence::Empty,
        Ty::Option(_) if rank.is_some() => Absence::Null,
        Ty::Option(_) => Absence::Omitted,
        _ => Absence::Error,
    };
    Field {
        name: name.to_owned(),
        wire: wire.to_owned(),
        docs: sentences::documentation(property),
        rank,
        absence,
        preset: property.get("x-client-default").cloned(),
        limits: limits::of_property(property, &ty),
        only_with: property.get("x-only-with").and_then(OnlyWith::read),
        deprecated: deprecation(property),
        example: property.get("example").cloned(),
        ty,
    }
}

/// Makes lists and maps with a client default optional when stored parameters are decoded, since these may
/// have been stored before the field was added.
fn let_presets_be_absent(fields: &mut [Field], direction: Direction) {
    let has_required = fields.iter().any(|field| field.role() == Role::Required);
    if !direction.is_only_sent() || !has_required {
        return;
    }
    for field in fields {
        if field.role() == Role::Preset && matches!(field.ty, Ty::List(_) | Ty::Map(_)) {
            field.absence = Absence::Default;
        }
    }
}
