//! The sandbox's time, and its history.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::Sandbox;
use crate::engine::HistoryEntry;

impl Sandbox {
    /// Returns the sandbox's time.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), revox_sandbox::StartError> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// assert_eq!(sandbox.now().to_string(), "2026-06-15T08:00:00Z");
    /// # Ok(())
    /// # }
    /// ```
    pub fn now(&self) -> Timestamp {
        self.service.lock().engine.now
    }

    /// Advances the clock, and returns once everything due until then has happened.
    ///
    /// This blocks only the calling thread: requests on other threads get responses meanwhile, as
    /// of the time that has been reached.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use std::time::Duration;
    /// use revox_sandbox::{Reply, Sandbox, Script};
    ///
    /// let script = Script::new().when_dialling("+33639980175", [Reply::human().outcome("interested")]);
    /// let sandbox = Sandbox::builder().script(script).start().await?;
    /// let order = reqwest::Client::new()
    ///     .post(format!("{}/call", sandbox.base_url()))
    ///     .bearer_auth(sandbox.api_key())
    ///     .json(&serde_json::json!({
    ///         "phone_number": "+33639980175",
    ///         "assistant_id": "assistant_4Tn6yB",
    ///     }))
    ///     .send()
    ///     .await?
    ///     .json::<serde_json::Value>()
    ///     .await?;
    /// assert_eq!(order["call"]["status"], "initializing");
    ///
    /// sandbox.advance(Duration::from_secs(3600));
    /// let id = order["call"]["id"].as_str().ok_or("no id")?;
    /// let order = sandbox.call(id).ok_or("no call order")?;
    /// assert_eq!(order["status"], "completed");
    /// assert_eq!(order["outcome"], "interested");
    /// # Ok(())
    /// # }
    /// ```
    pub fn advance(&self, by: Duration) {
        let by = SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX);
        self.service.advance(|state| {
            let to = state.clock.now().saturating_add(by);
            to.unwrap_or(Timestamp::MAX)
        });
    }

    /// Advances the clock to `time`, unless that is in the past.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// sandbox.advance_to("2026-06-18T08:00:00Z".parse()?);
    /// assert_eq!(sandbox.now().to_string(), "2026-06-18T08:00:00Z");
    /// # Ok(())
    /// # }
    /// ```
    pub fn advance_to(&self, time: Timestamp) {
        self.service.advance(|_| time);
    }

    /// Returns the time of the next event, or `None` if there is none. Events include webhooks that are
    /// due later, but not those on their way.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), revox_sandbox::StartError> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// assert_eq!(sandbox.next_event_at(), None);
    /// # Ok(())
    /// # }
    /// ```
    pub fn next_event_at(&self) -> Option<Timestamp> {
        self.service.lock().next_event()
    }

    /// Advances the clock to the next event and returns its time, or `None` if there is none.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// assert_eq!(sandbox.advance_to_next_event(), None);
    /// # Ok(())
    /// # }
    /// ```
    pub fn advance_to_next_event(&self) -> Option<Timestamp> {
        let next = self.next_event_at()?;
        self.service.advance(|_| next);
        Some(next)
    }

    /// Returns the history of all call orders, earliest entry first.
    ///
    /// The same requests, script, seed and times give the same history. The latest 200,000 entries
    /// are kept, as long as they take no more than 64 MiB.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), revox_sandbox::StartError> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// assert!(sandbox.history().is_empty());
    /// # Ok(())
    /// # }
    /// ```
    pub fn history(&self) -> Vec<HistoryEntry> {
        self.service.lock().engine.history.iter().cloned().collect()
    }
}
