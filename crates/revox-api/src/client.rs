use std::sync::Arc;

use crate::Transport;

/// A client that sends its requests through a [`Transport`].
///
/// It has a generated method for each resource of the API (`client.call()`, `client.campaigns()`,
/// …). Cloning is cheap; clones share the transport.
///
/// # Examples
///
/// ```
/// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
/// let call = client.call().retrieve("call_8Zk3vQ").await?;
/// println!("{}", call.status);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Client {
    transport: Arc<dyn Transport>,
}

impl Client {
    /// Creates a client that sends every request through `transport`.
    pub fn new(transport: impl Transport) -> Self {
        Self {
            transport: Arc::new(transport),
        }
    }

    /// Returns the transport, so that another one can wrap it.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox_api::bytes::Bytes;
    /// use revox_api::{Body, BoxFuture, Client, Error, Finished, HttpRequest, Transport, http};
    ///
    /// /// Counts the requests that it passes on.
    /// #[derive(Debug)]
    /// struct Counter {
    ///     inner: std::sync::Arc<dyn Transport>,
    ///     count: std::sync::atomic::AtomicUsize,
    /// }
    ///
    /// impl Transport for Counter {
    ///     fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
    ///         self.count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    ///         self.inner.send(request)
    ///     }
    ///
    ///     fn stream(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Body>, Error>> {
    ///         self.count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    ///         self.inner.stream(request)
    ///     }
    ///
    ///     fn finished(&self, finished: &Finished<'_>) {
    ///         self.inner.finished(finished);
    ///     }
    /// }
    ///
    /// fn counting(client: &Client) -> Client {
    ///     let inner = client.transport().clone();
    ///     Client::new(Counter { inner, count: 0.into() })
    /// }
    /// ```
    pub fn transport(&self) -> &Arc<dyn Transport> {
        &self.transport
    }
}
