/// What the API description says about one endpoint.
///
/// A transport finds one in each [`Outgoing`](crate::Outgoing) request and decides by it: which
/// method and path to use, and above all whether sending twice is safe.
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
    /// The path below the base URL, parameters in braces: `/call/{id}`.
    ///
    /// Safe to log: the values of parameters, such as phone numbers, are not in it.
    pub path: &'static str,
    /// Whether the request may be sent again when no answer came.
    pub retry_class: RetryClass,
    /// The key of the response object that holds the value, where the API wraps its answer:
    /// `call` in `{"call": {…}}`.
    pub unwrap: Option<&'static str>,
}

/// Whether sending a request again can do harm.
///
/// The API has no idempotency key, so this is a property of the operation. It stands in
/// `openapi.yaml` as `x-retry-class`; code generation refuses an operation without it.
///
/// There will be no further class: a transport has to decide for each.
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
    /// Sending it twice has the same effect as sending it once.
    Idempotent,
    /// Rings a phone or creates something each time the server takes it. Sent again only where the
    /// server certainly did not take it.
    Once,
}
