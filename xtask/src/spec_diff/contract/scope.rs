//! The directions in which values go.

use crate::spec_diff::openapi::View;
use crate::spec_diff::spec::{Part, Spec};

/// The directions in which a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scope {
    /// True if requests have it.
    pub(crate) request: bool,
    /// True if responses have it.
    pub(crate) response: bool,
}

impl Scope {
    pub(crate) const BOTH: Self = Self::new(true, true);
    pub(super) const REQUEST: Self = Self::new(true, false);
    pub(super) const RESPONSE: Self = Self::new(false, true);

    const fn new(request: bool, response: bool) -> Self {
        Self { request, response }
    }

    /// Returns the directions of a property.
    pub(super) fn from_property(spec: &Spec, property: &Part<'_>) -> Self {
        let object = View::new(spec, property).full(spec);
        Self::new(!object.flag("readOnly"), !object.flag("writeOnly"))
    }

    /// Returns the directions that both have.
    pub(super) fn and(self, other: Self) -> Self {
        Self::new(
            self.request && other.request,
            self.response && other.response,
        )
    }

    /// Returns the directions that either has.
    pub(super) fn or(self, other: Self) -> Self {
        Self::new(
            self.request || other.request,
            self.response || other.response,
        )
    }
}
