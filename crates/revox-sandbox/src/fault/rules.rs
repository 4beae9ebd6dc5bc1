//! Decides which fault hits which request.

use super::{Effect, Fault, Step};

/// The faults that are in force. The first one that has something for a request hits it.
#[derive(Debug)]
pub(crate) struct Rules {
    rules: Vec<Rule>,
    chance: fastrand::Rng,
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
        for rule in &mut self.rules {
            let fault = &rule.fault;
            let concerns = fault.operation.is_none() || fault.operation.as_deref() == operation;
            if !concerns || rule.is_spent() {
                continue;
            }
            if fault.probability.is_some_and(|p| self.chance.f64() >= p) {
                continue;
            }
            let at = usize::try_from(rule.hits).unwrap_or_default() % fault.steps.len().max(1);
            let step = fault.steps.get(at).cloned();
            rule.hits += 1;
            return step.filter(|step| step.effect != Effect::None);
        }
        None
    }
}

impl Rule {
    fn is_spent(&self) -> bool {
        let steps = self.fault.steps.len() as u64;
        let most = self.fault.times.map(|times| times.saturating_mul(steps));
        steps == 0 || most.is_some_and(|most| self.hits >= most)
    }
}
