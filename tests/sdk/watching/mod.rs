//! Watches of call orders, against the sandbox on its clock and against made-up histories: watching takes
//! no time.

mod cancelling;
mod failures;
mod history;
mod laws;
mod lingering;
mod live;
mod placing;
mod privacy;
mod resuming;

use revox::poll::PollOptions;
use revox::{CallChange, Watch, WatchError, WatchEvent};

use crate::waiting::{World, seconds, soon};

impl World {
    fn watch(&self, id: &str) -> Watch {
        self.client.call().watch(id)
    }
}

/// Options with which a transcript is read along with the call.
fn live() -> PollOptions {
    PollOptions::new().longest_interval(seconds(2))
}

/// All events of a watch that ends with the call order.
async fn all(watch: Watch) -> Vec<WatchEvent> {
    let (events, error) = until_the_end(watch).await;
    assert!(error.is_none(), "{error:?}");
    events
}

/// All events of a watch that fails, and its error.
async fn failing(watch: Watch) -> (Vec<WatchEvent>, WatchError) {
    let (events, error) = until_the_end(watch).await;
    (events, error.unwrap())
}

async fn until_the_end(mut watch: Watch) -> (Vec<WatchEvent>, Option<WatchError>) {
    soon(async {
        let mut events = Vec::new();
        let error = loop {
            match watch.next().await {
                Some(Ok(event)) => events.push(event),
                Some(Err(error)) => break Some(error),
                None => break None,
            }
        };
        // It stays at its end.
        assert!(watch.next().await.is_none());
        (events, error)
    })
    .await
}

fn ids(events: &[WatchEvent]) -> Vec<String> {
    events.iter().map(|event| event.id.clone()).collect()
}

/// The changes, as their names and the ids of attempts.
fn changes(events: &[WatchEvent]) -> Vec<String> {
    let changes = events.iter().map(|event| match &event.change {
        CallChange::Status { status, .. } => status.to_string(),
        change => format!("{change:?}"),
    });
    changes.collect()
}
