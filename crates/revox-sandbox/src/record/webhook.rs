//! A recorded webhook.

use std::fmt;

use hyper::body::Bytes;
use jiff::Timestamp;
use serde_json::{Value, json};

/// An attempt of the sandbox to deliver a webhook, or a webhook that it did not send.
///
/// `Debug` does not show the body.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
///
/// let sandbox = revox_sandbox::Sandbox::start().await?;
/// reqwest::Client::new()
///     .post(format!("{}/call", sandbox.base_url()))
///     .bearer_auth(sandbox.api_key())
///     .json(&serde_json::json!({
///         "phone_number": "+33639980175",
///         "assistant": { "prompt": "Hello", "webhook_url": "http://127.0.0.1:1/hook" },
///     }))
///     .send()
///     .await?;
/// sandbox.advance(Duration::from_secs(3 * 86_400));
/// sandbox.webhooks_settled().await;
///
/// let webhook = &sandbox.webhooks()[0];
/// assert_eq!(webhook.url(), "http://127.0.0.1:1/hook");
/// assert_eq!(webhook.status(), 0); // nobody listens there
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct RecordedWebhook {
    pub(super) number: usize,
    at: Timestamp,
    call_id: String,
    url: String,
    body: Bytes,
    attempt: u32,
    fault: Option<&'static str>,
    fate: WebhookFate,
}

/// The fate of a webhook.
#[derive(Clone, Debug)]
pub(crate) enum WebhookFate {
    /// The receiver responded with this status.
    Responded(u16),
    /// There was no response, for this reason.
    Failed(String),
    /// A fault lost it.
    Lost,
    /// It was not sent, for this reason.
    NotSent(String),
}

impl WebhookFate {
    pub(crate) fn is_delivered(&self) -> bool {
        matches!(self, Self::Responded(200..=299))
    }
}

impl RecordedWebhook {
    pub(crate) fn new(
        at: Timestamp,
        call_id: String,
        url: String,
        body: Bytes,
        attempt: u32,
        fault: Option<&'static str>,
        fate: WebhookFate,
    ) -> Self {
        Self {
            number: 0,
            at,
            call_id,
            url,
            body,
            attempt,
            fault,
            fate,
        }
    }

    /// About the memory that it takes.
    pub(super) fn size(&self) -> usize {
        size_of::<Self>() + self.call_id.len() + self.url.len() + self.body.len()
    }

    /// Returns its number in the record, counted from 1.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Returns the sandbox's time at which it was due.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Returns the id of the call order to which something happened; that of a forged body may differ.
    pub fn call_id(&self) -> &str {
        &self.call_id
    }

    /// Returns the URL, cut off after 4,096 characters.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the body.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Returns the number of the attempt to deliver it, counted from 1.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Returns the HTTP status of the response, or 0 if there was none.
    pub fn status(&self) -> u16 {
        match self.fate {
            WebhookFate::Responded(status) => status,
            _ => 0,
        }
    }

    /// Returns true if the receiver responded with a status from 200 to 299.
    pub fn is_delivered(&self) -> bool {
        self.fate.is_delivered()
    }

    /// Returns the reason why there is no response, or `None` if there is one or a fault lost the
    /// webhook.
    pub fn error(&self) -> Option<&str> {
        match &self.fate {
            WebhookFate::Failed(error) | WebhookFate::NotSent(error) => Some(error),
            _ => None,
        }
    }

    /// Returns the fault that hit the webhook, as a word of [`Fault`](crate::Fault)'s text form.
    pub fn fault(&self) -> Option<&str> {
        self.fault
    }

    pub(crate) fn to_json(&self) -> Value {
        json!({
            "id": format!("hook_{}", self.number),
            "at": self.at.to_string(),
            "call_id": self.call_id,
            "url": self.url,
            "body": String::from_utf8_lossy(&self.body),
            "attempt": self.attempt,
            "status": match self.fate {
                WebhookFate::Responded(status) => Some(status),
                _ => None,
            },
            "delivered": self.is_delivered(),
            "error": self.error(),
            "fault": self.fault,
        })
    }
}

impl fmt::Debug for RecordedWebhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedWebhook")
            .field("number", &self.number)
            .field("at", &self.at)
            .field("call_id", &self.call_id)
            .field("url", &self.url)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("attempt", &self.attempt)
            .field("fault", &self.fault)
            .field("fate", &self.fate)
            .finish()
    }
}

/// One line for people: the URL, the call order, and what became of the webhook. Nothing of the body.
impl fmt::Display for RecordedWebhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What was never a URL may hold line breaks and the control codes of a terminal.
        let url = self.url.escape_debug();
        let (number, at, call) = (self.number, self.at, &self.call_id);
        write!(f, "{at:.0} hook_{number:<3} POST   {url} -> ")?;
        match &self.fate {
            WebhookFate::Responded(status) => write!(f, "{status}")?,
            WebhookFate::Failed(error) => write!(f, "no response: {error}")?,
            WebhookFate::Lost => write!(f, "lost")?,
            WebhookFate::NotSent(error) => write!(f, "not sent: {error}")?,
        }
        write!(f, " {call}")?;
        if self.attempt > 1 {
            write!(f, " attempt {}", self.attempt)?;
        }
        if let Some(fault) = self.fault {
            write!(f, " [fault: {fault}]")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use hyper::body::Bytes;
    use jiff::Timestamp;

    use super::{RecordedWebhook, WebhookFate};

    #[test]
    fn a_line_is_one_line_whatever_the_url_is() {
        let line = |url: &str| {
            let fate = WebhookFate::NotSent("the URL is not valid".to_owned());
            let (at, url) = (Timestamp::UNIX_EPOCH, url.to_owned());
            RecordedWebhook::new(at, "call_1".to_owned(), url, Bytes::new(), 1, None, fate)
                .to_string()
        };
        let hostile = line("http://x\n1970-01-01T00:00:00Z req_1 \u{1b}[2J\u{202e}");
        assert!(!hostile.contains(['\n', '\u{1b}', '\u{202e}']), "{hostile}");
        assert!(line("http://127.0.0.1:8080/a?b=c").contains(" http://127.0.0.1:8080/a?b=c -> "));
    }
}
