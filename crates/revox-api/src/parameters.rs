use serde::Serialize;

use crate::Violation;

/// Parameters of an operation apart from its path: the fields of its body or of its query.
///
/// Implemented by the generated types that operations take, such as
/// [`CallCreate`](crate::models::CallCreate), and by nothing else. A [`Request`](crate::Request) has
/// the same setters.
///
/// # Examples
///
/// Parameters can be checked without a client:
///
/// ```
/// use revox_api::Parameters;
/// use revox_api::models::CallCreate;
///
/// let violations = CallCreate::new("0639980142").violations();
/// assert_eq!(violations[0].path(), "phone_number");
/// ```
pub trait Parameters: Serialize + Send + Sync + 'static + sealed::Sealed {
    /// Returns the part of the request that carries them.
    #[doc(hidden)]
    fn location(&self) -> ParameterLocation;

    /// Returns every value that a documented limit forbids; empty if they can be sent.
    fn violations(&self) -> Vec<Violation>;
}

/// Part of a request that carries parameters.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterLocation {
    /// There are none.
    None,
    /// The query, a pair for each.
    Query,
    /// The body, as JSON.
    Body,
}

pub(crate) mod sealed {
    /// Keeps the set of implementations ours, so that methods can be added.
    pub trait Sealed {}
}

/// For operations with no parameters but those in their path.
impl Parameters for () {
    fn location(&self) -> ParameterLocation {
        ParameterLocation::None
    }

    fn violations(&self) -> Vec<Violation> {
        Vec::new()
    }
}

impl sealed::Sealed for () {}
