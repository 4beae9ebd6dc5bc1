//! Decides which fault hits which request.

use super::{Aim, Effect, Fault, Step};

/// The faults that are in force. The first one that has something for a request hits it.
#[derive(Debug)]
pub(crate) struct Rules {
    rules: Vec<Rule>,
    chance: fastrand::Rng,
    /// Chance of its own, so that webhooks do not depend on the requests in between.
    webhook_chance: fastrand::Rng,
}

#[derive(Debug)]
struct Rule {
    fault: Fault,
    /// The number of requests that it has hit.
    hits: u64,
}

impl Rules {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            rules: Vec::new(),
            chance: fastrand::Rng::with_seed(seed),
            webhook_chance: fastrand::Rng::with_seed(!seed),
        }
    }

    pub(crate) fn add(&mut self, fault: Fault) {
        self.rules.push(Rule { fault, hits: 0 });
    }

    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }

    /// The faults that still have something to do.
    pub(crate) fn faults(&self) -> Vec<&Fault> {
        let rules = self.rules.iter().filter(|rule| !rule.is_spent());
        rules.map(|rule| &rule.fault).collect()
    }

    /// The fault that hits a request to this operation; `None` if none does.
    pub(crate) fn next(&mut self, operation: Option<&str>) -> Option<Step> {
        let concerns = |fault: &Fault| {
            fault.aim() == Aim::Request
                && (fault.operation.is_none() || fault.operation.as_deref() == operation)
        };
        hit(&mut self.rules, &mut self.chance, concerns)
    }

    /// The fault that hits the next webhook; `None` if none does.
    pub(crate) fn next_webhook(&mut self) -> Option<Step> {
        let concerns = |fault: &Fault| fault.aim() == Aim::Webhook;
        hit(&mut self.rules, &mut self.webhook_chance, concerns)
    }

    /// The fault that lets somebody else call a webhook's URL, now that a phone rings.
    pub(crate) fn next_forgery(&mut self) -> Option<Step> {
        let concerns = |fault: &Fault| fault.aim() == Aim::Forgery;
        hit(&mut self.rules, &mut self.webhook_chance, concerns)
    }
}

fn hit(
    rules: &mut [Rule],
    chance: &mut fastrand::Rng,
    concerns: impl Fn(&Fault) -> bool,
) -> Option<Step> {
    for rule in rules {
        let fault = &rule.fault;
        if !concerns(fault) || rule.is_spent() {
            continue;
        }
        if fault.probability.is_some_and(|p| chance.f64() >= p) {
            continue;
        }
        let at = usize::try_from(rule.hits).unwrap_or_default() % fault.steps.len().max(1);
        let step = fault.steps.get(at).cloned();
        rule.hits += 1;
        return step.filter(|step| step.effect != Effect::None);
    }
    None
}

impl Rule {
    fn is_spent(&self) -> bool {
        let steps = self.fault.steps.len() as u64;
        let most = self.fault.times.map(|times| times.saturating_mul(steps));
        steps == 0 || most.is_some_and(|most| self.hits >= most)
    }
}
