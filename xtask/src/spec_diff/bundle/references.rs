//! The references in a part of a spec.

use serde_json::Value;

use crate::codegen::walk::{self, Kind, Part, Position};

/// A reference in a spec.
pub(super) struct Reference {
    /// JSON pointer to the string, or to the object of a path that is a reference.
    pub(super) pointer: String,
    /// Kind of the target.
    pub(super) kind: Kind,
    /// The reference itself.
    pub(super) target: String,
}

/// Returns the references in an object of a kind, which has this JSON pointer.
pub(super) fn references(value: &Value, pointer: &str, kind: Kind) -> Vec<Reference> {
    let pointer = pointer.to_owned();
    let mut found = Vec::new();
    walk::parts(&Part { pointer, value }, kind, &mut |part, kind| {
        let mut add = |pointer, kind, target: &str| {
            let target = target.to_owned();
            found.push(Reference {
                pointer,
                kind,
                target,
            });
        };
        match (kind, part.reference()) {
            (Kind::PathItem, Some(target)) => add(part.pointer.clone(), kind, target),
            (_, Some(target)) => add(part.at("$ref"), kind, target),
            (Kind::Discriminator, None) => {
                for (_, mapped) in part.entries_of("mapping") {
                    // Most are names of schemas.
                    if let Some(target) = mapped.text().filter(|text| text.contains(['.', '/'])) {
                        add(mapped.pointer, Kind::Schema(Position::Member), target);
                    }
                }
            }
            _ => {}
        }
        true
    });
    found
}

/// Returns the key of `components` under which objects of a kind have names.
pub(super) fn section(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Parameter => "parameters",
        Kind::Body => "requestBodies",
        Kind::Response => "responses",
        Kind::Header => "headers",
        Kind::Link => "links",
        Kind::Callback => "callbacks",
        Kind::SecurityScheme => "securitySchemes",
        Kind::Schema(_) => "schemas",
        _ => return None,
    })
}
