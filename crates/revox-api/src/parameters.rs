use serde::Serialize;

use crate::Violation;

/// Parameters of an operation outside its path: the fields of its body or its query.
///
/// Implemented by the generated types that operations take, such as
/// [`CallCreate`](crate::models::CallCreate), by `()` and by [`RawBody`](crate::RawBody); it is sealed. A
/// [`Request`](crate::Request) has the same setters.
///
/// # Examples
///
/// Parameters can be checked without a client:
///
/// ```
/// # use revox_api as revox;
/// use revox::Parameters;
/// use revox::models::CallCreate;
///
/// let violations = CallCreate::new("0639980142").violations();
/// assert_eq!(violations[0].path(), "phone_number");
/// ```
pub trait Parameters: Serialize + Send + Sync + 'static + sealed::Sealed {
    /// Returns the part of the request that carries them.
    #[doc(hidden)]
    fn location(&self) -> ParameterLocation;

    /// Returns a violation for every value outside a documented limit; none if they can be sent.
    fn violations(&self) -> Vec<Violation>;

    /// Returns the parameters as JSON, from which the body or the query is made.
    #[doc(hidden)]
    fn to_json(&self) -> serde_json::Result<String>;

    /// Applies a setter if there is a value, for parameters that may be absent.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::Parameters;
    /// use revox::models::CallCreate;
    ///
    /// let from: Option<String> = None;
    /// let order = CallCreate::new("+33639980142").maybe(from, CallCreate::from_phone_number);
    /// ```
    fn maybe<V>(self, value: Option<V>, set: impl FnOnce(Self, V) -> Self) -> Self
    where
        Self: Sized,
    {
        match value {
            Some(value) => set(self, value),
            None => self,
        }
    }
}

/// Part of a request that carries parameters.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterLocation {
    /// None: the operation has no parameters.
    None,
    /// The query, with a pair for each parameter.
    Query,
    /// The body, as JSON.
    Body,
}

pub(crate) mod sealed {
    /// Prevents implementations outside this crate, so that methods can be added.
    pub trait Sealed {}
}

/// Serves operations whose only parameters are in their path.
impl Parameters for () {
    fn location(&self) -> ParameterLocation {
        ParameterLocation::None
    }

    fn violations(&self) -> Vec<Violation> {
        Vec::new()
    }

    fn to_json(&self) -> serde_json::Result<String> {
        Ok("null".to_owned())
    }
}

impl sealed::Sealed for () {}

/// Lets a type be the parameters of an operation, in the query or in the body.
///
/// For those that are listed by name, the code that encodes is compiled here once, as in `result!`.
macro_rules! parameters {
    (CallCreate in $location:ident) => { parameters!(@ never CallCreate in $location); };
    (CallSearch in $location:ident) => { parameters!(@ never CallSearch in $location); };
    (CampaignCreate in $location:ident) => { parameters!(@ never CampaignCreate in $location); };
    (CampaignLaunch in $location:ident) => { parameters!(@ never CampaignLaunch in $location); };
    ($name:ident in $location:ident) => { parameters!(@ always $name in $location); };
    (@ $inlined:ident $name:ident in $location:ident) => {
        impl $crate::Parameters for $name {
            fn location(&self) -> $crate::parameters::ParameterLocation {
                $crate::parameters::ParameterLocation::$location
            }

            fn violations(&self) -> Vec<$crate::Violation> {
                $crate::limits::Check::violations(self)
            }

            #[inline($inlined)]
            fn to_json(&self) -> ::serde_json::Result<String> {
                ::serde_json::to_string(self)
            }
        }

        impl $crate::parameters::sealed::Sealed for $name {}
    };
}
