//! The reply to a number that no script names. How often what happens is our assumption.

use super::{DialError, Pickup, Reply};

/// Out of a hundred.
const PICKUPS: &[(u8, Pickup)] = &[
    (50, Pickup::Human),
    (24, Pickup::Voicemail),
    (12, Pickup::Error(DialError::NoAnswer)),
    (4, Pickup::Error(DialError::Busy)),
    (3, Pickup::Error(DialError::TemporarilyUnavailable)),
    (3, Pickup::IosScreeningFilter),
    (2, Pickup::PhoneMenu),
    (1, Pickup::Unknown),
    (1, Pickup::Error(DialError::NumberNonAttributed)),
];

type Conversation = (&'static [&'static str], &'static str, &'static str);

const CONVERSATIONS: &[Conversation] = &[
    (
        &[
            "Yes, this is a good time.",
            "That sounds good. Please go on.",
        ],
        "interested",
        "The person wants to know more.",
    ),
    (
        &["Sorry, I have no need for that."],
        "not_interested",
        "The person declined.",
    ),
    (
        &["I am in a meeting.", "Could you call again tomorrow?"],
        "requested_callback_later",
        "The person asked for a call at another time.",
    ),
    (
        &["Yes, that is right.", "Thank you, goodbye."],
        "completed",
        "Everything was settled.",
    ),
];

pub(super) fn reply(chance: &mut fastrand::Rng) -> Reply {
    let mut rest = chance.u8(..100);
    let mut pickup = Pickup::Human;
    for (share, candidate) in PICKUPS {
        if rest < *share {
            pickup = *candidate;
            break;
        }
        rest -= share;
    }
    let reply = Reply::new(pickup).ringing(f64::from(chance.u8(4..20)));
    match (pickup, chance.choice(CONVERSATIONS)) {
        (Pickup::Human, Some((says, outcome, summary))) => reply
            .saying(says.iter().copied())
            .outcome(*outcome)
            .summary(*summary),
        _ => reply,
    }
}
