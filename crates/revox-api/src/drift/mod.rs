//! Compares a response with the API description from which this crate was generated.

mod compare;
#[macro_use]
mod shape;

use std::fmt;

use crate::Operation;

pub(crate) use compare::drift;
pub(crate) use shape::{Member, Part, Presence, Shape, Shaped};

/// A difference between a response and the API description that this version was generated from.
///
/// Drift warns you early that the API has changed: except for
/// [`Malformed`](DriftKind::Malformed), it does not keep a response from being decoded. A drift
/// contains a path but never a value, so you can log it. [`Finished::drift`](crate::Finished::drift)
/// returns all drift of a response.
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// fn report(drift: &revox::Drift) {
///     println!("{drift}"); // unknown field at `call.call_attempts[*].sentiment`
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Drift {
    path: String,
    kind: DriftKind,
}

impl Drift {
    /// Returns the kind of difference.
    pub fn kind(&self) -> DriftKind {
        self.kind
    }

    /// Returns the JSON path, as in `call.call_attempts[*].status`; `.` stands for the whole body.
    ///
    /// `[*]` stands for any item of a list and `*` for any key of a map, so that a long response
    /// does not produce many paths and your own keys are not shown. If the name of an unknown field
    /// could be data, `?` stands for it.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at `{}`", self.kind, self.path)
    }
}

/// Kind of a [`Drift`].
///
/// More kinds may be added: match with a `_` arm.
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// use revox::DriftKind;
///
/// /// Returns true if an update of this crate would make more of the response accessible.
/// fn asks_for_update(kind: DriftKind) -> bool {
///     matches!(
///         kind,
///         DriftKind::UnknownValue | DriftKind::UnknownVariant | DriftKind::UnknownField
///     )
/// }
/// assert_eq!(DriftKind::UnknownValue.as_str(), "unknown value");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// An enum has a value that this version does not know; the model keeps it.
    UnknownValue,
    /// A union has a tag or a JSON type that this version does not know; the model keeps it whole.
    UnknownVariant,
    /// An object has a field that this version does not know; it is only in the response's bytes.
    UnknownField,
    /// A required field is missing or null, and the model has an empty value in its place.
    CorrectedField,
    /// A value does not decode: its JSON type is not the described one, or it is a required field
    /// that is missing and has no empty value in its place. In a union, the tag is a known one.
    Malformed,
}

impl DriftKind {
    /// Returns the text that [`Display`](fmt::Display) prints.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnknownValue => "unknown value",
            Self::UnknownVariant => "unknown variant",
            Self::UnknownField => "unknown field",
            Self::CorrectedField => "missing field",
            Self::Malformed => "malformed value",
        }
    }
}

impl fmt::Display for DriftKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Returns the shape of a response of `operation`, without its envelope.
fn shape_of(operation: &Operation) -> Shape {
    crate::generated::shapes::response(operation.id)
}
