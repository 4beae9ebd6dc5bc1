//! Placements with a journal: an intent before each request, and any number of writers.

mod crashes;
mod interruptions;
mod keys;
mod stop;
mod workers;

use std::time::Duration;

use revox::{Journal, MemoryJournal, PlacementKey, PlacingOptions};

use super::World;
pub(super) use stop::Stop;

/// The lease, and the time after which a foreign intent has settled, by default.
pub(super) const LEASE: Duration = Duration::from_secs(150);
pub(super) const FOREIGN_SETTLING: Duration = Duration::from_secs(180);

/// A world whose client has a journal, and the journal.
pub(super) async fn journaled() -> (World, MemoryJournal) {
    let mut world = World::new().await;
    let journal = MemoryJournal::with_clock(world.clock());
    let options = PlacingOptions::new().journal(journal.clone());
    world.client = world.client.with_placing(options);
    (world, journal)
}

async fn entry(journal: &MemoryJournal) -> revox::Entry {
    let key = PlacementKey::parse("lead-42").unwrap();
    journal.get(key).await.unwrap().unwrap().entry
}
