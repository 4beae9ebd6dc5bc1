//! Tells of what happens to call orders whose assistant has a webhook.

use serde_json::Value;

use super::{Engine, Order};
use crate::webhook::{News, Notice, Reason};

impl Engine {
    /// Takes note that a call order has a receiver for its webhooks.
    pub(crate) fn note_receiver(&mut self, assistant: &Value) {
        let url = assistant.get("webhook_url").and_then(Value::as_str);
        let receivers = &self.settings.receivers;
        self.has_receivers |= url.is_some_and(|url| receivers.check(url).is_ok());
    }

    /// Gives notice that a phone rings.
    pub(super) fn notify_of_ringing(&mut self, index: usize) {
        self.notify(index, |_| News::Rings);
    }

    pub(super) fn notify_of_change(&mut self, index: usize, reason: Reason) {
        self.notify(index, |order| News::Changed {
            reason,
            status: order.status.as_str(),
            attempts: order.attempts_made(),
        });
    }

    fn notify(&mut self, index: usize, news: impl FnOnce(&Order) -> News) {
        let at = self.now;
        let Some(order) = self.order(index) else {
            return;
        };
        let url = order.assistant.get("webhook_url").and_then(Value::as_str);
        let Some(url) = url.filter(|url| !url.is_empty()) else {
            return;
        };
        let (call_id, url, news) = (order.id.clone(), shortened(url), news(order));
        let receiver = self.settings.receivers.check(&url);
        if receiver.is_err() && matches!(news, News::Rings) {
            return;
        }
        self.notices.push(Notice {
            at,
            call_id,
            url,
            receiver,
            news,
        });
    }
}

/// The beginning of a URL that is too long to be called.
fn shortened(url: &str) -> String {
    url.chars().take(4_096).collect()
}
