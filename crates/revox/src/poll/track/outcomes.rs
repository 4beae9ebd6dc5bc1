//! What follows from the outcome of a request: updates, further polls, further requests.

use std::collections::HashSet;
use std::sync::Arc;

use revox_api::Error;

use super::orders::{Failed, Id, Missing};
use super::requests::{Found, Job, Outcome, Rest, may_be_split, rest};
use super::{MOST_REFUSED, Track};
use crate::trace;

impl Track {
    pub(super) fn take(&mut self, job: Job, outcome: Outcome) {
        match (job, outcome) {
            (Job::Search(ids), Ok(found)) => {
                self.refused = 0;
                self.take_page(ids, found);
            }
            (Job::Retrieve(id), Ok(found)) => {
                let is_asked_for = found.calls.iter().any(|call| call.id == *id);
                self.read(found, true);
                if !is_asked_for {
                    let operation = self.api.call().retrieve(&*id).operation();
                    let error = Error::inconsistent("the call order has another id");
                    self.failed(&[id], error.during(operation));
                }
            }
            (Job::Search(ids), Err(error)) if may_be_split(&error) => {
                self.refused = self.refused.saturating_add(1);
                let half = ids.len().div_ceil(2);
                if error.is_too_large() {
                    self.batch = self.batch.min(half);
                }
                if ids.len() > 1 && self.refused <= MOST_REFUSED {
                    self.shared.orders().unsend(&ids);
                    // Before all others, so that a part that succeeds comes soon.
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
                    false => self.failed(&ids, error),
                }
            }
            (job, Err(error)) => self.failed(job.ids(), error),
        }
    }

    fn take_page(&mut self, asked: Vec<Id>, found: Found) {
        let rest = rest(&asked, &found.calls, found.total);
        let read: HashSet<String> = found.calls.iter().map(|call| call.id.clone()).collect();
        self.read(found, false);
        let unread: Vec<Id> = asked
            .into_iter()
            .filter(|id| !read.contains(&**id))
            .collect();
        match rest {
            Rest::Missing => self.missing(unread),
            // By themselves: beside others, they might be left out each time.
            Rest::Elsewhere => {
                self.shared.orders().unsend(&unread);
                self.ready.push_back(Job::Search(unread));
            }
            Rest::Unclear(reason) => {
                let operation = self.api.call().search().operation();
                let error = Error::inconsistent(reason).during(operation);
                self.failed(&unread, error);
            }
        }
    }

    fn read(&mut self, found: Found, is_hidden: bool) {
        let now = self.shared.now();
        let mut orders = self.shared.orders();
        for call in found.calls {
            let update = orders.read(call, is_hidden, &self.schedule, now);
            self.updates.extend(update);
        }
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

    fn failed(&mut self, ids: &[Id], error: Error) {
        // One pause for all of them keeps them together.
        let (now, random) = (self.shared.now(), fastrand::f64());
        let may_be_others = ids.len() > 1 && may_be_split(&error);
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
                Failed::Over(update) => self.updates.extend(update.map(|update| *update)),
            }
        }
        drop(orders);
        if let Some(pause) = longest {
            trace::poll_failed(&error, pause);
        }
    }
}
