//! What follows from the outcome of a request: updates, further polls, further requests.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use revox_api::Error;
use revox_api::models::Call;

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
                let unread = self.read(std::slice::from_ref(&id), found.calls, true);
                if !unread.is_empty() {
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
        let unread = self.read(&asked, found.calls, false);
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

    /// Takes the call orders that were asked for, and returns the IDs of those that are not there.
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
            let update = update.map(|update| (Id::clone(id), update));
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
                Failed::Over(update) => {
                    let update = update.map(|update| (Id::clone(id), *update));
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
