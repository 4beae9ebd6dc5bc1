//! Gives lines to call orders, in the order of their times, as far as limits and windows allow.

use std::ops::Bound;

use jiff::{SignedDuration, Timestamp};

use super::lanes::Lane;
use super::{Call, Engine, Event, Order, Status};

/// The time from the start of an attempt until the phone rings. Our assumption.
pub(super) const DIALLING: SignedDuration = SignedDuration::from_secs(1);

impl Engine {
    pub(super) fn due(&mut self, index: usize, epoch: u32) {
        let Some(order) = self.order(index).filter(|order| order.epoch == epoch) else {
            return;
        };
        let (at, campaign) = (order.scheduled_at, order.campaign.clone());
        let campaign = campaign.and_then(|id| self.campaigns.get(&id));
        if campaign.is_some_and(|campaign| campaign.is_paused) {
            return self.hold(index);
        }
        self.set_status(index, Status::QueuedForCalling);
        self.waiting.insert((at, index));
        self.give_lines_soon();
    }

    /// Takes a call order out of those that wait for a line, until its campaign is resumed.
    pub(super) fn hold(&mut self, index: usize) {
        self.leave_line(index);
        if let Some(order) = self.order(index) {
            order.is_held = true;
            self.set_status(index, Status::Scheduled);
        }
    }

    pub(super) fn leave_line(&mut self, index: usize) {
        if let Some(order) = self.order(index) {
            let at = order.scheduled_at;
            self.waiting.remove(&(at, index));
        }
    }

    /// Lets everything else of this moment happen before.
    pub(super) fn give_lines_soon(&mut self) {
        if !self.lines_are_due {
            self.lines_are_due = true;
            self.queue.plan(self.now, None);
        }
    }

    pub(super) fn give_lines(&mut self) {
        self.lines_are_due = false;
        let mut after = Bound::Unbounded;
        while self
            .lanes
            .has_room(&Lane::Organization, self.settings.most_calls)
        {
            let next = self.waiting.range((after, Bound::Unbounded)).next();
            let Some(next) = next.copied() else {
                break;
            };
            after = Bound::Excluded(next);
            let (_, index) = next;
            if !self.has_room(index) {
                continue;
            }
            self.waiting.remove(&next);
            match self.may_ring_from(index) {
                Some(at) if at <= self.now => self.start_attempt(index),
                Some(at) => self.schedule(index, at),
                None => self.set_status(index, Status::Errored),
            }
        }
    }

    /// The time at which the attempt may start: now, or when a window opens that closed meanwhile.
    fn may_ring_from(&mut self, index: usize) -> Option<Timestamp> {
        let now = self.now;
        let order = self.order(index)?;
        if order.skips_window && order.attempts_made() == 0 {
            return Some(now);
        }
        let windows = &order.policy.windows;
        // Both have to be inside: the start of the attempt, and the ringing.
        let rings = now.checked_add(DIALLING).ok()?;
        match windows.is_open(now) && windows.is_open(rings) {
            true => Some(now),
            false if windows.is_open(now) => windows.next_open(rings),
            false => windows.next_open(now),
        }
    }

    fn has_room(&self, index: usize) -> bool {
        let Some((_, Call::Live(order))) = self.calls.get_index(index) else {
            return true;
        };
        let lanes = self.lanes_of(order);
        lanes
            .iter()
            .all(|(lane, limit)| self.lanes.has_room(lane, *limit))
    }

    /// The limits that a call of this call order counts towards.
    fn lanes_of(&self, order: &Order) -> Vec<(Lane, usize)> {
        let mut lanes = vec![(Lane::Organization, self.settings.most_calls)];
        if let Some(key) = &order.concurrency_key {
            lanes.push((Lane::Key(key.clone()), self.settings.most_calls_per_key));
        }
        if let Some(id) = &order.campaign {
            let campaign = self.campaigns.get(id);
            let limit = campaign.and_then(|campaign| campaign.most_calls);
            let limit = limit.map_or(usize::MAX, |limit| limit as usize);
            lanes.push((Lane::Campaign(id.clone()), limit));
        }
        if let Some(session) = &order.session {
            lanes.push((Lane::Session(session.clone()), 1));
        }
        lanes
    }

    pub(super) fn take_line(&mut self, index: usize) {
        let lanes = self.names_of_lanes(index);
        self.lanes.take(lanes);
    }

    pub(super) fn free_line(&mut self, index: usize) {
        let lanes = self.names_of_lanes(index);
        self.lanes.free(lanes);
        self.give_lines_soon();
    }

    fn names_of_lanes(&self, index: usize) -> Vec<Lane> {
        match self.calls.get_index(index) {
            Some((_, Call::Live(order))) => {
                let lanes = self.lanes_of(order).into_iter();
                lanes.map(|(lane, _)| lane).collect()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn plan_in(&mut self, index: usize, delay: SignedDuration, event: Event) {
        let at = self.now.saturating_add(delay).unwrap_or(self.now);
        self.queue.plan(at, Some((index, event)));
    }
}
