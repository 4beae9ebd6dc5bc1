//! The handle that users hold: starts the server, reaches into its state, stops it.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::{fmt, io};

use axum::extract::Request;
use axum::handler::HandlerWithoutStateExt;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::check::API_KEY;
use crate::error::{PutCallError, StartError};
use crate::record::RecordedRequest;
use crate::server::Server;
use crate::spec::Spec;
use crate::store::CallOrder;

/// A running in-memory Revox.
///
/// It lives on the Tokio runtime that started it, and on no other machine's network: it listens on
/// `127.0.0.1` only. Every sandbox has its own port and its own state, so tests that each start one
/// run side by side.
///
/// Dropping it stops it: no new connection is accepted, idle connections are closed, and a request
/// that is being answered is answered. The port is free as soon as the runtime has had its turn.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), revox_sandbox::StartError> {
/// let sandbox = revox_sandbox::Sandbox::start().await?;
/// println!("export REVOX_BASE_URL={}", sandbox.base_url());
/// println!("export REVOX_API_KEY={}", sandbox.api_key());
/// # Ok(())
/// # }
/// ```
pub struct Sandbox {
    server: Arc<Server>,
    base_url: String,
    /// Tells the server to stop by being dropped.
    _stop: oneshot::Sender<()>,
}

impl Sandbox {
    /// Starts a sandbox on a free port of `127.0.0.1`.
    ///
    /// It holds the call order of the OpenAPI description's examples, `call_8Zk3vQ`.
    ///
    /// # Errors
    ///
    /// [`StartError`] if no port can be opened, or if the OpenAPI description in this crate is one
    /// that the sandbox does not understand.
    ///
    /// # Panics
    ///
    /// Outside a Tokio runtime, or on one without I/O.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), revox_sandbox::StartError> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// assert!(sandbox.requests().is_empty());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn start() -> Result<Self, StartError> {
        let spec = Spec::embedded()?;
        let prefix = spec.prefix.clone();
        let server = Arc::new(Server::new(spec)?);
        let (stop, stopped) = oneshot::channel();
        let port = serve(Arc::clone(&server), stopped)
            .await
            .map_err(StartError::port)?;
        Ok(Self {
            server,
            base_url: format!("http://127.0.0.1:{port}{prefix}"),
            _stop: stop,
        })
    }

    /// The URL that a client is to be pointed at, without a slash at its end.
    ///
    /// Its path is that of the server in the OpenAPI description.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), revox_sandbox::StartError> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// assert!(sandbox.base_url().starts_with("http://127.0.0.1:"));
    /// assert!(sandbox.base_url().ends_with("/api"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The one API key that the sandbox accepts, the same in every sandbox and no secret.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), revox_sandbox::StartError> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// assert_eq!(sandbox.api_key(), "sandbox-key-not-a-secret");
    /// # Ok(())
    /// # }
    /// ```
    pub fn api_key(&self) -> &str {
        API_KEY
    }

    /// Puts a call order in, in place of one with the same `id` if there is one.
    ///
    /// Nothing but the `id` is looked at, so that a call order may hold what only a future server
    /// would send, or what no server should. A client that decodes a whole call order needs a whole
    /// one: edit one that is there, got by [`call`](Self::call).
    ///
    /// # Errors
    ///
    /// [`PutCallError`] if `call` is not a JSON object with a non-empty string `id`.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// let mut call = sandbox.call("call_8Zk3vQ").ok_or("an example is missing")?;
    /// call["id"] = "call_1".into();
    /// call["status"] = "of tomorrow".into();
    /// sandbox.put_call(call)?;
    ///
    /// assert!(sandbox.put_call(serde_json::json!({ "status": "queued" })).is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub fn put_call(&self, call: Value) -> Result<(), PutCallError> {
        let call = CallOrder::try_from(call)?;
        self.server.lock().store.put(call);
        Ok(())
    }

    /// The call order with this id, as `GET /call/{id}` answers it, out of its envelope.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), revox_sandbox::StartError> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// assert!(sandbox.call("call_8Zk3vQ").is_some());
    /// assert_eq!(sandbox.call("call_1"), None);
    /// # Ok(())
    /// # }
    /// ```
    pub fn call(&self, id: &str) -> Option<Value> {
        self.server.lock().store.call(id).cloned()
    }

    /// The ids of the call orders that the sandbox holds: those of the examples, then those of
    /// [`put_call`](Self::put_call), each in the order in which it first came.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// sandbox.put_call(serde_json::json!({ "id": "call_1" }))?;
    /// assert_eq!(sandbox.call_ids().last().map(String::as_str), Some("call_1"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn call_ids(&self) -> Vec<String> {
        self.server.lock().store.ids().to_vec()
    }

    /// Every request that was answered so far, in the order in which they had arrived completely.
    ///
    /// A client that has its answer finds its request here. The n-th one carried the
    /// `x-request-id` `req_n`.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// reqwest::get(format!("{}/call/call_1?verbose", sandbox.base_url())).await?;
    ///
    /// let requests = sandbox.requests();
    /// assert_eq!(requests[0].path(), "/api/call/call_1");
    /// assert_eq!(requests[0].query(), Some("verbose"));
    /// assert_eq!(requests[0].status(), 401);
    /// # Ok(())
    /// # }
    /// ```
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.server.lock().requests.clone()
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

async fn serve(server: Arc<Server>, stopped: oneshot::Receiver<()>) -> io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let port = listener.local_addr()?.port();
    // A handler instead of axum's `Router`, which would match decoded paths.
    let handler = move |request: Request| {
        let server = Arc::clone(&server);
        async move { server.respond(request).await }
    };
    let serving =
        axum::serve(listener, handler.into_make_service()).with_graceful_shutdown(async move {
            // An error is how the sender's drop arrives here.
            let _ = stopped.await;
        });
    tokio::spawn(serving.into_future());
    Ok(port)
}
