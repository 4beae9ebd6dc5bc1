//! The webhooks sent.

use std::sync::Arc;

use super::Sandbox;
use crate::record::RecordedWebhook;

impl Sandbox {
    /// Returns the webhooks so far, in the order in which it was settled what became of them: each
    /// attempt to deliver one, and those that were not sent.
    ///
    /// Webhooks are sent from the Tokio runtime that the sandbox runs on, so after an
    /// [`advance`](Self::advance), await [`webhooks_settled`](Self::webhooks_settled) first. The latest
    /// 20,000 are kept.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), revox_sandbox::StartError> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// assert!(sandbox.webhooks().is_empty());
    /// # Ok(())
    /// # }
    /// ```
    pub fn webhooks(&self) -> Vec<RecordedWebhook> {
        self.service
            .lock()
            .record
            .webhooks()
            .iter()
            .cloned()
            .collect()
    }

    /// Waits until no webhook is due or under way: each one was delivered, or its next attempt lies in
    /// the future of the sandbox's clock.
    ///
    /// A receiver has five seconds for its response, so a test should limit the wait.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), revox_sandbox::StartError> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// sandbox.webhooks_settled().await;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn webhooks_settled(&self) {
        let progress = Arc::clone(&self.service.lock().outbox.progress);
        loop {
            let made = progress.notified();
            if self.service.lock().outbox.is_settled() {
                return;
            }
            made.await;
        }
    }
}
