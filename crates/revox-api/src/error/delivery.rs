//! Decides what a failed request may have done at the server.

use super::{Error, Kind};
use crate::{Attempt, RetryClass};

/// Effect that a failed request may have had at the server.
///
/// It decides whether a request may be resent, above all one that rings a phone: the API has no
/// idempotency key, so a second `call().create(…)` places a second call order. The variants are
/// ordered from harmless to done, so the worst of several attempts is their maximum.
///
/// | delivery | the server | what to do next |
/// |---|---|---|
/// | [`NotSent`](Self::NotSent) | never saw the request | resend it, whatever its retry class |
/// | [`Rejected`](Self::Rejected) | refused it and did nothing | correct the request |
/// | [`Unknown`](Self::Unknown) | may or may not have acted on it | resend reads and idempotent operations; find out before you resend any other |
/// | [`Accepted`](Self::Accepted) | acted on it | do not resend it; retrieve the result from the API |
///
/// No further variant will be added: a caller has to decide for each.
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// use revox::{Delivery, Error};
///
/// /// Returns true if this request certainly rings nobody's phone.
/// fn is_harmless(error: &Error) -> bool {
///     error.delivery() <= Delivery::Rejected
/// }
/// assert!(is_harmless(&Error::connect("connection refused")));
/// assert!(!is_harmless(&Error::timeout("60 s")));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Delivery {
    /// The request never reached the server: this library refused it or had no API key for it, the
    /// host name was not resolved, or no connection could be made.
    NotSent,
    /// The server did nothing, as it says with a 4xx status other than 408 and 429.
    Rejected,
    /// Nobody can tell: no response came in time or the connection broke; the status is 408, 429,
    /// 5xx or a redirect that was not followed; or a 2xx response is not JSON, so that something in
    /// front of the API may have sent it.
    ///
    /// 429 and 503 do not prove that nothing happened: the API documents neither.
    Unknown,
    /// The server accepted the request: it responded with 2xx, but the body broke off, came too
    /// late, was too large or did not decode. [`Error::call_id`] has the id of the call order if it
    /// could be decoded.
    Accepted,
}

impl Error {
    /// Returns the effect that the request may have had at the server: the worst of all its
    /// attempts.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::Delivery;
    ///
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// match client.call().create("+33639980142").assistant_id("assistant_4Tn6yB").await {
    ///     Ok(order) => println!("placed: {}", order.id),
    ///     Err(error) => match error.delivery() {
    ///         Delivery::NotSent => println!("try again: {error}"),
    ///         Delivery::Rejected => println!("correct the request: {error}"),
    ///         // Resending it could ring the phone twice.
    ///         Delivery::Unknown => println!("search for the call order first: {error}"),
    ///         Delivery::Accepted => println!("placed as {:?}: {error}", error.call_id()),
    ///     },
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn delivery(&self) -> Delivery {
        let earlier = match self.attempts() {
            // This error describes the last attempt, and knows more than its record.
            [earlier @ .., _] => earlier.iter().map(Attempt::delivery).max(),
            [] => None,
        };
        self.own_delivery()
            .max(earlier.unwrap_or(Delivery::NotSent))
    }

    fn own_delivery(&self) -> Delivery {
        match &self.0.kind {
            Kind::Invalid(_) | Kind::Violations(_) | Kind::MissingKey | Kind::Connect => {
                Delivery::NotSent
            }
            Kind::Redirect => Delivery::Unknown,
            Kind::Decode(_) if !self.is_json() => Delivery::Unknown,
            Kind::Timeout | Kind::Transport | Kind::TooLarge(_) if self.is_page() => {
                Delivery::Unknown
            }
            Kind::Status
            | Kind::Decode(_)
            | Kind::Inconsistent
            | Kind::Timeout
            | Kind::Transport
            | Kind::TooLarge(_) => self
                .status()
                .map_or(Delivery::Unknown, Delivery::from_status),
        }
    }

    /// Returns true if the body begins like JSON and no `Content-Type` says otherwise.
    fn is_json(&self) -> bool {
        let first = self.body().and_then(|body| {
            let text = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
            text.iter()
                .copied()
                .find(|byte| !byte.is_ascii_whitespace())
        });
        let is_value = matches!(first, Some(b'{' | b'[' | b'"' | b'-' | b'0'..=b'9'))
            || ["null", "true", "false"].iter().any(|word| {
                self.body()
                    .is_some_and(|body| body.trim_ascii() == word.as_bytes())
            });
        is_value && self.other_content_type().is_none()
    }

    /// Returns true if the response is text for people, such as a proxy's sign-in page.
    fn is_page(&self) -> bool {
        self.other_content_type()
            .is_some_and(|media_type| media_type.starts_with("text/"))
    }

    /// Returns a warning for the message if the request may have had an effect that must not happen
    /// twice.
    pub(super) fn warning(&self) -> Option<&'static str> {
        let operation = self.0.operation?;
        if operation.retry_class != RetryClass::Once || self.delivery() != Delivery::Unknown {
            return None;
        }
        Some(match operation.id {
            "call_create" => "the call may have been placed",
            "campaigns_launch" => "the campaign may have been launched",
            _ => "the request may have taken effect",
        })
    }
}

impl Delivery {
    /// Returns the delivery that follows from the status of a response.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::Delivery;
    /// use revox::http::StatusCode;
    ///
    /// assert_eq!(Delivery::from_status(StatusCode::NOT_FOUND), Delivery::Rejected);
    /// assert_eq!(Delivery::from_status(StatusCode::BAD_GATEWAY), Delivery::Unknown);
    /// ```
    pub fn from_status(status: http::StatusCode) -> Self {
        match status.as_u16() {
            200..=299 => Self::Accepted,
            408 | 429 => Self::Unknown,
            400..=499 => Self::Rejected,
            _ => Self::Unknown,
        }
    }
}
