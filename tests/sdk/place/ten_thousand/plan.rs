//! Faults and crashes of one placement, drawn at random.

use fastrand::Rng;

use crate::retries::ten_thousand_creates::faults::{Mishap, NOT_SENT, SENT, Symptom};

/// Faults of lookups and retrievals.
const OF_READS: [&str; 9] = [
    "ok",
    "status=500",
    "status=429 retry-after:1",
    "status=404",
    "drop",
    "drop-mid-body",
    "truncate",
    "garbage",
    "type=text/html",
];

/// All that goes wrong with one placement.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) network: Vec<Mishap>,
    /// Faults of the requests that create, search and retrieve, in turn.
    pub(super) create: Vec<&'static str>,
    pub(super) search: Vec<&'static str>,
    pub(super) retrieve: Vec<&'static str>,
    /// The request in which the process ends, from 0, and whether it has reached the server then.
    pub(super) crash: Option<(usize, bool)>,
}

fn choose(chance: &mut Rng, symptoms: &'static [Symptom]) -> Mishap {
    let symptom = chance.choice(symptoms).unwrap();
    *chance.choice(symptom.mishaps).unwrap()
}

impl Plan {
    pub(super) fn draw(chance: &mut Rng) -> Self {
        let mut network = Vec::new();
        let mut create = Vec::new();
        for _ in 0..[0, 0, 0, 0, 1, 1, 2][chance.usize(..7)] {
            match choose(chance, &SENT) {
                Mishap::Sandbox(words) => create.push(words),
                mishap => network.push(mishap),
            }
        }
        // Those that take real time are rare.
        let takes_time = |words: &str| words.starts_with("hang") || words.starts_with("drip");
        if chance.u32(..10) > 0 {
            create.retain(|words| !takes_time(words));
        }
        if chance.u32(..10) == 0 {
            network.push(choose(chance, &NOT_SENT[..2]));
        }
        let mut reads = || {
            let count = [0, 0, 0, 0, 0, 0, 1, 5][chance.usize(..8)];
            (0..count)
                .map(|_| OF_READS[chance.usize(..OF_READS.len())])
                .collect()
        };
        Self {
            network,
            create,
            search: reads(),
            retrieve: reads(),
            crash: (chance.u32(..10) == 0).then(|| (chance.usize(..4), chance.bool())),
        }
    }
}
