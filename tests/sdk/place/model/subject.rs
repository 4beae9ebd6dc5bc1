//! The journals that the laws are about.

use std::sync::Arc;
use std::time::Duration;

use revox::{Clock, FileJournal, Journal, MemoryJournal};
use revox_postgres::PostgresJournal;
use revox_tests::postgres::{Database, Server, ServerClock};
use tempfile::TempDir;

use super::stage::Stage;

/// A journal for one script.
pub(super) trait Subject: Sized {
    /// Number of scripts, unless the environment says otherwise: a second of CPU time.
    const SCRIPTS: u32;

    /// Opens an empty journal.
    async fn open(stage: &Stage) -> Self;

    fn journal(&self) -> Arc<dyn Journal>;

    /// Closes it and opens it again. Nobody else has it open.
    async fn reopen(self, stage: &Stage) -> Self;

    /// Sets the clock of a journal that has one of its own.
    async fn follow(&self, _: &Stage) {}
}

pub(super) struct Memory(MemoryJournal);

impl Subject for Memory {
    const SCRIPTS: u32 = 600;

    async fn open(stage: &Stage) -> Self {
        Self(MemoryJournal::with_clock(stage.clock(Duration::ZERO)))
    }

    fn journal(&self) -> Arc<dyn Journal> {
        Arc::new(self.0.clone())
    }

    async fn reopen(self, _: &Stage) -> Self {
        self
    }
}

pub(super) struct File {
    journal: FileJournal,
    folder: TempDir,
}

impl File {
    fn open_in(folder: TempDir, stage: &Stage) -> Self {
        let path = folder.path().join("placements.redb");
        let clock = stage.clock(Duration::ZERO);
        let journal = FileJournal::open_with_clock(path, clock).unwrap();
        Self { journal, folder }
    }
}

impl Subject for File {
    const SCRIPTS: u32 = 8;

    async fn open(stage: &Stage) -> Self {
        Self::open_in(TempDir::new().unwrap(), stage)
    }

    fn journal(&self) -> Arc<dyn Journal> {
        Arc::new(self.journal.clone())
    }

    async fn reopen(self, stage: &Stage) -> Self {
        let Self { journal, folder } = self;
        drop(journal);
        Self::open_in(folder, stage)
    }
}

pub(super) struct Postgres {
    journal: PostgresJournal,
    database: Database,
    clock: ServerClock,
}

impl Subject for Postgres {
    const SCRIPTS: u32 = 12;

    async fn open(stage: &Stage) -> Self {
        let server = Server::shared().expect("the test has asked for it");
        let mut database = server.database();
        let clock = database.with_clock().await;
        let subject = Self {
            journal: database.journal().await,
            database,
            clock,
        };
        subject.follow(stage).await;
        subject
    }

    fn journal(&self) -> Arc<dyn Journal> {
        Arc::new(self.journal.clone())
    }

    async fn reopen(self, _: &Stage) -> Self {
        let journal = self.database.journal().await;
        Self { journal, ..self }
    }

    async fn follow(&self, stage: &Stage) {
        self.clock.set(stage.clock(Duration::ZERO).now()).await;
    }
}
