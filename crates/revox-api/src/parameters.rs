use serde::Serialize;

use crate::Violation;

/// What an operation takes beside its path: the fields of its body or of its query.
///
/// Generated for the types that operations take, such as
/// [`CallCreate`](crate::models::CallCreate); [`Request`](crate::Request) has their setters. Nothing
/// else implements it.
///
/// # Examples
///
/// Parameters can be checked before there is a client to send them with:
///
/// ```
/// use revox_api::Parameters;
/// use revox_api::models::CallCreate;
///
/// let violations = CallCreate::new("0639980142").violations();
/// assert_eq!(violations[0].path(), "phone_number");
/// ```
pub trait Parameters: Serialize + Send + Sync + 'static + sealed::Sealed {
    /// Where they go.
    #[doc(hidden)]
    fn place(&self) -> Place;

    /// What of them the documented limits forbid; empty where they can be sent.
    fn violations(&self) -> Vec<Violation>;
}

/// Where parameters go in a request.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// There are none.
    Nowhere,
    /// The query, a pair for each.
    Query,
    /// The body, as JSON.
    Body,
}

pub(crate) mod sealed {
    /// Keeps the set of implementations ours, so that methods can be added.
    pub trait Sealed {}
}

/// An operation that takes nothing but what stands in its path.
impl Parameters for () {
    fn place(&self) -> Place {
        Place::Nowhere
    }

    fn violations(&self) -> Vec<Violation> {
        Vec::new()
    }
}

impl sealed::Sealed for () {}
