//! The analysis after a call: outcome, structured output, messages.

use serde_json::{Map, Value, json};

use super::Engine;
use super::conversation::fill;
use super::extraction::{Conversation, extract};
use super::ids::chance;
use crate::script::Pickup;

impl Engine {
    pub(super) fn analysed(&mut self, index: usize) {
        let (now, seed) = (self.now, self.settings.seed);
        let ids = [self.ids.next("sms"), self.ids.next("email")];
        let Some(order) = self.order(index) else {
            return;
        };
        let made = order.attempts_made();
        let Some(attempt) = order.attempts.last_mut() else {
            return;
        };
        attempt.is_analysed = true;
        let reply = &attempt.plan.reply;
        let is_human = reply.pickup == Pickup::Human;
        if is_human {
            // A stream of its own, so that output does not depend on who is on the line.
            let mut chance = chance(!seed, index as u64, made);
            let conversation = Conversation {
                extracts: &reply.extracts,
                variables: &order.variables,
                number: &order.to,
                at: attempt.ended_at.unwrap_or(now),
            };
            let config = setting(&order.assistant, "structured_output_config");
            attempt.output = extract(config, &conversation, &mut chance);
            order.outcome = Some(reply.outcome.clone().unwrap_or_else(|| "completed".into()));
            let summary = reply.summary.clone();
            order.summary = Some(summary.unwrap_or_else(|| "The conversation was held.".into()));
        } else {
            order.outcome.clone_from(&reply.outcome);
            order.summary.clone_from(&reply.summary);
        }
        let outcome = order.outcome.clone().unwrap_or_else(|| "none".into());
        let message = Message {
            assistant: &order.assistant,
            variables: &order.variables,
            outcome: &outcome,
            is_voicemail: reply.pickup == Pickup::Voicemail,
            now: now.to_string(),
        };
        let [sms_id, email_id] = ids;
        attempt.sms_log.extend(message.sms(sms_id, &order.to));
        attempt.email_log.extend(message.email(email_id, &order.to));
        self.log_attempt(index, &format!("analysed {outcome}"));
        self.follow(index);
    }
}

fn setting<'a>(assistant: &'a Value, name: &str) -> &'a Value {
    assistant.get(name).unwrap_or(&Value::Null)
}

/// The source of the messages after a call.
struct Message<'a> {
    assistant: &'a Value,
    variables: &'a Map<String, Value>,
    outcome: &'a str,
    is_voicemail: bool,
    now: String,
}

impl Message<'_> {
    /// The SMS that the assistant's settings ask for. The text is the prompt that would lead to it.
    fn sms(&self, id: String, to: &str) -> Option<Value> {
        let (prompt, kind) = match self.is_voicemail {
            true => ("voicemail_sms_prompt", "voicemail"),
            false if self.reports("after_call_sms_outcomes") => {
                ("after_call_sms_prompt", "after_call")
            }
            false => return None,
        };
        let prompt = setting(self.assistant, prompt).as_str()?;
        Some(json!({
            "id": id,
            "created_at": self.now,
            "message_body": fill(prompt, self.variables),
            "to_phone_number": to,
            "type": kind,
            "provider": "twilio",
            "provider_message_id": null,
        }))
    }

    fn email(&self, id: String, number: &str) -> Option<Value> {
        if !self.reports("email_notification_outcomes") {
            return None;
        }
        let addresses = setting(self.assistant, "email_notification_address").as_str()?;
        let addresses: Vec<&str> = addresses.split(',').map(str::trim).collect();
        Some(json!({
            "id": id,
            "created_at": self.now,
            "from_address": "notifications@revox.example",
            "resend_message_id": null,
            "subject": format!("Call to {number}: {}", self.outcome),
            "to_emails": addresses,
        }))
    }

    /// Returns whether the outcome is among those of a setting.
    fn reports(&self, outcomes: &str) -> bool {
        let outcomes = setting(self.assistant, outcomes).as_array();
        outcomes.is_some_and(|outcomes| outcomes.iter().any(|outcome| outcome == self.outcome))
    }
}
