//! Laws that hold for call orders of all kinds, in weeks in which clocks change.

use std::collections::BTreeSet;

use revox::models::CallStatus;
use revox::poll::{PollOptions, Reason, Schedule};
use revox_tests::polling::report::schedule_for;
use revox_tests::polling::{
    HOUR, KNOWN, Life, MINUTE, Millis, Placed, SECOND, follow, follow_with, millis, mixture, orders,
};

const COUNT: usize = 400;

fn schedule() -> Schedule {
    Schedule::new(&PollOptions::new())
}

/// The times of the reads: the response that placed it, and all polls.
fn reads(life: &Life, schedule: &Schedule) -> Vec<Millis> {
    let polls = follow(life, schedule).polls;
    let polls = polls.iter().map(|next| millis(next.at()));
    std::iter::once(life.placed_at()).chain(polls).collect()
}

#[test]
fn every_change_is_seen_within_the_safety_interval() {
    for life in mixture(COUNT, 11) {
        let reads = reads(&life, &schedule());
        for pair in reads.windows(2) {
            let pause = pair[1] - pair[0];
            assert!(pause <= HOUR + 2 * MINUTE, "{pause} ms between polls");
            assert!(pause >= SECOND, "{pause} ms between polls");
        }
    }
}

#[test]
fn a_start_that_can_be_foreseen_is_seen_soon_after_it() {
    let mut foreseen = 0;
    for life in mixture(COUNT, 12) {
        let reads = reads(&life, &schedule());
        for pair in life.steps().windows(2) {
            let (before, step) = (&pair[0], &pair[1]);
            let is_start = step.call.status == CallStatus::Calling
                && before.call.status != CallStatus::Calling;
            if !is_start {
                continue;
            }
            let seen = reads.iter().find(|read| **read >= step.at).unwrap();
            let last = reads.iter().rev().find(|read| **read < step.at);
            let known = &life.call_at(*last.unwrap()).scheduled_at;
            let planned = known.instant().unwrap().as_millisecond();
            let is_known = *known == step.call.scheduled_at;
            // The first may skip its windows; the others waited for a line since they were planned.
            if !is_known || step.call.calls_count < 2 {
                continue;
            }
            foreseen += 1;
            let waited = (step.at - planned).max(0);
            let most = MINUTE.max(waited / 8);
            assert!(
                seen - step.at <= most,
                "{} ms after {step:?}",
                seen - step.at
            );
        }
    }
    assert!(foreseen > COUNT / 4, "{foreseen}");
}

#[test]
fn no_event_is_polled_for_twice() {
    let mut events = 0;
    for life in mixture(COUNT, 13) {
        let mut seen = BTreeSet::new();
        for poll in follow(&life, &schedule()).polls {
            let Some(event) = poll.event() else {
                continue;
            };
            events += 1;
            assert!(poll.at() >= event, "{poll:?} is before its event");
            let is_new = seen.insert((event, poll.reason().as_str()));
            assert!(is_new, "{poll:?} twice");
        }
    }
    assert!(events > COUNT / 2, "{events}");
}

#[test]
fn safety_polls_are_few_however_long_the_wait() {
    let mut waits = 0;
    for life in mixture(COUNT, 14) {
        let polls = follow(&life, &schedule()).polls;
        for run in polls.chunk_by(|a, b| a.reason() == b.reason()) {
            if run[0].reason() != Reason::Safety {
                continue;
            }
            let lasted = millis(run[run.len() - 1].at()) - millis(run[0].at());
            // A few at first, in each of the phases that a pause and its end make of it.
            let most = 24 + usize::try_from(lasted / HOUR).unwrap();
            assert!(run.len() <= most, "{} in {lasted} ms", run.len());
            waits += 1;
        }
    }
    assert!(waits > COUNT / 2, "{waits}");
}

#[test]
fn a_state_that_was_stored_goes_on_as_if_nothing_had_happened() {
    for life in mixture(60, 15) {
        let kept = follow_with(&life, &schedule(), 0, |state| {
            let json = serde_json::to_string(&state).unwrap();
            serde_json::from_str(&json).unwrap()
        });
        assert_eq!(kept.polls, follow(&life, &schedule()).polls);
    }
}

#[test]
fn a_clock_that_is_wrong_by_seconds_costs_little() {
    let lives = orders(Placed::ALL[0], KNOWN, 200, 7);
    let schedule = schedule_for(KNOWN, 2.5);
    let cost = |ahead: Millis| {
        let all = lives
            .iter()
            .map(|life| follow_with(life, &schedule, ahead, |state| state));
        let all: Vec<_> = all.collect();
        let polls: usize = all
            .iter()
            .map(|one| one.polls.len() - one.safety_polls())
            .sum();
        let delay: Millis = all.iter().map(|one| one.delay).sum();
        (polls as f64, delay as f64)
    };
    let right = cost(0);
    for (ahead, most) in [(5, 1.2), (30, 2.5)] {
        for ahead in [-ahead * SECOND, ahead * SECOND] {
            let wrong = cost(ahead);
            assert!(wrong.0 < right.0 * most, "{ahead}: {wrong:?} {right:?}");
            assert!(wrong.1 < right.1 * most, "{ahead}: {wrong:?} {right:?}");
        }
    }
}
