/// An endpoint of the API description.
///
/// A transport finds it in each [`HttpRequest`](crate::HttpRequest): it has the method to use, a
/// path that is safe to log and, above all, decides whether the request may be resent.
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// fn log_line(operation: &revox::Operation) -> String {
///     format!("{} {}", operation.method, operation.path) // GET /call/{id}
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The `operationId` of the description, as in `call_retrieve`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: http::Method,
    /// The path below the base URL with its parameters in braces: `/call/{id}`.
    ///
    /// Safe to log: it contains no parameter values, such as phone numbers.
    pub path: &'static str,
    /// Decides whether the request may be resent.
    pub retry_class: RetryClass,
    /// The key that holds the value if the API wraps it in an object: `call` in `{"call": {…}}`.
    pub unwrap: Option<&'static str>,
}

/// Class of operations by the harm that resending a request can do.
///
/// The API has no idempotency key, so this is a property of the operation. It is declared in
/// `openapi.yaml` as `x-retry-class`; code generation refuses an operation without one.
///
/// No further class will be added: a transport has to decide for each.
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// use revox::RetryClass;
///
/// fn may_resend_after_timeout(class: RetryClass) -> bool {
///     matches!(class, RetryClass::Read | RetryClass::Idempotent)
/// }
/// assert!(!may_resend_after_timeout(RetryClass::Once));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RetryClass {
    /// Changes nothing; safe to send any number of times.
    Read,
    /// Has the same effect when sent twice as when sent once.
    Idempotent,
    /// Rings a phone or creates something each time the server accepts it. May be resent only if
    /// the server certainly did not accept it.
    Once,
}
