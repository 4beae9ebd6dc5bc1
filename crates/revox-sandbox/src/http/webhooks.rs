//! Sends webhooks, and records what became of them.

use std::future::pending;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::Request;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{CONNECTION, CONTENT_TYPE, HOST, USER_AGENT};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use super::response_body::ResponseBody;
use super::stop::Stop;
use crate::record::{RecordedWebhook, WebhookFate};
use crate::service::Service;
use crate::webhook::Outgoing;

pub(crate) type WebhookObserver = Box<dyn Fn(&RecordedWebhook) + Send + Sync>;

/// The real time that a receiver has for its response, whatever the pace of the sandbox's clock.
const PATIENCE: Duration = Duration::from_secs(5);

/// The pause between two looks at a clock that passes by itself.
const TICK: Duration = Duration::from_millis(50);

/// The one that sends all webhooks of a sandbox. It holds the state only to fetch and to record, so a
/// receiver that hangs delays nothing but its own webhooks.
pub(crate) struct Sender {
    service: Arc<Service>,
    observer: Option<WebhookObserver>,
    stop: Stop,
}

impl Sender {
    pub(crate) fn new(
        service: Arc<Service>,
        observer: Option<WebhookObserver>,
        stop: Stop,
    ) -> Arc<Self> {
        Arc::new(Self {
            service,
            observer,
            stop,
        })
    }

    /// Sends until the sandbox stops.
    pub(crate) async fn run(self: Arc<Self>) {
        let work = Arc::clone(&self.service.lock().outbox.work);
        loop {
            let (due, passes, generation) = {
                let mut state = self.service.lock();
                let passes = state.is_sender_awake && state.clock.passes();
                (state.outbox.take(), passes, state.outbox.generation)
            };
            self.observe();
            for outgoing in due {
                tokio::spawn(Arc::clone(&self).send(outgoing, generation));
            }
            let tick = async {
                match passes {
                    true => sleep(TICK).await,
                    // The clock moves by calls, each of which tells of work.
                    false => pending().await,
                }
            };
            tokio::select! {
                () = self.stop.requested() => return,
                () = work.notified() => {}
                () = tick => {}
            }
        }
    }

    async fn send(self: Arc<Self>, outgoing: Outgoing, generation: u64) {
        let exchange = timeout(PATIENCE, exchange(&outgoing));
        let result = tokio::select! {
            () = self.stop.requested() => return,
            result = exchange => result,
        };
        let fate = match result {
            Ok(Ok(status)) => WebhookFate::Responded(status),
            Ok(Err(error)) => WebhookFate::Failed(error),
            Err(_) => WebhookFate::Failed(format!("no response within {} s", PATIENCE.as_secs())),
        };
        let mut state = self.service.lock();
        if state.outbox.generation != generation {
            return;
        }
        let is_delivered = fate.is_delivered();
        state.record.push_webhook(RecordedWebhook::new(
            outgoing.at,
            outgoing.call_id.clone(),
            outgoing.url.clone(),
            outgoing.body.clone(),
            outgoing.attempt,
            outgoing.fault,
            fate,
        ));
        state.outbox.finish(outgoing, is_delivered);
        // A further attempt may be due at once: the clock may be far ahead.
        state.send_webhooks();
        state.outbox.progress.notify_waiters();
    }

    fn observe(&self) {
        if let Some(observer) = &self.observer {
            let webhooks = self.service.lock().record.unobserved_webhooks();
            for webhook in &webhooks {
                // Webhooks are sent whatever the observer does. The panic hook has reported the panic.
                let _ = catch_unwind(AssertUnwindSafe(|| observer(webhook)));
            }
        }
    }
}

/// Sends one webhook on a connection of its own, and returns the status of the response. Its body is
/// not read, and a redirect is not followed.
async fn exchange(outgoing: &Outgoing) -> Result<u16, String> {
    let receiver = &outgoing.receiver;
    let stream = TcpStream::connect((receiver.host.as_str(), receiver.port));
    let stream = stream.await.map_err(|error| reason(&error))?;
    let handshake = http1::handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = handshake.map_err(|error| error.to_string())?;
    let request = Request::post(&receiver.target)
        .header(HOST, &receiver.authority)
        .header(CONNECTION, "close")
        .header(CONTENT_TYPE, "application/json")
        .header(
            USER_AGENT,
            concat!("revox-sandbox/", env!("CARGO_PKG_VERSION")),
        )
        .body(ResponseBody::whole(Bytes::clone(&outgoing.body)))
        .map_err(|error| error.to_string())?;
    let mut response = pin!(sender.send_request(request));
    // The connection lives as long as this function.
    let response = tokio::select! {
        biased;
        response = &mut response => response,
        // It may have brought the response in its last moment.
        _ = connection => response.await,
    };
    match response {
        Ok(response) => Ok(response.status().as_u16()),
        Err(error) if error.is_parse() => Err("the response is not HTTP".to_owned()),
        Err(_) => Err("the connection was closed without a response".to_owned()),
    }
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "the connection was refused".to_owned(),
        _ => error.to_string(),
    }
}
