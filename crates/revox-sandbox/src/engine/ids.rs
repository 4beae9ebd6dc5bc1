//! Ids and chance: the same for the same seed, however requests are interleaved elsewhere.

use std::collections::BTreeMap;

/// Makes the ids of resources.
#[derive(Debug)]
pub(crate) struct Ids {
    seed: u64,
    made: BTreeMap<&'static str, u64>,
}

impl Ids {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            made: BTreeMap::new(),
        }
    }

    /// The next id of a kind, as in `call_4Tn6yB2p`.
    pub(crate) fn next(&mut self, kind: &'static str) -> String {
        const LETTERS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        let made = self.made.entry(kind).or_default();
        *made += 1;
        let mut chance = chance(self.seed, hash(kind), *made);
        let letters = std::iter::repeat_with(|| chance.choice(LETTERS));
        let letters: String = letters.flatten().take(10).map(|b| char::from(*b)).collect();
        format!("{kind}_{letters}")
    }
}

/// Chance that depends on the seed and on two numbers, and on nothing that happened before.
pub(crate) fn chance(seed: u64, one: u64, other: u64) -> fastrand::Rng {
    fastrand::Rng::with_seed(mix(mix(mix(seed) ^ one) ^ other))
}

/// The finalizer of SplitMix64: numbers that are near come to lie apart.
fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}
