//! Follows named parts to the operations that send or receive them.

use std::collections::BTreeMap;

use super::walk::Scope;
use crate::spec_diff::place::Subject;
use crate::spec_diff::verdict::Reach;

/// A reference that stands on both sides: from where, in which directions, to what.
pub(super) type Edge = (Subject, Scope, Subject);

/// The operations that each named part stands in.
pub(super) fn reach(edges: Vec<Edge>) -> BTreeMap<Subject, Reach> {
    let mut reach: BTreeMap<Subject, Reach> = BTreeMap::new();
    loop {
        let mut grown = false;
        for (from, scope, to) in &edges {
            let through = match from {
                Subject::Operation(name) => {
                    let here = || std::iter::once(name.clone()).collect();
                    Reach {
                        request: if scope.request {
                            here()
                        } else {
                            Default::default()
                        },
                        response: if scope.response {
                            here()
                        } else {
                            Default::default()
                        },
                    }
                }
                from => {
                    let mut through = reach.get(from).cloned().unwrap_or_default();
                    if !scope.request {
                        through.request.clear();
                    }
                    if !scope.response {
                        through.response.clear();
                    }
                    through
                }
            };
            let reached = reach.entry(to.clone()).or_default();
            let before = reached.request.len() + reached.response.len();
            reached.request.extend(through.request);
            reached.response.extend(through.response);
            grown |= reached.request.len() + reached.response.len() > before;
        }
        if !grown {
            return reach;
        }
    }
}
