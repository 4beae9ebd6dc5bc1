//! Finds the operation for a method and a path.
//!
//! Paths are compared as they were sent, segment by segment: nothing is decoded or normalised
//! before the operation is known, so that an encoded slash stays part of an id.

use std::collections::BTreeSet;

use hyper::{Method, StatusCode};

use super::response::Response;
use crate::spec::{Operation, Parameter, Segment, Spec};

pub(crate) struct Match<'spec, 'path> {
    pub(crate) operation: &'spec Operation,
    /// The parameters of the path, each with its value as it was sent.
    pub(crate) path: Vec<(&'spec Parameter, &'path str)>,
}

pub(crate) fn find<'spec, 'path>(
    spec: &'spec Spec,
    method: &Method,
    path: &'path str,
) -> Result<Match<'spec, 'path>, Response> {
    let mut others = BTreeSet::new();
    if let Some(path) = path
        .strip_prefix(&spec.prefix)
        .and_then(|path| path.strip_prefix('/'))
    {
        let segments: Vec<&str> = path.split('/').collect();
        for operation in &spec.operations {
            if let Some(path) = bind(&operation.path, &segments) {
                if operation.method == *method {
                    return Ok(Match { operation, path });
                }
                others.insert(operation.method.as_str());
            }
        }
    }
    if others.is_empty() {
        return Err(Response::refusal(
            StatusCode::NOT_FOUND,
            "route_not_found",
            format!(
                "No operation has the path {path:?}. Paths start with {:?} and have no slash at \
                 their end.",
                spec.prefix
            ),
        ));
    }
    let allowed = others.into_iter().collect::<Vec<_>>().join(", ");
    Err(Response::refusal(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        format!("This path does not take {method}, only {allowed}."),
    )
    .allowing(&allowed))
}

fn bind<'spec, 'path>(
    template: &'spec [Segment],
    segments: &[&'path str],
) -> Option<Vec<(&'spec Parameter, &'path str)>> {
    if template.len() != segments.len() {
        return None;
    }
    let mut bound = Vec::new();
    for (expected, sent) in template.iter().zip(segments) {
        match expected {
            Segment::Literal(literal) if literal == sent => {}
            Segment::Parameter(parameter) if !sent.is_empty() => bound.push((parameter, *sent)),
            _ => return None,
        }
    }
    Some(bound)
}
