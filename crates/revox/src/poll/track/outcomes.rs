//! Turns the outcome of a request into updates, further polls and further requests.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use revox_api::Error;
use revox_api::models::Call;

use super::orders::{Failed, Id, Missing};
use super::requests::{Cause, Found, Job, Outcome, are_elsewhere, cause};
use super::{MOST_REFUSED, Track};
use crate::poll::reads::failures::Failures;
use crate::trace;

impl Track {
    pub(super) fn take(&mut self, job: Job, outcome: Outcome) {
        match outcome {
            Ok(found) => {
                self.client_failures = Failures::default();
                match job {
                    Job::Search(ids) => self.take_page(&ids, found),
                    Job::Retrieve(id) => self.take_one(id, found),
                }
            }
            Err(error) => match (cause(&job, &error), job) {
                (Cause::Client, job) => self.client_failed(job.ids(), error),
                (Cause::Part, Job::Search(ids)) => self.refused(ids, error),
                (_, Job::Search(ids)) => self.failed(&ids, error, true),
                (_, Job::Retrieve(id)) => self.failed(&[id], error, false),
            },
        }
    }

    fn take_page(&mut self, asked: &[Id], found: Found) {
        self.refused = 0;
        let (length, total) = (found.calls.len(), found.total);
        let unread = self.read(asked, found.calls, false);
        if are_elsewhere(asked.len(), unread.len(), length, total) {
            // By themselves: beside others, they might be left out each time.
            self.shared.orders().unsend(&unread);
            self.ready.push_back(Job::Search(unread));
        } else {
            self.missing(unread);
        }
    }

    fn take_one(&mut self, id: Id, found: Found) {
        let unread = self.read(std::slice::from_ref(&id), found.calls, true);
        if !unread.is_empty() {
            let operation = self.api.call().retrieve(&*id).operation();
            let error = Error::inconsistent("the call order has another id");
            self.failed(&unread, error.during(operation), false);
        }
    }

    /// Splits a search that failed because of one of its call orders, or because there were too many.
    fn refused(&mut self, ids: Vec<Id>, error: Error) {
        self.refused = self.refused.saturating_add(1);
        let half = ids.len().div_ceil(2);
        if error.is_too_large() {
            self.batch = self.batch.min(half);
        }
        if ids.len() > 1 && self.refused <= MOST_REFUSED {
            self.shared.orders().unsend(&ids);
            // Before all others, so that a half that succeeds comes soon.
            for part in ids.chunks(half).rev() {
                self.ready.push_front(Job::Search(part.to_vec()));
            }
            return;
        }
        if let [id] = ids.as_slice() {
            self.shared.orders().set_alone(id);
        }
        match error.is_not_found() {
            true => self.missing(ids),
            false => self.failed(&ids, error, ids.len() > 1),
        }
    }

    /// Pauses all polls after a request that failed because of the client, and gives up no call order.
    fn client_failed(&mut self, ids: &[Id], error: Error) {
        let (now, random) = (self.shared.now(), fastrand::f64());
        let mut orders = self.shared.orders();
        orders.ungather(ids, now);
        for job in self.ready.drain(..) {
            orders.ungather(job.ids(), now);
        }
        drop(orders);
        if now.elapsed < self.held_until {
            // It was sent before the pause began.
            return;
        }
        let (pause, is_lasting) = self.client_failures.add_of_client(&error, now.time, random);
        trace::poll_failed(&error, pause);
        self.held_until = now.elapsed.saturating_add(pause);
        self.next_tick = self.next_tick.max(self.held_until);
        if is_lasting {
            self.updates.push_back(Err(error));
        }
    }

    /// Applies the call orders of a response that were asked for, and returns the IDs of those it lacks.
    fn read(&mut self, asked: &[Id], calls: Vec<Call>, is_hidden: bool) -> Vec<Id> {
        let now = self.shared.now();
        let ids: HashMap<&str, &Id> = asked.iter().map(|id| (&**id, id)).collect();
        let mut read = HashSet::new();
        let mut orders = self.shared.orders();
        for call in calls {
            let Some(id) = ids.get(call.id.as_str()) else {
                continue;
            };
            read.insert(Id::clone(id));
            let update = orders.read(id, call, is_hidden, &self.schedule, now);
            let update = update.map(|update| Ok((Id::clone(id), update)));
            self.updates.extend(update);
        }
        let unread = asked.iter().filter(|id| !read.contains(*id));
        unread.cloned().collect()
    }

    fn missing(&mut self, ids: Vec<Id>) {
        let (now, random) = (self.shared.now(), fastrand::f64());
        let mut orders = self.shared.orders();
        for id in ids {
            if orders.missing(&id, self.limits, now, random) == Missing::Retrieve {
                orders.unsend(std::slice::from_ref(&id));
                self.ready.push_back(Job::Retrieve(id));
            }
        }
    }

    /// Records a failed poll of each call order and plans the next, or gives the call order up. The cause may
    /// be others if `may_be_others`.
    fn failed(&mut self, ids: &[Id], error: Error, may_be_others: bool) {
        // One pause for all of them keeps them together.
        let (now, random) = (self.shared.now(), fastrand::f64());
        let error = Arc::new(error);
        let mut longest = None;
        let mut orders = self.shared.orders();
        for id in ids {
            let failed = match may_be_others {
                true => orders.failed_beside_others(id, &error, self.limits, now, random),
                false => orders.failed(id, &error, self.limits, now, random),
            };
            match failed {
                Failed::Later(pause) => longest = longest.max(Some(pause)),
                Failed::Over(update) => {
                    let update = update.map(|update| Ok((Id::clone(id), *update)));
                    self.updates.extend(update);
                }
            }
        }
        drop(orders);
        if let Some(pause) = longest {
            trace::poll_failed(&error, pause);
        }
    }
}
