//! The record of requests, and what tests expect of it.

mod expectation;
mod request;
mod webhook;

use crate::bounded::{Bounded, Bounds};
pub(crate) use expectation::Expected;
pub(crate) use request::Fate;
pub use request::RecordedRequest;
pub use webhook::RecordedWebhook;
pub(crate) use webhook::WebhookFate;

/// The requests that are kept, and the webhooks; the README states these numbers.
const REQUESTS: Bounds = Bounds {
    items: 20_000,
    bytes: 32 * 1024 * 1024,
};

pub(crate) struct Record {
    requests: Bounded<RecordedRequest>,
    webhooks: Bounded<RecordedWebhook>,
    /// The number of webhooks that the observer knows.
    observed_webhooks: usize,
    expected: Vec<Expected>,
}

impl Record {
    pub(crate) fn new() -> Self {
        Self {
            requests: Bounded::new(REQUESTS),
            webhooks: Bounded::new(REQUESTS),
            observed_webhooks: 0,
            expected: Vec::new(),
        }
    }

    /// The number of the next request, counted from 1.
    pub(crate) fn next_number(&self) -> usize {
        self.requests.total() + 1
    }

    pub(crate) fn push(&mut self, request: RecordedRequest) {
        for expected in &mut self.expected {
            expected.count(&request);
        }
        let size = request.size();
        self.requests.push(request, size);
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &RecordedRequest> {
        self.requests.iter()
    }

    /// The number of requests that were ever recorded.
    pub(crate) fn total(&self) -> usize {
        self.requests.total()
    }

    /// The number of requests that were recorded and are not kept.
    pub(crate) fn discarded(&self) -> usize {
        self.requests.discarded()
    }

    /// Records an attempt to deliver a webhook, and gives it its number.
    pub(crate) fn push_webhook(&mut self, mut webhook: RecordedWebhook) {
        webhook.number = self.webhooks.total() + 1;
        let size = webhook.size();
        self.webhooks.push(webhook, size);
    }

    pub(crate) fn webhooks(&self) -> &Bounded<RecordedWebhook> {
        &self.webhooks
    }

    /// The webhooks that were recorded since the last call.
    pub(crate) fn unobserved_webhooks(&mut self) -> Vec<RecordedWebhook> {
        let from = std::mem::replace(&mut self.observed_webhooks, self.webhooks.total());
        let fresh = self.webhooks.iter().rev();
        let fresh = fresh.take_while(|webhook| webhook.number > from);
        let mut fresh: Vec<_> = fresh.cloned().collect();
        fresh.reverse();
        fresh
    }

    pub(crate) fn expect(&mut self, mut expected: Expected) {
        expected.first = self.next_number();
        self.expected.push(expected);
    }

    /// The expectations that are not met, and the requests that came instead, as text for people.
    pub(crate) fn unmet(&self) -> Option<String> {
        let unmet: Vec<&Expected> = self.expected.iter().filter(|e| !e.is_met()).collect();
        let first = unmet.iter().map(|expected| expected.first).min()?;
        let mut text = String::from("the sandbox did not get the requests that were expected:\n");
        for expected in &unmet {
            text += &format!("  {expected}\n");
        }
        let came: Vec<&RecordedRequest> = self
            .iter()
            .filter(|request| request.number() >= first)
            .collect();
        match came.len() {
            0 => text += "No request came at all.",
            1 => text += "One request came:",
            count => text += &format!("{count} requests came:"),
        }
        for request in came.iter().take(MOST_SHOWN) {
            text += &format!("\n  {request}");
        }
        if came.len() > MOST_SHOWN {
            text += &format!("\n  … and {} more", came.len() - MOST_SHOWN);
        }
        Some(text)
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::new();
    }
}

/// The requests that a failed expectation lists.
const MOST_SHOWN: usize = 50;
