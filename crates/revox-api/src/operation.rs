/// One endpoint, as the API description has it.
///
/// A transport finds it in each [`HttpRequest`](crate::HttpRequest) and decides by it: which method
/// and path to use, and above all whether the request may be resent.
///
/// # Examples
///
/// ```
/// fn log_line(operation: &revox_api::Operation) -> String {
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
    /// Safe to log: it holds no value of a parameter, such as a phone number.
    pub path: &'static str,
    /// Decides whether the request may be resent.
    pub retry_class: RetryClass,
    /// The key of the response object that holds the value, where the API wraps it: `call` in
    /// `{"call": {…}}`.
    pub unwrap: Option<&'static str>,
}

/// Harm that resending a request can do.
///
/// The API has no idempotency key, so this is a property of the operation. It is declared in
/// `openapi.yaml` as `x-retry-class`; code generation refuses an operation without one.
///
/// No further class will be added: a transport has to decide for each.
///
/// # Examples
///
/// ```
/// use revox_api::RetryClass;
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
    /// Rings a phone or creates something each time the server takes it. May be resent only where
    /// the server certainly did not take it.
    Once,
}
