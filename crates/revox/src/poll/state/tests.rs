use revox_api::models::Call;
use serde_json::json;

use super::super::phase::Phase;
use super::*;

fn at(seconds: Millis) -> SystemTime {
    time(1_780_000_000_000 + seconds * SECOND)
}

fn key(status: &str) -> Option<PhaseKey> {
    let call: Call = serde_json::from_value(json!({"id": "call_1", "status": status})).unwrap();
    Phase::read(&call).key(&call)
}

/// A state whose last read was at 100 s, and whose next poll is at `next`, in seconds.
fn state(next: Option<Millis>) -> PollState {
    let mut state = PollState::new();
    state.enter(key("scheduled"), millis(at(100)));
    state.plan(next.map(|next| Next::new(millis(at(next)), Reason::Safety)));
    state
}

#[test]
fn a_hint_brings_the_next_poll_forward_but_not_to_less_than_a_second_after_the_last() {
    let table = [
        // Next poll, hint, then.
        (Some(500), 100, Some((101, Reason::Hint))),
        (Some(500), 101, Some((101, Reason::Hint))),
        (Some(500), 300, Some((300, Reason::Hint))),
        // After a clock was set back.
        (Some(500), 40, Some((41, Reason::Hint))),
        // It comes sooner anyway.
        (Some(300), 300, Some((300, Reason::Safety))),
        (Some(101), 100, Some((101, Reason::Safety))),
        // It is finished.
        (None, 300, None),
    ];
    for (next, now, expected) in table {
        let mut state = state(next);
        let hinted = state.hint(at(now));
        let found = hinted.map(|next| (next.at(), next.reason()));
        assert_eq!(
            found,
            expected.map(|(time, reason)| (at(time), reason)),
            "{next:?} {now}"
        );
        assert_eq!(state.next(), hinted);
    }
    let hinted = PollState::new().hint(at(7)).map(|next| next.at());
    assert_eq!(hinted, Some(at(7)), "never read");
}

#[test]
fn a_flood_of_hints_is_one_poll() {
    let mut state = state(Some(500));
    let first = state.hint(at(200));
    for later in 201..300 {
        assert_eq!(state.hint(at(later)), first);
    }
}

#[test]
fn a_poll_is_due_from_its_time_on_and_at_once_if_there_was_none() {
    assert!(PollState::new().is_due(at(0)));
    assert!(!state(Some(500)).is_due(at(499)));
    assert!(state(Some(500)).is_due(at(500)));
    assert!(!state(None).is_due(at(500)));
    let next = state(Some(500)).next().unwrap();
    assert_eq!(next.wait(at(440)), Duration::from_secs(60));
    assert_eq!(next.wait(at(501)), Duration::ZERO);
}

#[test]
fn the_age_of_a_phase_is_what_both_clocks_allow() {
    let mut state = PollState::new();
    state.enter(key("scheduled"), millis(at(0)));
    state.enter(key("calling"), millis(at(100)));
    state.enter(key("calling"), millis(at(130)));
    let age =
        |start: Option<Millis>| state.age(start.map(|start| millis(at(start))), millis(at(130)));
    assert_eq!(age(Some(60)), 70 * SECOND);
    // It was not there at 0, and it was at 100.
    assert_eq!(age(Some(-50)), 130 * SECOND);
    assert_eq!(age(Some(120)), 30 * SECOND);
    assert_eq!(age(Some(500)), 30 * SECOND);
    assert_eq!(age(None), 30 * SECOND);
    // A clock that was set back.
    assert_eq!(state.age(None, millis(at(50))), 0);
    // Nothing is known of before.
    let mut state = PollState::new();
    state.enter(key("calling"), millis(at(100)));
    assert_eq!(
        state.age(Some(millis(at(-900))), millis(at(100))),
        1_000 * SECOND
    );
}

#[test]
fn a_state_comes_back_from_json_as_it_was() {
    let mut state = state(Some(500));
    state.hint(at(200));
    let json = serde_json::to_string(&state).unwrap();
    assert!(json.len() < 300, "{json}");
    assert_eq!(serde_json::from_str::<PollState>(&json).unwrap(), state);
    assert_eq!(
        serde_json::from_str::<PollState>("{}").unwrap(),
        PollState::new()
    );
    // A later version may know more.
    let later = json
        .replace("\"hint\"", "\"moon_phase\"")
        .replace("\"waiting\"", "\"on_hold\"");
    let later: PollState = serde_json::from_str(&later).unwrap();
    assert_eq!(later.next().map(|next| next.reason()), Some(Reason::Safety));
}

#[test]
fn reasons_have_the_same_name_in_logs_and_in_json() {
    for reason in [
        Reason::UnderWay,
        Reason::CallLimit,
        Reason::Processing,
        Reason::Queued,
        Reason::AttemptDue,
        Reason::WindowClosed,
        Reason::Hint,
        Reason::Safety,
    ] {
        assert_eq!(json!(reason), json!(reason.as_str()));
    }
}

#[test]
fn times_outside_the_range_count_as_its_ends() {
    assert_eq!(millis(SystemTime::UNIX_EPOCH - Duration::from_secs(1)), 0);
    assert_eq!(time(-1), SystemTime::UNIX_EPOCH);
    assert_eq!(
        time(1_500),
        SystemTime::UNIX_EPOCH + Duration::from_millis(1_500)
    );
}
