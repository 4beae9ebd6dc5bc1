//! The end of a server, as its connections learn of it.

use tokio::sync::watch;

/// Tells that the server is to stop.
#[derive(Clone)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// A signal, and the sender that gives it: by `true`, or by being dropped.
    pub(crate) fn channel() -> (watch::Sender<bool>, Self) {
        let (sender, receiver) = watch::channel(false);
        (sender, Self(receiver))
    }

    pub(crate) async fn requested(&self) {
        // An error tells that the sender was dropped.
        let _ = self.0.clone().wait_for(|stop| *stop).await;
    }
}
