//! A request as a user writes it, and what of it is received.

use revox::{BoxFuture, Client, Error, Parameters, Request, Violation};
use revox_tests::operations::operations;
use revox_tests::stub::{KEY, Stub};
use serde::de::DeserializeOwned;
use serde_json::Value;

type Outcome = BoxFuture<Result<(), Error>>;

/// A request to an operation.
pub(crate) struct Case {
    /// The id of the operation.
    pub(crate) operation: &'static str,
    /// Name of the example; [`REQUIRED`], [`ALL`] and [`NULL`] have a meaning.
    variant: &'static str,
    send: Box<dyn Fn(&Client) -> Outcome>,
    read: fn(&str) -> Box<dyn Read>,
}

/// Variant with the required parameters alone.
pub(crate) const REQUIRED: &str = "required";
/// Variant with every parameter.
pub(crate) const ALL: &str = "all";
/// Variant with `null` wherever that is allowed.
pub(crate) const NULL: &str = "null";

/// `request` is an example of a `variant` of requests to `operation`.
pub(crate) fn case<T: 'static, P: Parameters + DeserializeOwned>(
    operation: &'static str,
    variant: &'static str,
    request: impl Fn(&Client) -> Request<T, P> + 'static,
) -> Case {
    let send = move |client: &Client| -> Outcome {
        let answer = request(client).into_future();
        Box::pin(async { answer.await.map(|_| ()) })
    };
    Case {
        operation,
        variant,
        send: Box::new(send),
        read: |body| Box::new(serde_json::from_str::<P>(body).unwrap()),
    }
}

/// Parameters that were read from a body.
pub(crate) trait Read {
    /// The body that they are sent as.
    fn body(&self) -> String;
    /// Returns the limits that they violate.
    fn violations(&self) -> Vec<Violation>;
}

impl<P: Parameters> Read for P {
    fn body(&self) -> String {
        serde_json::to_string(self).unwrap()
    }

    fn violations(&self) -> Vec<Violation> {
        Parameters::violations(self)
    }
}

impl Case {
    /// Sends the request.
    pub(crate) fn send(&self, client: &Client) -> Outcome {
        (self.send)(client)
    }

    /// Sends the request to a server that responds as the spec says, and returns what it received.
    pub(crate) async fn sent(self) -> Sent {
        let stub = Stub::start(vec![operations()[self.operation].example_response()]).await;
        let answer = self.send(&stub.client()).await;
        answer.unwrap_or_else(|error| panic!("{} ({}): {error}", self.operation, self.variant));
        let received = stub.received();
        assert_eq!(received.len(), 1);
        let (head, body) = received[0].split_once("\r\n\r\n").unwrap();
        Sent {
            variant: self.variant,
            head: head.replace(KEY, "<key>"),
            body: body.to_owned(),
            read: self.read,
        }
    }
}

/// A request as it was received, without the key.
pub(crate) struct Sent {
    /// Variant of its [`Case`].
    pub(crate) variant: &'static str,
    head: String,
    /// The body as it came.
    pub(crate) body: String,
    read: fn(&str) -> Box<dyn Read>,
}

impl Sent {
    /// Method and target, as in `GET /api/voices/a?provider=cartesia`.
    pub(crate) fn line(&self) -> &str {
        let line = self.head.lines().next().unwrap();
        line.strip_suffix(" HTTP/1.1").unwrap()
    }

    /// The body, which must be there.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The parameters of the same type that `body` holds.
    pub(crate) fn read(&self, body: &str) -> Box<dyn Read> {
        (self.read)(body)
    }

    /// The request without what differs between runs, machines and versions of this library.
    pub(crate) fn readable(&self) -> String {
        // How long a body is says nothing beside it.
        let is_left_out = |header: &str| {
            let length = header.strip_prefix("content-length:");
            header.starts_with("host:") || length.is_some() && !self.body.is_empty()
        };
        let mut headers: Vec<_> = self.head.lines().skip(1).collect();
        headers.retain(|header| !is_left_out(header));
        headers.sort_unstable();
        let mut text = format!("# {}\n\n{}\n", self.variant, self.line());
        text.push_str(&headers.join("\n"));
        if !self.body.is_empty() {
            text.push_str(&format!("\n\n{:#}", self.json()));
        }
        text.replace(env!("CARGO_PKG_VERSION"), "<version>")
    }
}
