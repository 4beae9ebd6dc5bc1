//! The work of a tracker, done while its stream is read: ticks, requests, updates.

use std::task::{Context, Poll};

use revox_api::Error;

use super::requests::{Job, Outcome};
use super::{REFUSED_FOR, Running, Track, TrackUpdate};
use crate::trace;

/// Result of looking at the time.
enum Tick {
    Begun,
    Later,
    Done,
}

impl Track {
    pub(super) fn poll_update(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<TrackUpdate, Error>>> {
        loop {
            while let Some(next) = self.updates.pop_front() {
                let next = match next {
                    Ok((id, update)) if self.shared.orders().deliver(&id, &update) => Ok(update),
                    Ok(_) => continue,
                    Err(error) => Err(error),
                };
                // Nobody may come back for it for long.
                self.sleep = None;
                return Poll::Ready(Some(next));
            }
            if let Some((job, outcome)) = self.poll_running(context) {
                self.take(job, outcome);
                continue;
            }
            if self.begin() {
                continue;
            }
            match self.poll_tick(context) {
                Tick::Begun => {}
                Tick::Later => return Poll::Pending,
                Tick::Done => return Poll::Ready(None),
            }
        }
    }

    /// Returns a request that is over.
    // One at a time, so that only one page is in memory.
    fn poll_running(&mut self, context: &mut Context<'_>) -> Option<(Job, Outcome)> {
        let mut over = None;
        for (index, running) in self.running.iter_mut().enumerate() {
            if let Poll::Ready(outcome) = running.outcome.as_mut().poll(context) {
                over = Some((index, outcome));
                break;
            }
        }
        let (index, outcome) = over?;
        let running = self.running.swap_remove(index);
        Some((running.job, outcome))
    }

    /// Begins a request. Returns false if there is none, or too many are under way.
    fn begin(&mut self) -> bool {
        if self.running.len() >= self.concurrency {
            return false;
        }
        let Some(job) = self.ready.pop_front() else {
            return false;
        };
        let mut orders = self.shared.orders();
        let job = match job {
            Job::Search(ids) => Job::Search(orders.send(ids)),
            Job::Retrieve(id) => {
                let ids = orders.send(vec![id]);
                match ids.into_iter().next() {
                    Some(id) => Job::Retrieve(id),
                    None => return true,
                }
            }
        };
        drop(orders);
        if !job.ids().is_empty() {
            let outcome = job.begin(&self.api);
            self.running.push(Running { job, outcome });
        }
        true
    }

    fn poll_tick(&mut self, context: &mut Context<'_>) -> Tick {
        // First of all: what comes from now on wakes it, and what came before is seen below.
        let waker = context.waker().clone();
        let before = self.shared.orders().waker.replace(waker);
        drop(before);
        let now = self.shared.clock().elapsed();
        let mut orders = self.shared.orders();
        if orders.is_done() {
            return Tick::Done;
        }
        // Polls that become due while requests are queued wait for the next tick.
        let due = orders.first_due().filter(|_| self.ready.is_empty());
        let Some(due) = due else {
            self.sleep = None;
            return Tick::Later;
        };
        let at = due.max(self.next_tick);
        if at <= now {
            self.sleep = None;
            self.next_tick = now.saturating_add(self.tick);
            if now >= self.splits_at {
                self.splits_at = now.saturating_add(REFUSED_FOR);
                self.refused = 0;
            }
            let batches = orders.gather(now, self.batch);
            drop(orders);
            let count = batches.iter().map(Vec::len).sum();
            trace::polling(count, batches.len());
            self.ready.extend(batches.into_iter().map(Job::Search));
            return Tick::Begun;
        }
        drop(orders);
        let clock = self.shared.clock();
        let (_, sleep) = match &mut self.sleep {
            Some(sleep) if sleep.0 == at => sleep,
            sleep => sleep.insert((at, clock.sleep(at - now))),
        };
        match sleep.as_mut().poll(context) {
            Poll::Ready(()) => {
                self.sleep = None;
                Tick::Begun
            }
            Poll::Pending => Tick::Later,
        }
    }
}
