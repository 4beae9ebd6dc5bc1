//! A transport that ends its process in the middle of a request.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use revox::bytes::Bytes;
use revox::{BoxFuture, Error, HttpRequest, Transport, http};
use tokio::sync::Notify;

/// Ends the process in the middle of a request.
#[derive(Debug)]
pub(super) struct Crashing {
    pub(super) inner: Arc<dyn Transport>,
    pub(super) plan: Mutex<Option<(usize, bool)>>,
    pub(super) crashed: Notify,
    /// Requests that create, as the server has seen them.
    pub(super) creates: Arc<AtomicUsize>,
}

impl Crashing {
    /// Waits until the server has taken a request for which the client no longer waits: the time of
    /// the sandbox would otherwise pass faster than the server works.
    async fn wait_for_server(&self, sent: usize) {
        for _ in 0..50 {
            if self.creates.load(Ordering::SeqCst) > sent {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

/// The transport of one process.
#[derive(Clone, Debug)]
pub(super) struct Process(pub(super) Arc<Crashing>);

impl Transport for Process {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        let process = Arc::clone(&self.0);
        let reaches_server = {
            let mut plan = process.plan.lock().unwrap();
            match &mut *plan {
                Some((0, reaches_server)) => Some(*reaches_server),
                Some((left, _)) => {
                    *left -= 1;
                    None
                }
                None => None,
            }
        };
        let is_create = request.operation.id == "call_create";
        let before = process.creates.load(Ordering::SeqCst);
        let sent = (reaches_server != Some(false)).then(|| process.inner.send(request));
        Box::pin(async move {
            let response = match sent {
                Some(sent) => Some(sent.await),
                None => None,
            };
            if is_create && matches!(&response, Some(Err(error)) if error.is_timeout()) {
                process.wait_for_server(before).await;
            }
            match (reaches_server, response) {
                (None, Some(response)) => response,
                _ => {
                    process.crashed.notify_one();
                    std::future::pending().await
                }
            }
        })
    }
}
