use super::*;
use Finding::*;

/// The requests settle here, or the call order is found by here.
const DUE: u64 = 150;
const ENDS_AT: u64 = 600;

fn seconds(number: u64) -> Duration {
    Duration::from_secs(number)
}

fn possible() -> Effect {
    Effect::Possible {
        settled_at: seconds(DUE),
    }
}

fn certain(id: Option<&str>) -> Effect {
    Effect::Certain {
        id: id.map(str::to_owned),
        found_by: seconds(DUE),
    }
}

fn situation(effect: &Effect) -> Situation<'_> {
    Situation {
        now: seconds(0),
        ends_at: seconds(ENDS_AT),
        sends_until: Some(seconds(ENDS_AT)),
        may_resend: true,
        looks_first: true,
        effect,
        look: None,
        not_connected: None,
    }
}

/// A lookup that began and ended at the same second.
fn look(at: u64, finding: Finding, count: u32) -> Option<Look> {
    Some(Look {
        began: seconds(at),
        ended: seconds(at),
        finding,
        count,
    })
}

fn wait(number: u64) -> Step {
    Step::Wait(seconds(number))
}

fn finish(verdict: Verdict) -> Step {
    Step::Finish(verdict)
}

/// Now, the latest lookup (when, what, how many), and the step.
type Row = (u64, Option<(u64, Finding, u32)>, Step);

fn check(effect: &Effect, rows: &[Row]) {
    for (now, latest, expected) in rows {
        let step = decide(&Situation {
            now: seconds(*now),
            look: latest.and_then(|(at, finding, count)| look(at, finding, count)),
            ..situation(effect)
        });
        assert_eq!(step, *expected, "{effect:?}, at {now} after {latest:?}");
    }
}

#[test]
fn without_a_journal_a_complete_lookup_precedes_the_first_request() {
    check(
        &Effect::Nothing,
        &[
            (0, None, Step::Lookup),
            (0, Some((0, Absent, 1)), Step::Send),
            // Whatever was there before is somebody else's.
            (0, Some((0, Unmarked, 1)), Step::Send),
            (0, Some((0, Failed, 1)), wait(1)),
            (1, Some((0, Failed, 1)), Step::Lookup),
            (1, Some((0, Incomplete, 1)), Step::Lookup),
            (9, Some((9, Incomplete, 4)), wait(8)),
            (599, Some((590, Failed, 9)), wait(1)),
            (600, Some((599, Failed, 9)), finish(Verdict::Failed)),
            (600, Some((599, Absent, 9)), finish(Verdict::Lapsed)),
        ],
    );
}

#[test]
fn with_a_journal_the_first_request_needs_no_lookup() {
    let step = decide(&Situation {
        looks_first: false,
        ..situation(&Effect::Nothing)
    });
    assert_eq!(step, Step::Send);
}

#[test]
fn after_an_unknown_effect_only_a_settled_lookup_allows_a_request() {
    check(
        &possible(),
        &[
            (0, None, Step::Lookup),
            (0, Some((0, Absent, 1)), wait(1)),
            (1, Some((0, Absent, 1)), Step::Lookup),
            // A lookup falls on the moment at which it is proof, and not after it.
            (140, Some((140, Absent, 9)), wait(10)),
            (149, Some((149, Absent, 9)), wait(1)),
            (150, Some((149, Absent, 9)), Step::Lookup),
            (150, Some((150, Absent, 9)), Step::Send),
            (599, Some((150, Absent, 9)), Step::Send),
            (600, Some((150, Absent, 9)), finish(Verdict::Lapsed)),
            // What fails or is incomplete proves nothing, at any time.
            (150, Some((150, Failed, 9)), wait(30)),
            (200, Some((200, Incomplete, 9)), wait(30)),
            (230, Some((200, Incomplete, 9)), Step::Lookup),
            (150, Some((149, Unmarked, 9)), Step::Lookup),
            (150, Some((150, Unmarked, 9)), undecided(Doubt::Unmarked)),
            (600, Some((590, Failed, 9)), undecided(Doubt::LookupFailed)),
        ],
    );
}

#[test]
fn a_run_that_ends_before_the_requests_settle_is_undecided() {
    let effect = Effect::Possible {
        settled_at: seconds(700),
    };
    check(
        &effect,
        &[
            (590, Some((590, Absent, 9)), wait(10)),
            (600, Some((590, Absent, 9)), undecided(Doubt::NotSettled)),
        ],
    );
}

#[test]
fn what_the_api_has_accepted_is_never_sent_again() {
    for (id, step) in [(Some("call_1"), Step::Retrieve), (None, Step::Lookup)] {
        check(
            &certain(id),
            &[
                (0, None, step),
                (0, Some((0, Retrieved, 1)), finish(Verdict::Placed)),
                // A 404 within the visibility time does not mean that it is gone.
                (0, Some((0, Absent, 1)), wait(1)),
                (149, Some((149, Absent, 9)), wait(1)),
                (150, Some((149, Absent, 9)), step),
                (150, Some((150, Absent, 9)), undecided(Doubt::Vanished)),
                (150, Some((150, Unmarked, 9)), undecided(Doubt::Vanished)),
                (150, Some((150, Failed, 9)), wait(30)),
                (600, Some((590, Failed, 9)), undecided(Doubt::LookupFailed)),
            ],
        );
    }
}

#[test]
fn some_findings_end_a_placement_at_once() {
    for effect in [Effect::Nothing, possible(), certain(None)] {
        check(
            &effect,
            &[
                (0, Some((0, OtherParameters, 1)), finish(Verdict::Conflict)),
                (0, Some((0, Several, 1)), undecided(Doubt::Several)),
                (0, Some((0, NotUnique, 1)), undecided(Doubt::NotUnique)),
                (
                    0,
                    Some((0, Unverifiable, 1)),
                    undecided(Doubt::Unverifiable),
                ),
            ],
        );
    }
}

#[test]
fn a_run_that_only_resolves_never_sends() {
    for (effect, at) in [(Effect::Nothing, 0), (possible(), DUE)] {
        let resolving = |look| {
            decide(&Situation {
                now: seconds(at),
                sends_until: None,
                looks_first: false,
                look,
                ..situation(&effect)
            })
        };
        assert_eq!(resolving(None), Step::Lookup);
        let step = resolving(look(at, Absent, 1));
        assert_eq!(step, finish(Verdict::NotPlaced));
    }
}

#[test]
fn at_most_once_means_that_a_lookup_allows_no_second_request() {
    let at_most_once = |effect, at| {
        decide(&Situation {
            now: seconds(at),
            may_resend: false,
            look: look(at, Absent, 1),
            ..situation(effect)
        })
    };
    assert_eq!(at_most_once(&Effect::Nothing, 0), Step::Send);
    assert_eq!(at_most_once(&possible(), DUE), undecided(Doubt::NotResent));
}

#[test]
fn no_request_leaves_after_the_time_for_sending() {
    for (now, until, expected) in [
        (0, 1, Step::Send),
        (1, 1, finish(Verdict::Lapsed)),
        (2, 1, finish(Verdict::Lapsed)),
        (0, 0, finish(Verdict::Lapsed)),
    ] {
        let step = decide(&Situation {
            now: seconds(now),
            sends_until: Some(seconds(until)),
            look: look(0, Absent, 1),
            ..situation(&Effect::Nothing)
        });
        assert_eq!(step, expected, "at {now}, until {until}");
    }
}

/// Now, the failures to connect (when, how many), and the step.
#[test]
fn a_failed_connection_is_tried_again_until_the_time_is_over() {
    for (now, ended, count, expected) in [
        (0, 0, 1, wait(1)),
        (1, 0, 1, Step::Send),
        (10, 10, 3, wait(4)),
        (10, 10, 6, wait(30)),
        (10, 10, u32::MAX, wait(30)),
        (569, 569, 9, wait(30)),
        (570, 570, 9, finish(Verdict::Failed)),
        (700, 570, 9, finish(Verdict::Failed)),
    ] {
        let step = decide(&Situation {
            now: seconds(now),
            look: look(0, Absent, 1),
            not_connected: Some(NotConnected {
                ended: seconds(ended),
                count,
            }),
            ..situation(&Effect::Nothing)
        });
        assert_eq!(step, expected, "at {now}, {count} failures until {ended}");
    }
}
