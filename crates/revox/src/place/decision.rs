//! Decides what a placement does next, as a pure function of what is known.
//!
//! All times are measured from the start of the run. The cardinal rule: a request leaves only if
//! nothing can have come, and nothing can still come, of the requests before it.

use std::time::Duration;

/// Pause before the first repetition of a lookup; each further one takes twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// Longest pause between two lookups, or between two attempts to connect: a call order is found
/// at most that much later than it could be.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Effect that the requests with this key may have had so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing: none was sent, or each was refused.
    Nothing,
    /// One may have placed a call order, or may still place one. A complete lookup that begins at
    /// `settled_at` or later and finds none is proof that there is none.
    Possible { settled_at: Duration },
    /// There is a call order. From `found_by` on, the API finds it.
    Certain {
        id: Option<String>,
        found_by: Duration,
    },
}

/// Result of a lookup, or of the retrieval of a call order whose id is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finding {
    /// The call order was retrieved.
    Retrieved,
    /// The lookup was complete, and no call order has the key; or the id is not known yet.
    Absent,
    /// As `Absent`, but a call order without any key may be the one that is looked for.
    Unmarked,
    /// A call order has the key and other parameters.
    OtherParameters,
    /// A call order has the key, and what it says of its parameters is missing.
    Unverifiable,
    /// More than one call order has the key.
    Several,
    /// The name that is looked for is not unique.
    NotUnique,
    /// The list changed while it was read.
    Incomplete,
    /// The request failed.
    Failed,
}

/// The latest lookup or retrieval since the effect last changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) began: Duration,
    pub(super) ended: Duration,
    pub(super) finding: Finding,
    /// Number of lookups or retrievals since the effect last changed, this one included.
    pub(super) count: u32,
}

/// Failures to connect since a request last left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotConnected {
    pub(super) ended: Duration,
    pub(super) count: u32,
}

/// Everything that the decision depends on.
#[derive(Clone, Debug)]
pub(super) struct Situation<'a> {
    pub(super) now: Duration,
    /// Time from which the run looks no further.
    pub(super) ends_at: Duration,
    /// Time from which no request may leave, at most `ends_at`; `None` for a run that only
    /// resolves.
    pub(super) sends_until: Option<Duration>,
    /// False if a request whose effect is unknown must be the last one, whatever a lookup says.
    pub(super) may_resend: bool,
    /// True if a request needs a lookup before it even where there was none before: without a
    /// journal, nobody else can tell.
    pub(super) looks_first: bool,
    pub(super) effect: &'a Effect,
    pub(super) look: Option<Look>,
    pub(super) not_connected: Option<NotConnected>,
}

/// Next step of a placement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Search for the key.
    Lookup,
    /// Retrieve the call order whose id is known.
    Retrieve,
    /// Send the request.
    Send,
    /// Let this time pass and decide again.
    Wait(Duration),
    Finish(Verdict),
}

/// End of a placement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The call order was retrieved.
    Placed,
    /// The key belongs to a call order with other parameters.
    Conflict,
    /// There is certainly no call order, and the run was not to place one.
    NotPlaced,
    /// There is certainly no call order, and the time for placing one is over.
    Lapsed,
    /// The latest failure is the outcome: nothing was placed.
    Failed,
    /// Only a person can tell.
    Undecided(Doubt),
}

/// Reason why a placement is undecided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The time of the run was over before the requests had settled.
    NotSettled,
    /// Lookups failed, or were incomplete, until the time of the run was over.
    LookupFailed,
    /// The API accepted a request, and does not know the call order.
    Vanished,
    /// A call order without any key may be the one that is looked for.
    Unmarked,
    /// A call order has the key, and what it says of its parameters is missing.
    Unverifiable,
    /// More than one call order has the key.
    Several,
    /// The name that is looked for is not unique.
    NotUnique,
    /// A lookup shows that nothing was placed, but is not trusted.
    NotResent,
}

pub(super) fn decide(situation: &Situation<'_>) -> Step {
    match situation.look.map(|look| look.finding) {
        Some(Finding::Retrieved) => return Step::Finish(Verdict::Placed),
        Some(Finding::OtherParameters) => return Step::Finish(Verdict::Conflict),
        Some(Finding::Several) => return undecided(Doubt::Several),
        Some(Finding::NotUnique) => return undecided(Doubt::NotUnique),
        Some(Finding::Unverifiable) => return undecided(Doubt::Unverifiable),
        _ => {}
    }
    match situation.effect {
        Effect::Nothing => with_nothing_sent(situation),
        Effect::Possible { settled_at } => with_possible_effect(situation, *settled_at),
        Effect::Certain { id, found_by } => {
            let step = match id {
                Some(_) => Step::Retrieve,
                None => Step::Lookup,
            };
            match situation.look {
                Some(look) if is_absent(look) && look.began >= *found_by => {
                    undecided(Doubt::Vanished)
                }
                _ => look_again(situation, step, *found_by),
            }
        }
    }
}

fn with_nothing_sent(situation: &Situation<'_>) -> Step {
    // What has no key, and was there before, is somebody else's.
    let has_looked = situation.look.is_some_and(is_absent);
    let is_resolving = situation.sends_until.is_none();
    if has_looked || !(situation.looks_first || is_resolving) {
        return send(situation);
    }
    look_again(situation, Step::Lookup, Duration::ZERO)
}

fn with_possible_effect(situation: &Situation<'_>, settled_at: Duration) -> Step {
    match situation.look {
        Some(look) if look.began >= settled_at && look.finding == Finding::Unmarked => {
            undecided(Doubt::Unmarked)
        }
        Some(look) if look.began >= settled_at && look.finding == Finding::Absent => {
            if situation.sends_until.is_some() && !situation.may_resend {
                undecided(Doubt::NotResent)
            } else {
                send(situation)
            }
        }
        _ => look_again(situation, Step::Lookup, settled_at),
    }
}

/// Sends the request, now that nothing can come of those before it.
fn send(situation: &Situation<'_>) -> Step {
    let Some(until) = situation.sends_until else {
        return Step::Finish(Verdict::NotPlaced);
    };
    let due = situation.not_connected.map_or(Duration::ZERO, |failure| {
        failure.ended.saturating_add(pause(failure.count))
    });
    if situation.now.max(due) >= until {
        return Step::Finish(match situation.not_connected {
            Some(_) => Verdict::Failed,
            None => Verdict::Lapsed,
        });
    }
    match due.saturating_sub(situation.now) {
        Duration::ZERO => Step::Send,
        left => Step::Wait(left),
    }
}

/// Looks now, or waits for the next time to look: after a growing pause, and at `due`.
fn look_again(situation: &Situation<'_>, step: Step, due: Duration) -> Step {
    let Some(look) = situation.look else {
        return step;
    };
    if situation.now >= situation.ends_at {
        return match situation.effect {
            Effect::Nothing => Step::Finish(Verdict::Failed),
            _ if is_absent(look) => undecided(Doubt::NotSettled),
            _ => undecided(Doubt::LookupFailed),
        };
    }
    let mut next = look.ended.saturating_add(pause(look.count));
    if look.began < due {
        next = next.min(due);
    }
    match next.min(situation.ends_at).saturating_sub(situation.now) {
        Duration::ZERO => step,
        left => Step::Wait(left),
    }
}

/// Returns the pause after this many lookups or failures to connect.
pub(super) fn pause(count: u32) -> Duration {
    let doublings = count.saturating_sub(1).min(10);
    FIRST_PAUSE
        .saturating_mul(1 << doublings)
        .min(LONGEST_PAUSE)
}

fn is_absent(look: Look) -> bool {
    matches!(look.finding, Finding::Absent | Finding::Unmarked)
}

fn undecided(doubt: Doubt) -> Step {
    Step::Finish(Verdict::Undecided(doubt))
}

#[cfg(test)]
mod tests;
