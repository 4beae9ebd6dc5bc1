//! Pausing, resuming and cancelling call orders, and putting one in.

use serde_json::{Value, json};

use super::{Call, Engine, Order, Status};

/// The state of the call order does not allow the change.
pub(crate) struct Conflict {
    pub(crate) status: String,
}

impl Conflict {
    fn with(order: &Order) -> Self {
        Self {
            status: order.status.as_str().to_owned(),
        }
    }
}

type Done = Result<(), Conflict>;

impl Engine {
    /// An attempt under way goes on to its end. Pausing again changes nothing.
    pub(crate) fn pause(&mut self, index: usize) -> Done {
        if let Some(done) = self.set_fixed(index, "paused") {
            return done;
        }
        self.leave_line(index);
        let Some(order) = self.order(index) else {
            return Ok(());
        };
        if order.is_over() || order.status == Status::NotLaunched {
            return Err(Conflict::with(order));
        }
        if order.is_paused {
            return Ok(());
        }
        order.is_paused = true;
        order.is_held = false;
        if !order.is_busy() {
            order.epoch += 1;
            self.set_status(index, Status::Paused);
        }
        Ok(())
    }

    /// The next attempt is made when it was planned, or when the calling windows allow it from now.
    pub(crate) fn resume(&mut self, index: usize) -> Done {
        if let Some(done) = self.set_fixed(index, "scheduled") {
            return done;
        }
        let now = self.now;
        let Some(order) = self.order(index) else {
            return Ok(());
        };
        if order.is_over() || order.status == Status::NotLaunched {
            return Err(Conflict::with(order));
        }
        order.is_paused = false;
        let earliest = order.scheduled_at.max(now);
        if order.status == Status::Paused {
            self.plan_attempt(index, earliest);
        }
        Ok(())
    }

    /// An attempt under way goes on to its end, as those of a cancelled campaign do.
    pub(crate) fn cancel(&mut self, index: usize) -> Done {
        if let Some(done) = self.set_fixed(index, "cancelled") {
            return done;
        }
        self.leave_line(index);
        let Some(order) = self.order(index) else {
            return Ok(());
        };
        if order.is_over() && order.status != Status::Cancelled {
            return Err(Conflict::with(order));
        }
        order.epoch += 1;
        order.is_held = false;
        self.set_status(index, Status::Cancelled);
        Ok(())
    }

    /// Of a call order that does not live, only the status changes.
    fn set_fixed(&mut self, index: usize, status: &str) -> Option<Done> {
        let Some((_, Call::Fixed(call))) = self.calls.get_index_mut(index) else {
            return None;
        };
        let current = call
            .get("status")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let is_over = matches!(current, "completed" | "errored" | "cancelled");
        if is_over && current != status {
            let status = current.to_owned();
            return Some(Err(Conflict { status }));
        }
        // Resuming without a pause changes nothing.
        let changes = status != "scheduled" || current == "paused";
        if let Some(call) = call.as_object_mut().filter(|_| changes) {
            call.insert("status".into(), status.into());
            call.insert("is_cancelled".into(), json!(status == "cancelled"));
        }
        Some(Ok(()))
    }

    /// Inserts a call order that time does not change, or replaces the one with its id.
    pub(crate) fn put_call(&mut self, id: String, call: Value) {
        if let Some(index) = self.calls.get_index_of(&id) {
            self.leave_line(index);
            let is_live = self
                .order(index)
                .is_some_and(|o| o.live_attempt().is_some());
            if is_live {
                self.free_line(index);
            }
        }
        self.calls.insert(id, Call::Fixed(call));
    }
}

impl Order {
    /// A call is under way, or is being analysed.
    pub(crate) fn is_busy(&self) -> bool {
        self.attempts
            .last()
            .is_some_and(|attempt| !attempt.is_analysed)
    }
}
