//! Decides what follows an attempt, as a pure function of what is known once it has ended.

use std::time::Duration;

use http::Method;
use revox_api::{Delivery, RetryClass};

use super::backoff;

/// Longest pause that a server may ask for. Beyond it, the caller gets the error at once and can
/// ask its `retry_after()`.
const MOST_PATIENCE: Duration = Duration::from_secs(60);

/// Tokens of the budget that a retry costs.
const COST: u32 = 14;

/// Tokens that a retry costs after 429, which shows that the server is up.
const COST_WHEN_THROTTLED: u32 = 5;

/// End of an attempt, as far as the decision depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// A complete response of this status.
    Status(u16),
    /// The connection was never made.
    NotConnected,
    /// The exchange broke off or timed out after the connection was made. The delivery follows from
    /// the status, if one arrived.
    Broken(Delivery),
    /// Anything that another attempt would only repeat: a request refused by this library, a
    /// refused redirect, a body that is too large.
    Final,
}

/// Everything that the decision depends on.
#[derive(Clone, Debug)]
pub(super) struct Situation<'a> {
    pub(super) class: RetryClass,
    pub(super) method: &'a Method,
    pub(super) ending: Ending,
    /// The worst delivery of the attempts before this one.
    pub(super) before: Option<Delivery>,
    /// Pause that the server asks for.
    pub(super) retry_after: Option<Duration>,
    /// Number of retries so far.
    pub(super) retries: u32,
    pub(super) max_retries: u32,
    /// Time until the deadline of the request.
    pub(super) time_left: Option<Duration>,
    /// True if the caller vouches that the server does nothing when it responds with 429.
    pub(super) rate_limit_is_proof: bool,
    /// Random number, at least 0 and less than 1.
    pub(super) random: f64,
}

/// Next step after an attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Decision {
    /// The caller gets the outcome of the attempt.
    Stop,
    /// The request is sent again after a pause, if the budget has tokens for its cost.
    Retry { pause: Duration, cost: u32 },
    /// This attempt did not find the resource because an earlier one deleted it: a success.
    Deleted,
}

pub(super) fn decide(situation: &Situation<'_>) -> Decision {
    let is_own_deletion = *situation.method == Method::DELETE
        && situation.ending == Ending::Status(404)
        && situation.before >= Some(Delivery::Unknown);
    if is_own_deletion {
        return Decision::Deleted;
    }
    if !may_resend(situation) || situation.retries >= situation.max_retries {
        return Decision::Stop;
    }
    match pause(situation) {
        Some(pause) => Decision::Retry {
            pause,
            cost: cost(status(situation.ending)),
        },
        None => Decision::Stop,
    }
}

/// Returns true if another attempt may succeed, and cannot make anything happen twice.
fn may_resend(situation: &Situation<'_>) -> bool {
    let ending = situation.ending;
    match situation.class {
        RetryClass::Read | RetryClass::Idempotent => match ending {
            Ending::NotConnected => true,
            Ending::Broken(delivery) => delivery != Delivery::Rejected,
            Ending::Status(status) => matches!(status, 408 | 429 | 500..=599),
            Ending::Final => false,
        },
        // Earlier attempts were harmless too, or this one would not have been made.
        RetryClass::Once => match ending {
            Ending::NotConnected => true,
            Ending::Status(429) => situation.rate_limit_is_proof,
            Ending::Status(_) | Ending::Broken(_) | Ending::Final => false,
        },
    }
}

/// Returns the pause before the next attempt, or `None` if there is no time for it.
fn pause(situation: &Situation<'_>) -> Option<Duration> {
    let left = situation.time_left.unwrap_or(Duration::MAX);
    let pause = match situation.retry_after {
        Some(asked) if asked > MOST_PATIENCE => return None,
        Some(asked) => backoff::asked_for(asked, left.saturating_sub(asked), situation.random),
        None => backoff::exponential(situation.retries, situation.random),
    };
    (pause < left).then_some(pause)
}

pub(super) fn cost(status: Option<u16>) -> u32 {
    match status {
        Some(429) => COST_WHEN_THROTTLED,
        _ => COST,
    }
}

fn status(ending: Ending) -> Option<u16> {
    match ending {
        Ending::Status(status) => Some(status),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use Delivery::{Accepted, NotSent, Rejected, Unknown};
    use Ending::{Broken, Final, NotConnected, Status};
    use RetryClass::{Idempotent, Once, Read};

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// A first attempt of a read that ended in 503, halfway through its jitter.
    fn situation() -> Situation<'static> {
        Situation {
            class: Read,
            method: &Method::GET,
            ending: Status(503),
            before: None,
            retry_after: None,
            retries: 0,
            max_retries: 2,
            time_left: None,
            rate_limit_is_proof: false,
            random: 0.5,
        }
    }

    fn is_resent(class: RetryClass, ending: Ending) -> bool {
        let decision = decide(&Situation {
            class,
            ending,
            ..situation()
        });
        matches!(decision, Decision::Retry { .. })
    }

    /// The whole policy: class by ending.
    #[test]
    fn only_what_can_do_no_harm_is_resent() {
        // The columns are read, idempotent, once.
        let table = [
            (NotConnected, [true, true, true]),
            (Broken(Unknown), [true, true, false]),
            (Broken(Accepted), [true, true, false]),
            (Broken(Rejected), [false, false, false]),
            (Final, [false, false, false]),
            (Status(200), [false, false, false]),
            (Status(201), [false, false, false]),
            (Status(302), [false, false, false]),
            (Status(304), [false, false, false]),
            (Status(400), [false, false, false]),
            (Status(401), [false, false, false]),
            (Status(404), [false, false, false]),
            (Status(407), [false, false, false]),
            (Status(408), [true, true, false]),
            (Status(409), [false, false, false]),
            (Status(422), [false, false, false]),
            (Status(428), [false, false, false]),
            (Status(429), [true, true, false]),
            (Status(430), [false, false, false]),
            (Status(499), [false, false, false]),
            (Status(500), [true, true, false]),
            (Status(502), [true, true, false]),
            (Status(503), [true, true, false]),
            (Status(504), [true, true, false]),
            (Status(599), [true, true, false]),
            (Status(600), [false, false, false]),
        ];
        for (ending, expected) in table {
            let resent = [Read, Idempotent, Once].map(|class| is_resent(class, ending));
            assert_eq!(resent, expected, "{ending:?}");
        }
    }

    /// The caller's word changes the decision for 429 and for nothing else.
    #[test]
    fn a_rate_limit_is_proof_only_on_the_callers_word() {
        for ending in [Status(429), Status(503), Status(408), Broken(Unknown)] {
            let decision = decide(&Situation {
                class: Once,
                ending,
                rate_limit_is_proof: true,
                ..situation()
            });
            let is_resent = matches!(decision, Decision::Retry { .. });
            assert_eq!(is_resent, ending == Status(429), "{ending:?}");
        }
    }

    #[test]
    fn there_are_as_many_retries_as_allowed() {
        for (retries, max_retries, is_resent) in [
            (0, 0, false),
            (0, 1, true),
            (1, 1, false),
            (1, 2, true),
            (2, 2, false),
        ] {
            let decision = decide(&Situation {
                retries,
                max_retries,
                ..situation()
            });
            let pauses = matches!(decision, Decision::Retry { .. });
            assert_eq!(pauses, is_resent, "{retries} of {max_retries}");
        }
    }

    #[test]
    fn a_retry_costs_less_where_the_server_throttles() {
        for (ending, expected) in [(Status(429), 5), (Status(503), 14), (NotConnected, 14)] {
            let decision = decide(&Situation {
                ending,
                ..situation()
            });
            let found = match decision {
                Decision::Retry { cost, .. } => Some(cost),
                _ => None,
            };
            assert_eq!(found, Some(expected), "{ending:?}");
        }
    }

    fn pause(situation: &Situation<'_>) -> Option<Duration> {
        match decide(situation) {
            Decision::Retry { pause, .. } => Some(pause),
            _ => None,
        }
    }

    /// In seconds: the pause that the server asks for, the time until the deadline, the pause made.
    #[test]
    fn a_pause_is_what_the_server_asks_for_and_ends_before_the_deadline() {
        let table = [
            (None, None, Some(0.25)),
            (None, Some(0.26), Some(0.25)),
            (None, Some(0.25), None),
            (Some(0.0), None, Some(2.5)),
            (Some(7.0), None, Some(9.5)),
            (Some(60.0), None, Some(62.5)),
            (Some(61.0), None, None),
            (Some(7.0), Some(8.0), Some(7.5)),
            (Some(7.0), Some(7.0), None),
            (Some(7.0), Some(6.0), None),
        ];
        for (asked, left, expected) in table {
            let found = pause(&Situation {
                retry_after: asked.map(Duration::from_secs_f64),
                time_left: left.map(Duration::from_secs_f64),
                ..situation()
            });
            let expected = expected.map(Duration::from_secs_f64);
            assert_eq!(found, expected, "asked {asked:?}, left {left:?}");
        }
    }

    #[test]
    fn later_retries_pause_longer() {
        let pauses: Vec<_> = (0..3)
            .map(|retries| {
                pause(&Situation {
                    retries,
                    max_retries: 9,
                    ..situation()
                })
            })
            .collect();
        let expected = [250, 500, 1000].map(|millis| Some(Duration::from_millis(millis)));
        assert_eq!(pauses, expected);
    }

    /// A 404 for a `DELETE` means success if an earlier attempt may have reached the server.
    #[test]
    fn a_deletion_that_finds_nothing_after_an_unknown_attempt_is_done() {
        let table = [
            (
                Method::DELETE,
                Status(404),
                Some(Unknown),
                Decision::Deleted,
            ),
            (
                Method::DELETE,
                Status(404),
                Some(Accepted),
                Decision::Deleted,
            ),
            (Method::DELETE, Status(404), Some(NotSent), Decision::Stop),
            (Method::DELETE, Status(404), None, Decision::Stop),
            (Method::DELETE, Status(403), Some(Unknown), Decision::Stop),
            (Method::GET, Status(404), Some(Unknown), Decision::Stop),
            (Method::PATCH, Status(404), Some(Unknown), Decision::Stop),
        ];
        for (method, ending, before, expected) in table {
            let decision = decide(&Situation {
                class: Idempotent,
                method: &method,
                ending,
                before,
                retries: 1,
                ..situation()
            });
            assert_eq!(decision, expected, "{method} {ending:?} after {before:?}");
        }
        assert_eq!(pause(&situation()), Some(SECOND / 4));
    }
}
