//! A journal whose every step is compared with the book, and that fails on demand.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use revox::{BoxFuture, Change, Insertion, Journal, JournalError, PlacementKey, Reading, Update};

use super::book::Book;
use super::stage::Stage;

/// A failure of the journal, before or after it has done what it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum JournalFault {
    Before,
    After,
}

#[derive(Clone, Debug)]
pub(super) struct Watched {
    inner: Arc<dyn Journal>,
    stage: Stage,
    book: Book,
    faults: Arc<Mutex<VecDeque<JournalFault>>>,
}

type Outcome<T> = Result<T, JournalError>;

impl Watched {
    pub(super) fn new(inner: Arc<dyn Journal>, stage: &Stage, book: &Book) -> Self {
        Self {
            inner,
            stage: stage.clone(),
            book: book.clone(),
            faults: Arc::default(),
        }
    }

    pub(super) fn fail(&self, fault: JournalFault) {
        self.faults.lock().unwrap().push_back(fault);
    }

    pub(super) fn heal(&self) {
        self.faults.lock().unwrap().clear();
    }

    /// Does some work when it is the caller's turn, and returns at his next turn.
    fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Journal) -> BoxFuture<Outcome<T>> + Send + 'static,
        check: impl FnOnce(&Book, &T) + Send + 'static,
    ) -> BoxFuture<Outcome<T>> {
        let journal = self.clone();
        Box::pin(async move {
            let stage = &journal.stage;
            stage.turn().await;
            let fault = journal.faults.lock().unwrap().pop_front();
            if fault == Some(JournalFault::Before) {
                return Err(JournalError::new("the disk is full"));
            }
            let result = stage.at_work(work(&*journal.inner)).await?;
            check(&journal.book, &result);
            stage.turn().await;
            match fault {
                Some(_) => Err(JournalError::new("the connection broke")),
                None => Ok(result),
            }
        })
    }
}

impl Journal for Watched {
    fn insert(
        &self,
        key: PlacementKey,
        fingerprint: String,
        lease: Duration,
    ) -> BoxFuture<Outcome<Insertion>> {
        let (name, print) = (key.to_string(), fingerprint.clone());
        self.in_turn(
            move |journal| journal.insert(key, fingerprint, lease),
            move |book, got| book.inserted(&name, &print, lease, got),
        )
    }

    fn update(&self, key: PlacementKey, token: u64, change: Change) -> BoxFuture<Outcome<Update>> {
        let (name, asked) = (key.to_string(), change.clone());
        self.in_turn(
            move |journal| journal.update(key, token, change),
            move |book, got| book.updated(&name, token, &asked, got),
        )
    }

    fn get(&self, key: PlacementKey) -> BoxFuture<Outcome<Option<Reading>>> {
        let name = key.to_string();
        self.in_turn(
            move |journal| journal.get(key),
            move |book, got| book.read(&name, got.as_ref()),
        )
    }

    fn unresolved(
        &self,
        after: Option<PlacementKey>,
        limit: usize,
    ) -> BoxFuture<Outcome<Vec<Reading>>> {
        self.inner.unresolved(after, limit)
    }

    fn forget(&self, unchanged_for: Duration) -> BoxFuture<Outcome<u64>> {
        self.inner.forget(unchanged_for)
    }
}
