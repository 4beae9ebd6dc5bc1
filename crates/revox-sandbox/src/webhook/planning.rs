//! Turns what happened into webhooks, and lets faults hit them.

use jiff::SignedDuration;

use super::{News, Notice, Outgoing, Reason, body};
use crate::fault::{Effect, Forgery};
use crate::record::{RecordedWebhook, WebhookFate};
use crate::state::State;

/// A body that is neither JSON nor text.
const GARBAGE: &[u8] = b"{\"call\":{\"id\":\"call_\xff\xfe\",\"status\":";

impl State {
    /// Plans the webhooks for what has happened, and makes those due whose time has come.
    pub(crate) fn send_webhooks(&mut self) {
        let notices = std::mem::take(&mut self.engine.notices);
        let wakes = self.engine.has_receivers && !self.is_sender_awake;
        self.is_sender_awake |= wakes;
        // Also for those that are only recorded: somebody may observe the record.
        if wakes || !notices.is_empty() {
            self.outbox.work.notify_one();
        }
        for notice in notices {
            self.announce(notice);
        }
        self.outbox.release(self.engine.now);
    }

    fn announce(&mut self, notice: Notice) {
        let Notice {
            at,
            call_id,
            url,
            receiver,
            news,
        } = notice;
        let (step, body) = match news {
            News::Rings => {
                let Some(step) = self.faults.next_forgery() else {
                    return;
                };
                let body = match step.effect {
                    Effect::Forge { body } => self.forged(body, &call_id),
                    _ => return,
                };
                (Some(step), body)
            }
            News::Changed {
                reason,
                status,
                attempts,
            } => (
                self.faults.next_webhook(),
                body(reason, at, &call_id, status, attempts),
            ),
        };
        let receiver = match receiver {
            Ok(receiver) if !self.outbox.is_full() => Ok(receiver),
            Ok(_) => Err("too many webhooks are undelivered".to_owned()),
            Err(reason) => Err(reason),
        };
        let fault = step.as_ref().map(|step| step.word());
        let effect = step.map(|step| step.effect);
        let unsent = |fate| {
            let body = body.clone().into();
            RecordedWebhook::new(at, call_id.clone(), url.clone(), body, 1, fault, fate)
        };
        let receiver = match (receiver, &effect) {
            (Ok(_), Some(Effect::Lose)) => {
                return self.record.push_webhook(unsent(WebhookFate::Lost));
            }
            (Err(reason), _) => {
                return self
                    .record
                    .push_webhook(unsent(WebhookFate::NotSent(reason)));
            }
            (Ok(receiver), _) => receiver,
        };
        let mut outgoing = Outgoing {
            at,
            call_id,
            url,
            receiver,
            body: body.into(),
            attempt: 1,
            fault,
        };
        match effect {
            Some(Effect::Double) => {
                self.outbox.plan(outgoing.clone());
                self.outbox.plan(outgoing);
            }
            Some(Effect::Delay { seconds }) => {
                let by = SignedDuration::try_from_secs_f64(seconds).unwrap_or(SignedDuration::MAX);
                outgoing.at = at.saturating_add(by).unwrap_or(at);
                self.outbox.plan(outgoing);
            }
            Some(Effect::Reorder) => self.outbox.hold(outgoing),
            _ => self.outbox.plan(outgoing),
        }
    }

    fn forged(&mut self, forgery: Forgery, call_id: &str) -> Vec<u8> {
        let at = self.engine.now;
        let id = match forgery {
            Forgery::Garbage => return GARBAGE.to_vec(),
            Forgery::Completed => call_id.to_owned(),
            Forgery::UnknownId => format!("call_{:010}", self.forgers.u64(..10_000_000_000)),
            Forgery::OtherId => {
                let calls = &self.engine.calls;
                let which = self.forgers.usize(..calls.len().max(1));
                let from_there = calls.keys().skip(which).chain(calls.keys());
                let other = from_there.into_iter().find(|id| *id != call_id);
                other.cloned().unwrap_or_default()
            }
        };
        body(Reason::CallFinished, at, &id, "completed", 1)
    }
}
