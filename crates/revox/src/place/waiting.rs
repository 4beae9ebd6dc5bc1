//! Reasons for which a placement waits, for the log.

use std::fmt;
use std::time::Duration;

use super::decision::{Effect, Finding, Situation};

/// Reason for which a placement waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waiting {
    /// A request may still take effect.
    Settling,
    /// The API accepted a request, and does not find its result yet.
    Hidden,
    /// The latest lookup failed, or was incomplete.
    LookupFailed,
    /// No connection to the server was made.
    NotConnected,
    /// Another try holds the key. Its lease is over after this time, unless it is extended.
    Held { lease: Duration },
}

impl Waiting {
    /// Returns the reason to wait in this situation, and the time at which it is over at the latest.
    pub(super) fn new(situation: &Situation<'_>) -> (Self, Duration) {
        let ends_at = situation.ends_at;
        let is_failed = |finding| matches!(finding, Finding::Failed | Finding::Incomplete);
        match (situation.look, situation.effect) {
            (Some(look), _) if is_failed(look.finding) => (Self::LookupFailed, ends_at),
            (Some(look), Effect::Possible { settled_at }) if look.began < *settled_at => {
                (Self::Settling, ends_at.min(*settled_at))
            }
            (_, Effect::Certain { found_by, .. }) => (Self::Hidden, ends_at.min(*found_by)),
            _ => (Self::NotConnected, ends_at),
        }
    }
}

impl fmt::Display for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Held { lease } => {
                let lease = lease.as_secs_f64();
                return write!(
                    f,
                    "another try holds the key; if it has died, this one takes over in {lease:.0} s"
                );
            }
            Self::Settling => "an earlier request with this key may still take effect",
            Self::Hidden => "a request was accepted, and its result is not found yet",
            Self::LookupFailed => "the lookup of the key failed",
            Self::NotConnected => "no connection to the server was made",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::decision::{Look, NotConnected};
    use super::*;

    fn seconds(number: u64) -> Duration {
        Duration::from_secs(number)
    }

    #[test]
    fn a_placement_says_for_what_it_waits_and_how_long() {
        let possible = Effect::Possible {
            settled_at: seconds(150),
        };
        let certain = Effect::Certain {
            id: None,
            found_by: seconds(30),
        };
        for (effect, began, finding, expected, until) in [
            (&possible, 0, Finding::Absent, Waiting::Settling, 150),
            (&possible, 0, Finding::Unmarked, Waiting::Settling, 150),
            (&possible, 0, Finding::Failed, Waiting::LookupFailed, 600),
            (&possible, 150, Finding::Absent, Waiting::NotConnected, 600),
            (&certain, 0, Finding::Absent, Waiting::Hidden, 30),
            (&certain, 0, Finding::Failed, Waiting::LookupFailed, 600),
            (
                &Effect::Nothing,
                0,
                Finding::Absent,
                Waiting::NotConnected,
                600,
            ),
            (
                &Effect::Nothing,
                0,
                Finding::Incomplete,
                Waiting::LookupFailed,
                600,
            ),
        ] {
            let mut situation = Situation {
                now: seconds(began),
                ends_at: seconds(600),
                sends_until: Some(seconds(600)),
                may_resend: true,
                looks_first: true,
                effect,
                look: Some(Look {
                    began: seconds(began),
                    ended: seconds(began),
                    finding,
                    count: 1,
                }),
                not_connected: Some(NotConnected {
                    ended: seconds(began),
                    count: 1,
                }),
            };
            let waiting = Waiting::new(&situation);
            assert_eq!(
                waiting,
                (expected, seconds(until)),
                "{effect:?} {finding:?}"
            );
            // Never longer than until the placement gives up.
            situation.ends_at = seconds(20);
            assert_eq!(Waiting::new(&situation), (expected, seconds(20)));
        }
    }
}
