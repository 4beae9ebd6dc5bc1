//! Holds the outcome of a run, and all of them in the end, against the laws.

use revox::models::Call;
use revox::{Delivery, PlaceError, Placement, PlacementKey, UndecidedReason};

use super::super::script::{Errand, Mode};
use super::super::subject::Subject;
use super::{Outcome, Run, World};

impl<S: Subject> World<S> {
    pub(super) fn check(&mut self, run: &Run, outcome: &Outcome) {
        match outcome {
            Ok(Some(placement)) => self.check_call(run, placement),
            Ok(None) => self.check_none(run),
            Err(error) => self.check_error(run, error),
        }
    }

    fn check_call(&mut self, run: &Run, placement: &Placement) {
        let call: &Call = placement.call();
        let orders = self.server.orders();
        let order = orders.iter().find(|order| call.id == order.id);
        let is_its_own = order.is_some_and(|order| order.key == run.key);
        let what = || format!("{} returned {}: {orders:#?}", run.key, call.id);
        self.stage.law(is_its_own, what);
        if run.errand == Errand::Cancel {
            self.tally.cancelled += 1;
            let is_cancelled = order.is_some_and(|order| order.is_cancelled);
            self.stage
                .law(is_cancelled, || format!("{} is not cancelled", call.id));
            self.settles(run);
            return;
        }
        if !placement.is_new() {
            self.tally.found += 1;
            return;
        }
        self.tally.new += 1;
        let is_first = !self.returned_as_new.contains(&call.id.to_string());
        self.stage
            .law(is_first, || format!("{} is new twice", call.id));
        self.returned_as_new.push(call.id.to_string());
        let creates = self.server.creates();
        let by = creates.iter().rev().find(|create| {
            create
                .order
                .is_some_and(|position| orders[position].id == call.id)
        });
        let is_its_own = by.is_some_and(|create| create.run == run.number);
        self.stage.law(is_its_own, || {
            format!("{} was placed by another: {by:?}", call.id)
        });
    }

    /// There was none, and none comes of what had left before.
    fn check_none(&mut self, run: &Run) {
        self.tally.none += 1;
        if self.mode == Mode::AtMostOnce || self.book.epoch(&run.key) != run.epoch {
            return;
        }
        self.stage.law(!run.had_order, || {
            format!("{} was there, and not found", run.key)
        });
        self.settles(run);
    }

    /// No phone rings any more because of what had left before this run began, unless the key was
    /// forgotten: lookups then find the call order before.
    fn settles(&mut self, run: &Run) {
        if self.mode != Mode::AtMostOnce && self.book.epoch(&run.key) == 0 {
            let before = 0..run.creates_before;
            let key = run.key.clone();
            self.fruitless
                .extend(before.map(|index| (index, key.clone(), run.epoch)));
        }
    }

    fn check_error(&mut self, run: &Run, error: &PlaceError) {
        let now = self.stage.now();
        let is_over = now - run.began >= run.patience;
        let mut tally = self.tally;
        let is_right = match error {
            PlaceError::Undecided(undecided) => match undecided.reason {
                UndecidedReason::Held => {
                    tally.held += 1;
                    is_over
                }
                UndecidedReason::NotSettled => {
                    tally.not_settled += 1;
                    is_over
                }
                UndecidedReason::LookupFailed => {
                    tally.lookup_failed += 1;
                    is_over && undecided.error.is_some()
                }
                UndecidedReason::NotResent => {
                    tally.not_resent += 1;
                    self.mode == Mode::AtMostOnce
                }
                // Or an assumption is broken, or the key was forgotten and placed again.
                UndecidedReason::Several => {
                    let orders = self.server.orders();
                    let mut ours = orders.iter().filter(|order| order.key == run.key);
                    self.mode == Mode::AtMostOnce
                        || self.book.epoch(&run.key) > 0
                        || ours.any(|order| order.is_cancelled)
                }
                _ => self.mode == Mode::AtMostOnce,
            },
            PlaceError::Journal { .. } => {
                tally.journal_failed += 1;
                true
            }
            PlaceError::Conflict { .. } => {
                tally.conflicts += 1;
                self.innocent.push(run.number);
                matches!(run.errand, Errand::Place | Errand::PlaceOther)
            }
            PlaceError::Lapsed { .. } => {
                tally.lapsed += 1;
                self.innocent.push(run.number);
                is_over
            }
            PlaceError::Request(error) => {
                tally.failed += 1;
                self.innocent.push(run.number);
                // A refusal, or what kept failing until the time was over.
                error.delivery() == Delivery::Rejected || is_over
            }
            PlaceError::NotCancelled { .. } => {
                tally.failed += 1;
                run.errand == Errand::Cancel
            }
            _ => false,
        };
        self.tally = tally;
        self.stage.law(is_right, || {
            format!("{:?} of {}: {error:?}", run.errand, run.key)
        });
    }

    pub(super) fn check_promises(&self) {
        let (creates, orders) = (self.server.creates(), self.server.orders());
        for create in creates.iter().filter(|create| create.order.is_some()) {
            let is_innocent = self.innocent.contains(&create.run);
            self.stage.law(!is_innocent, || {
                format!("run {} placed {}", create.run, create.key)
            });
        }
        for (index, key, epoch) in &self.fruitless {
            let create = &creates[*index];
            let order = create.order.map(|position| &orders[position]);
            let came = order.is_some_and(|order| {
                order.key == *key && order.epoch == *epoch && !order.is_cancelled
            });
            self.stage.law(!came, || {
                format!("{key} was placed, and was said not to be: {create:?}")
            });
        }
        if self.mode != Mode::AtMostOnce {
            // At least one: at most one is the server's law.
            for key in ["lead-0", "lead-1"] {
                let is_there = orders.iter().any(|order| order.key == key);
                self.stage
                    .law(is_there, || format!("{key} is missing: {orders:#?}"));
            }
        }
    }

    pub(super) async fn check_list(&self) {
        let journal = self.subject.as_ref().unwrap().journal();
        let open = journal.unresolved(None, usize::MAX).await.unwrap();
        let keys = open.iter().map(|reading| reading.entry.key.to_string());
        let (keys, expected) = (keys.collect::<Vec<_>>(), self.book.unresolved());
        self.stage.law(keys == expected, || {
            format!("open: {keys:?}, and not {expected:?}")
        });
        for key in self.book.keys() {
            let reading = journal.get(PlacementKey::parse(&*key).unwrap()).await;
            self.book.read(&key, reading.unwrap().as_ref());
        }
    }
}
