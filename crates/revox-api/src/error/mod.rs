mod predicates;

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::decode::{self, DecodeTrouble};
use crate::models::ErrorBody;
use crate::response::request_id;
use crate::{Operation, Violation};

/// Why a request gave no value.
///
/// Ask it with the `is_…` methods; new kinds of failure may come without a new major version.
/// What arrived is kept: [`status`](Self::status), [`headers`](Self::headers),
/// [`body`](Self::body), [`request_id`](Self::request_id).
///
/// Its text, `Debug` and sources name the operation, the status and the fields that lead to the
/// trouble, never a key, a phone number or any other value out of a body, so it can be logged as it
/// is.
///
/// # Examples
///
/// ```
/// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
/// match client.call().retrieve("call_8Zk3vQ").await {
///     Ok(call) => println!("{}", call.status),
///     Err(error) if error.is_not_found() => println!("no such call order"),
///     Err(error) => return Err(error),
/// }
/// # Ok(())
/// # }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: Kind,
    operation: Option<&'static Operation>,
    response: Option<http::Response<Bytes>>,
    source: Option<Source>,
    call_id: Option<String>,
}

type Source = Box<dyn StdError + Send + Sync>;

#[derive(Debug)]
enum Kind {
    Refused(String),
    Violated(Vec<Violation>),
    Connect,
    Timeout,
    Transport,
    Status,
    Decode(DecodeTrouble),
}

/// For implementers of [`Transport`](crate::Transport).
///
/// The sources are shown to people as part of the error chain: strip URLs and bodies off them.
///
/// # Examples
///
/// ```
/// use revox_api::Error;
///
/// fn failed(error: std::io::Error) -> Error {
///     match error.kind() {
///         std::io::ErrorKind::ConnectionRefused => Error::connect(error),
///         std::io::ErrorKind::TimedOut => Error::timeout(error),
///         _ => Error::transport(error),
///     }
/// }
/// assert!(failed(std::io::ErrorKind::TimedOut.into()).is_timeout());
/// ```
impl Error {
    /// The connection was never made, so the server has certainly not seen the request.
    pub fn connect(source: impl Into<Source>) -> Self {
        Self::new(Kind::Connect, None, None, Some(source.into()))
    }

    /// No complete answer came within the time allowed; the server may have acted on the request.
    pub fn timeout(source: impl Into<Source>) -> Self {
        Self::new(Kind::Timeout, None, None, Some(source.into()))
    }

    /// The request cannot be sent, for a reason to be told to the caller; the server has not seen it.
    pub fn refused(reason: impl Into<String>) -> Self {
        Self::new(Kind::Refused(reason.into()), None, None, None)
    }

    /// The exchange failed in any other way; the server may have acted on the request.
    pub fn transport(source: impl Into<Source>) -> Self {
        Self::new(Kind::Transport, None, None, Some(source.into()))
    }

    /// Adds the answer that had begun when the exchange failed; its body holds what came of it.
    pub fn with_response(mut self, response: http::Response<Bytes>) -> Self {
        self.0.response = Some(response);
        self
    }
}

impl Error {
    /// The parameters are not within the limits of the API.
    pub(crate) fn violated(violations: Vec<Violation>) -> Self {
        Self::new(Kind::Violated(violations), None, None, None)
    }

    pub(crate) fn unsuccessful(
        operation: &'static Operation,
        response: http::Response<Bytes>,
    ) -> Self {
        Self::new(Kind::Status, Some(operation), Some(response), None)
    }

    pub(crate) fn decode(
        operation: &'static Operation,
        response: http::Response<Bytes>,
        trouble: DecodeTrouble,
    ) -> Self {
        Self::new(Kind::Decode(trouble), None, Some(response), None).during(operation)
    }

    /// Names the operation, by which the id of a call order can be found in what arrived.
    pub(crate) fn during(mut self, operation: &'static Operation) -> Self {
        self.0.operation = Some(operation);
        if operation.unwrap == Some("call")
            && let Some(response) = &self.0.response
            && response.status().is_success()
        {
            self.0.call_id = decode::call_id(response.body());
        }
        self
    }

    fn new(
        kind: Kind,
        operation: Option<&'static Operation>,
        response: Option<http::Response<Bytes>>,
        source: Option<Source>,
    ) -> Self {
        Self(Box::new(Inner {
            kind,
            operation,
            response,
            source,
            call_id: None,
        }))
    }
}

/// What arrived.
///
/// # Examples
///
/// ```
/// # async fn example(client: &revox_api::Client) {
/// if let Err(error) = client.call().retrieve("call_8Zk3vQ").await {
///     eprintln!("{error}"); // nothing private in it
///     let support = (error.status(), error.request_id());
///     let said_by_the_api = (error.code(), error.message());
///     let kept = (error.call_id(), error.decode_path(), error.body().map(|body| body.len()));
/// }
/// # }
/// ```
impl Error {
    /// The operation that failed.
    pub fn operation(&self) -> Option<&'static Operation> {
        self.0.operation
    }

    /// The HTTP status, where an answer began to arrive; 2xx for an answer that did not decode.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.response.as_ref().map(http::Response::status)
    }

    /// The headers of the answer, where one began to arrive.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.response.as_ref().map(http::Response::headers)
    }

    /// The body of the answer as far as it came, byte for byte.
    ///
    /// Private: it can hold phone numbers and transcripts.
    pub fn body(&self) -> Option<&Bytes> {
        self.0.response.as_ref().map(http::Response::body)
    }

    /// The id that the server gave this exchange, to quote to its support.
    ///
    /// Read as [`Response::request_id`](crate::Response::request_id) does.
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(request_id)
    }

    /// What the API says in the body of an error: its `message`, or `error` where that is a text.
    ///
    /// Error bodies are not documented, so this may be absent. Private: it can quote the request.
    pub fn message(&self) -> Option<String> {
        let body = self.error_body()?;
        text(body.message).or_else(|| text(body.error))
    }

    /// The `code` that the API gives in the body of an error, where that is a text.
    ///
    /// Error bodies are not documented, so this may be absent.
    pub fn code(&self) -> Option<String> {
        text(self.error_body()?.code)
    }

    /// The body of an error status, where it is a JSON object.
    ///
    /// Private, as [`message`](Self::message) is.
    pub fn error_body(&self) -> Option<ErrorBody> {
        self.status().filter(|status| !status.is_success())?;
        serde_json::from_slice(self.body()?).ok()
    }

    /// The id of the call order in the body of an answer that did not decode or broke off.
    ///
    /// The order exists on the server whether or not this program could read the rest.
    pub fn call_id(&self) -> Option<&str> {
        self.0.call_id.as_deref()
    }

    /// What of the request the documented limits of the API forbid, field by field; empty for every
    /// other error.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) {
    /// if let Err(error) = client.call().create("0639980142").await {
    ///     for violation in error.violations() {
    ///         println!("{}: {}", violation.path(), violation.limit());
    ///     }
    /// }
    /// # }
    /// ```
    pub fn violations(&self) -> &[Violation] {
        match &self.0.kind {
            Kind::Violated(violations) => violations,
            _ => &[],
        }
    }

    /// Where in the JSON body the trouble is, as in `call.call_attempts[0].status`.
    ///
    /// Only for [`is_decode`](Self::is_decode); `.` is the whole body.
    pub fn decode_path(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Decode(trouble) => Some(&trouble.path),
            _ => None,
        }
    }

    /// The media type of the body where that is not JSON, as of a page that a proxy put in.
    fn other_content_type(&self) -> Option<&str> {
        let content_type = self
            .headers()?
            .get(http::header::CONTENT_TYPE)?
            .to_str()
            .ok()?;
        let media_type = content_type.split(';').next()?.trim();
        let is_media_type = media_type
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"/+-.".contains(&byte));
        (is_media_type && !media_type.ends_with("json")).then_some(media_type)
    }

    /// The request id, if it is one: a header can hold anything.
    fn shown_request_id(&self) -> Option<&str> {
        self.request_id().filter(|id| {
            let is_id = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.:".contains(&byte);
            id.len() <= 128 && id.bytes().all(is_id)
        })
    }
}

fn text(value: Option<serde_json::Value>) -> Option<String> {
    Some(value?.as_str()?.to_owned())
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{} {}: ", operation.method, operation.path)?;
        }
        match (&self.0.kind, self.status()) {
            (Kind::Refused(trouble), _) => write!(f, "not sent: {trouble}")?,
            (Kind::Violated(violations), _) => {
                let all: Vec<_> = violations.iter().map(ToString::to_string).collect();
                write!(f, "not sent: {}", all.join("; "))?;
            }
            (Kind::Connect, _) => f.write_str("no connection to the server could be made")?,
            (Kind::Timeout, None) => f.write_str("no answer within the time allowed")?,
            (Kind::Transport, None) => f.write_str("the exchange broke off before an answer")?,
            (_, Some(status)) => write!(f, "the server answered {status}")?,
            (Kind::Status | Kind::Decode(_), None) => {}
        }
        match (&self.0.kind, self.status()) {
            (Kind::Timeout, Some(_)) => {
                f.write_str(", but not all of the body came within the time allowed")?;
            }
            (Kind::Transport, Some(_)) => f.write_str(", but the body broke off")?,
            (Kind::Decode(trouble), _) => {
                f.write_str(", but the body does not decode: ")?;
                if let Some(other) = self.other_content_type() {
                    write!(f, "it is `{other}`, not JSON; ")?;
                }
                write!(
                    f,
                    "{} at `{}` (line {}, column {})",
                    trouble.problem, trouble.path, trouble.line, trouble.column
                )?;
            }
            _ => {}
        }
        match self.shown_request_id() {
            Some(id) => write!(f, " [request id {id}]"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("operation", &self.0.operation.map(|operation| operation.id))
            .field("status", &self.status())
            .field("request_id", &self.shown_request_id())
            .field("body_bytes", &self.body().map(Bytes::len))
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
