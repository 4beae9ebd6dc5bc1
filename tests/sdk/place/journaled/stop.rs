//! A process that ends in the middle of a request.

use std::fmt::Debug;
use std::future::IntoFuture;
use std::sync::Arc;

use revox::bytes::Bytes;
use revox::{
    BoxFuture, Client, Error, HttpRequest, MemoryJournal, PlacingOptions, Transport, http,
};
use tokio::sync::Notify;

use crate::place::{World, soon};

/// A client that stops at its first request of an operation, before or after it has reached the
/// server.
pub(in crate::place) struct Stop {
    pub(in crate::place) client: Client,
    has_stopped: Arc<Notify>,
}

#[derive(Debug)]
struct Stopping {
    inner: Arc<dyn Transport>,
    operation: &'static str,
    is_sent: bool,
    has_stopped: Arc<Notify>,
}

impl Transport for Stopping {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        if request.operation.id != self.operation {
            return self.inner.send(request);
        }
        let sent = self.is_sent.then(|| self.inner.send(request));
        let has_stopped = Arc::clone(&self.has_stopped);
        Box::pin(async move {
            if let Some(sent) = sent {
                let _ = sent.await;
            }
            has_stopped.notify_one();
            std::future::pending().await
        })
    }
}

impl Stop {
    pub(in crate::place) fn new(
        world: &World,
        journal: &MemoryJournal,
        operation: &'static str,
        is_sent: bool,
    ) -> Self {
        let has_stopped = Arc::new(Notify::new());
        let client = Client::with_transport(Stopping {
            inner: Arc::clone(world.client.transport()),
            operation,
            is_sent,
            has_stopped: Arc::clone(&has_stopped),
        });
        let options = PlacingOptions::new().journal(journal.clone());
        Self {
            client: client.with_placing(options.clock(world.clock())),
            has_stopped,
        }
    }

    /// Begins a placement with the client, and ends when the client has stopped.
    pub(in crate::place) async fn crash<F: IntoFuture<Output: Debug>>(&self, placement: F) {
        tokio::select! {
            outcome = placement.into_future() => panic!("{outcome:?}"),
            () = soon(self.has_stopped.notified()) => {}
        }
    }
}
