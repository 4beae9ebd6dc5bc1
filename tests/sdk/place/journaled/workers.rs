//! Many workers at once.

use super::journaled;
use crate::place::{lead, soon};

/// Eight at once, without and with a lost response.
#[tokio::test]
async fn of_many_workers_with_one_key_one_places_it() {
    for fault in ["ok", "status=502 after", "status=502", "late=100"] {
        let (world, journal) = journaled().await;
        world.fault(&format!("call_create x1 {fault}"));
        let workers = (0..8).map(|_| {
            let client = world.worker(&journal);
            tokio::spawn(async move { soon(client.call().place("lead-42", lead())).await })
        });
        let workers: Vec<_> = workers.collect();
        let mut ids = Vec::new();
        for worker in workers {
            ids.push(worker.await.unwrap().unwrap().into_call().id);
        }
        ids.dedup();
        assert_eq!((ids.len(), world.orders()), (1, 1), "{fault}");
    }
}
