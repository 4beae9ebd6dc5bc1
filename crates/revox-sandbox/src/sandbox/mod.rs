//! The handle that users hold: starts the server, reaches into its state, stops it.

mod expectation;
mod requests;
mod time;
mod webhooks;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::watch;

use crate::builder::Builder;
use crate::error::{PutCallError, StartError};
use crate::fault::{Fault, FaultError};
use crate::http::check::KEY_WITHOUT_ACCESS;
use crate::quirks::Quirks;
use crate::script::Script;
use crate::service::Service;

pub use expectation::Expectation;

/// Longest wait for the responses under way.
const LONGEST_STOP: Duration = Duration::from_secs(5);

/// A running in-memory Revox.
///
/// It runs on the Tokio runtime that started it, and listens on `127.0.0.1` unless
/// [`Builder::address`] says otherwise. Every sandbox has its own port and its own state, so tests
/// that each start one can run in parallel.
///
/// Dropping it checks its [expectations](Self::expect) and stops it: no new connection is accepted,
/// idle connections are closed, and requests under way get their responses. Webhooks that are not
/// delivered are forgotten. The port is free once
/// the runtime has run its tasks.
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
    service: Arc<Service>,
    base_url: String,
    api_key: String,
    /// Tells the server to stop, at the latest by being dropped.
    stop: watch::Sender<bool>,
}

impl Sandbox {
    pub(crate) fn new(
        service: Arc<Service>,
        base_url: String,
        api_key: String,
        stop: watch::Sender<bool>,
    ) -> Self {
        Self {
            service,
            base_url,
            api_key,
            stop,
        }
    }

    /// Returns a builder for a sandbox with other settings than those of [`start`](Self::start).
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), revox_sandbox::StartError> {
    /// let sandbox = revox_sandbox::Sandbox::builder().seed(7).start().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// Starts a sandbox on a free port of `127.0.0.1`, in which time moves only by
    /// [`advance`](Self::advance) and its siblings.
    ///
    /// It has the resources of the OpenAPI description's examples: the call order `call_8Zk3vQ` of
    /// the campaign `campaign_3Ge8wD`, the assistant `assistant_4Tn6yB`, two phone numbers, three
    /// voices and a user.
    ///
    /// # Errors
    ///
    /// Fails if no port can be opened, or if the sandbox does not understand the OpenAPI
    /// description in this crate.
    ///
    /// # Panics
    ///
    /// Panics outside a Tokio runtime, or if the runtime has no I/O or time driver.
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
        Self::builder().start().await
    }

    /// Stops the sandbox, and waits for the responses under way for at most five seconds.
    ///
    /// Dropping a sandbox also stops it, but does not wait.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), revox_sandbox::StartError> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// let url = sandbox.base_url().to_owned();
    /// sandbox.stop().await;
    /// assert!(reqwest::get(url).await.is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn stop(self) {
        // An error means that nobody is listening any more.
        let _ = self.stop.send(true);
        let _ = tokio::time::timeout(LONGEST_STOP, self.stop.closed()).await;
    }

    /// Returns the base URL for a client, without a trailing slash.
    ///
    /// It has the path of the server in the OpenAPI description.
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

    /// Returns the API key that the sandbox accepts, which is not a secret.
    ///
    /// It is the same in every sandbox, unless [`Builder::api_key`] sets another.
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
        &self.api_key
    }

    /// Returns an API key that is valid but gives access to nothing: its requests get 403.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// let response = reqwest::Client::new()
    ///     .get(format!("{}/users/me", sandbox.base_url()))
    ///     .bearer_auth(sandbox.api_key_without_access())
    ///     .send()
    ///     .await?;
    /// assert_eq!(response.status(), 403);
    /// # Ok(())
    /// # }
    /// ```
    pub fn api_key_without_access(&self) -> &str {
        KEY_WITHOUT_ACCESS
    }

    /// Replaces the script that decides who answers the phone, for attempts from now on.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), revox_sandbox::StartError> {
    /// use revox_sandbox::{Reply, Sandbox, Script};
    ///
    /// let sandbox = Sandbox::start().await?;
    /// sandbox.set_script(Script::new().otherwise([Reply::voicemail()]));
    /// # Ok(())
    /// # }
    /// ```
    pub fn set_script(&self, script: Script) {
        self.service.lock().engine.settings.script = script;
    }

    /// Replaces the quirks of the service, from now on.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), revox_sandbox::StartError> {
    /// use std::time::Duration;
    /// use revox_sandbox::{Quirks, Sandbox};
    ///
    /// let sandbox = Sandbox::start().await?;
    /// sandbox.set_quirks(Quirks::new().visible_after(Duration::from_secs(90)));
    /// # Ok(())
    /// # }
    /// ```
    pub fn set_quirks(&self, quirks: Quirks) {
        self.service.lock().engine.settings.quirks = quirks;
    }

    /// Adds a fault, which applies from now on, to those injected before.
    ///
    /// # Errors
    ///
    /// Fails if the fault is impossible, or if it is for an operation that does not exist.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use revox_sandbox::{Fault, Sandbox};
    ///
    /// let sandbox = Sandbox::start().await?;
    /// sandbox.inject(Fault::drop_after_accepting().on("call_create").times(1))?;
    /// assert!(sandbox.inject(Fault::hang().on("no_operation")).is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub fn inject(&self, fault: Fault) -> Result<(), FaultError> {
        self.service.inject(fault)
    }

    /// Removes all faults.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = revox_sandbox::Sandbox::start().await?;
    /// sandbox.inject("50% status=500".parse()?)?;
    /// sandbox.heal();
    /// # Ok(())
    /// # }
    /// ```
    pub fn heal(&self) {
        self.service.lock().faults.clear();
    }

    /// Resets the sandbox: it forgets everything that happened, and restores the script, faults,
    /// quirks and time that it was started with. If time is real, it is the present again.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// sandbox.put_call(serde_json::json!({ "id": "call_1" }))?;
    /// sandbox.reset();
    /// assert_eq!(sandbox.call("call_1"), None);
    /// # Ok(())
    /// # }
    /// ```
    pub fn reset(&self) {
        self.service.reset();
    }

    /// Inserts a call order, or replaces the one with the same `id`. Time does not change it.
    ///
    /// Only the `id` is checked, so a call order may have values that only a future server would
    /// send, or that no server should. For a client that decodes complete call orders, edit an
    /// existing one that you get from [`call`](Self::call).
    ///
    /// # Errors
    ///
    /// Fails if `call` is not a JSON object with a non-empty string `id`.
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
        self.service.put_call(call)
    }

    /// Returns the call order with this id as `GET /call/{id}` does, without the envelope.
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
        self.service.call(id)
    }

    /// Returns the ids of all call orders, in the order in which they were first inserted.
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
        let state = self.service.lock();
        state.engine.calls.keys().cloned().collect()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // A test that already fails for another reason should report that reason.
        if !std::thread::panicking() {
            self.verify();
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}
