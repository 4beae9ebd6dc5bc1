use syn::parse_quote;

use super::fields::{Role, fields, is_option};
use super::is_sent;
use crate::codegen::lower::RECEIVED;
use crate::codegen::refine::Model;
use crate::codegen::refine::structs::as_struct;

/// Lets what has a value by itself be absent where parameters are decoded.
///
/// People store parameters; those that were stored before such a field came still decode.
pub(super) fn let_be_absent(model: &mut Model) {
    let marks = &model.schema.schema_data.extensions;
    if !is_sent(model) || marks.contains_key(RECEIVED) {
        return;
    }
    let fields = fields(model);
    let presets: Vec<_> = fields
        .iter()
        .filter(|field| field.role == Role::Preset && !is_option(&field.of))
        .map(|field| field.name.clone())
        .collect();
    let has_default = !fields.iter().any(|field| field.role == Role::Required);
    let Some(item) = as_struct(&mut model.item).filter(|_| !presets.is_empty()) else {
        return;
    };
    if has_default {
        item.attrs.push(parse_quote!(#[serde(default)]));
        return;
    }
    for field in &mut item.fields {
        let is_preset = field
            .ident
            .as_ref()
            .is_some_and(|name| presets.contains(name));
        // An empty list or map; what else there may be has no default of its type.
        let is_empty = ["Vec", "Map", "BTreeMap"]
            .iter()
            .any(|name| super::fields::has_name(&field.ty, name));
        if is_preset && is_empty {
            field.attrs.push(parse_quote!(#[serde(default)]));
        }
    }
}
