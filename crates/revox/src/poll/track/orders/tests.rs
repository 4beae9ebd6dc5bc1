use revox_api::Error;
use revox_api::models::Call;
use serde_json::json;

use super::*;
use crate::poll::reads::Limits;
use crate::poll::track::update::TrackChange;
use crate::poll::{PollOptions, Schedule, hint};

fn at(seconds: u64) -> Now {
    millis(seconds * 1_000)
}

fn millis(number: u64) -> Now {
    let elapsed = Duration::from_millis(number);
    Now {
        elapsed,
        time: SystemTime::UNIX_EPOCH + Duration::from_secs(1_780_000_000) + elapsed,
    }
}

fn schedule() -> Schedule {
    Schedule::new(&PollOptions::new())
}

fn call(id: &str, status: &str) -> Call {
    serde_json::from_value(json!({"id": id, "status": status, "calls_count": 1})).unwrap()
}

const LIMITS: Limits = Limits {
    deadline: None,
    max_outage: Duration::from_secs(3_600),
    visibility_time: Duration::from_secs(30),
};

/// Orders with these ids, added at the start.
fn orders(ids: &[&str]) -> Orders {
    let mut orders = Orders::default();
    for id in ids {
        assert!(orders.add((*id).to_owned(), at(0)));
    }
    orders
}

fn numbered(count: usize) -> Orders {
    let mut orders = Orders::default();
    for index in 0..count {
        orders.add(format!("call_{index:05}"), at(0));
    }
    orders
}

/// The ID of a call order, as a batch has it.
fn known(orders: &Orders, id: &str) -> Id {
    let known = orders.entries.get_key_value(id);
    known.map_or_else(|| Id::from(id), |(id, _)| Id::clone(id))
}

/// Reads one in this status, as the only one of a batch that was sent.
fn read(orders: &mut Orders, id: &str, status: &str, now: Now) -> Option<TrackUpdate> {
    let call = call(id, status);
    orders.read(&known(orders, id), call, false, &schedule(), now)
}

fn deliver(orders: &mut Orders, update: &TrackUpdate) -> bool {
    orders.deliver(&known(orders, &update.id), update)
}

/// The time of the next poll, in milliseconds.
fn due(orders: &Orders, id: &str) -> Option<u128> {
    match orders.entries.get(id)?.stage {
        Stage::Due(at) => Some(at.as_millis()),
        _ => None,
    }
}

fn later(failed: Failed) -> Duration {
    match failed {
        Failed::Later(pause) => pause,
        Failed::Over(_) => panic!("{failed:?}"),
    }
}

fn over(failed: Failed) -> TrackUpdate {
    match failed {
        Failed::Over(Some(update)) => *update,
        _ => panic!("{failed:?}"),
    }
}

/// Takes a hint, and returns how many call orders it names.
fn hint(orders: &mut Orders, body: &[u8], now: Now) -> usize {
    let mut named = BTreeSet::new();
    hint::words(body, |word| named.extend(orders.hint(word, now)));
    named.len()
}

fn sizes(batches: &[Vec<Id>]) -> Vec<usize> {
    batches.iter().map(Vec::len).collect()
}

fn send(orders: &mut Orders, now: Now) -> Vec<Id> {
    let batches = orders.gather(now.elapsed, 100);
    orders.send(batches.into_iter().flatten().collect())
}

#[test]
fn each_id_is_tracked_once() {
    let mut orders = orders(&["call_1", "call_2"]);
    assert!(!orders.add("call_1".to_owned(), at(1)));
    assert_eq!(orders.len(), 2);
    assert!(orders.remove("call_1") && !orders.remove("call_1"));
    assert!(orders.add("call_1".to_owned(), at(1)));
    assert_eq!(due(&orders, "call_1"), Some(1_000));
}

#[test]
fn the_polls_that_are_due_share_as_few_batches_as_possible() {
    for count in [1, 99, 100, 101, 250, 1_000] {
        let mut orders = numbered(count);
        let batches = orders.gather(at(0).elapsed, 100);
        assert_eq!(batches.len(), count.div_ceil(100));
        assert_eq!(sizes(&batches).iter().sum::<usize>(), count);
        assert!(batches.iter().all(|batch| batch.len() <= 100));
        // They are in their batches.
        assert!(orders.gather(at(9).elapsed, 100).is_empty());
        assert_eq!(orders.first_due(), None);
    }
    assert!(Orders::default().gather(at(0).elapsed, 100).is_empty());
}

#[test]
fn a_batch_with_room_takes_polls_along_in_the_last_quarter_of_their_interval() {
    // When the poll was planned, and for when, in milliseconds; now is 46 s.
    let table = [
        (0, 46_000, true),
        // An interval of 60 s, of which 15 s are left, and one of which a bit more is.
        (1_000, 61_000, true),
        (1_000, 61_001, false),
        (40_000, 48_000, true),
        (45_000, 47_000, false),
        // A long interval: at most 15 s early.
        (0, 61_001, false),
    ];
    let mut orders = numbered(table.len());
    for (index, (planned, due, _)) in table.into_iter().enumerate() {
        let id = format!("call_{index:05}");
        read(&mut orders, &id, "calling", at(0));
        let pause = Duration::from_millis(due - planned);
        orders.plan(&known(&orders, &id), millis(planned), pause);
    }
    let batch = orders.gather(at(46).elapsed, 100).remove(0);
    for (index, (_, due, is_taken)) in table.into_iter().enumerate() {
        let id = Id::from(format!("call_{index:05}"));
        assert_eq!(batch.contains(&id), is_taken, "{due}");
        let expected = (!is_taken).then_some(u128::from(due));
        assert_eq!(self::due(&orders, &id), expected);
    }
}

#[test]
fn polls_join_only_where_there_is_room_and_where_they_are_of_use() {
    let soon = |orders: &mut Orders, id: &str| {
        orders.plan(&known(orders, id), at(0), Duration::from_secs(101))
    };
    let mut full = numbered(4);
    for id in ["call_00000", "call_00001", "call_00002", "call_00003"] {
        read(&mut full, id, "calling", at(0));
    }
    soon(&mut full, "call_00003");
    for id in ["call_00000", "call_00001", "call_00002"] {
        full.plan(&known(&full, id), at(0), Duration::from_secs(100));
    }
    assert_eq!(sizes(&full.gather(at(100).elapsed, 3)), [3]);
    // Nothing is due, so there is no batch to join.
    assert!(full.gather(at(100).elapsed, 3).is_empty());

    let alone = |orders: &mut Orders| {
        read(orders, "call_2", "calling", at(0));
        orders.set_alone(&known(orders, "call_2"));
    };
    let failing = |orders: &mut Orders| {
        read(orders, "call_2", "calling", at(0));
        orders.missing(&known(orders, "call_2"), LIMITS, at(0), 0.0);
    };
    let hinted = |orders: &mut Orders| {
        read(orders, "call_2", "calling", at(0));
        hint(orders, b"call_2", at(0));
    };
    let plain = |orders: &mut Orders| drop(read(orders, "call_2", "calling", at(0)));
    type Change = fn(&mut Orders);
    let changes: [(Change, usize); 4] = [(plain, 2), (alone, 1), (failing, 1), (hinted, 1)];
    for (index, (change, expected)) in changes.into_iter().enumerate() {
        let mut orders = orders(&["call_1", "call_2"]);
        change(&mut orders);
        soon(&mut orders, "call_2");
        orders.plan(&known(&orders, "call_1"), at(0), Duration::from_secs(100));
        let batches = orders.gather(at(100).elapsed, 100);
        assert_eq!(sizes(&batches), [expected], "{index}");
    }
}

/// Times are needed.
#[cfg(feature = "jiff")]
#[test]
fn polls_do_not_come_before_the_event_that_they_wait_for() {
    let mut orders = orders(&["call_1", "call_2"]);
    // In a minute.
    let planned = json!({
        "id": "call_2", "status": "scheduled", "scheduled_at": "2026-05-28T20:27:40Z",
        "direction": "outbound", "to_phone_number": "+33639980142", "calls_count": 0,
    });
    let planned: Call = serde_json::from_value(planned).unwrap();
    let update = orders.read(
        &known(&orders, "call_2"),
        planned,
        false,
        &schedule(),
        at(0),
    );
    let next = update.unwrap().snapshot.poll.next().unwrap();
    orders.plan(&known(&orders, "call_1"), at(0), Duration::from_secs(1_000));
    orders.plan(&known(&orders, "call_2"), at(0), Duration::from_secs(1_001));
    assert!(next.event().is_some(), "{next:?}");
    assert_eq!(sizes(&orders.gather(at(1_000).elapsed, 100)), [1]);
}

#[test]
fn one_that_spoils_batches_has_its_own() {
    let mut orders = orders(&["call_1", "call_2", "call_3"]);
    orders.set_alone(&known(&orders, "call_2"));
    let batches = orders.gather(at(0).elapsed, 100);
    assert_eq!(sizes(&batches), [1, 2]);
    assert_eq!(&*batches[0][0], "call_2");
    let sent = orders.send(batches.into_iter().flatten().collect());
    assert_eq!(sent.len(), 3);
    // Until it is read.
    for id in ["call_1", "call_2", "call_3"] {
        read(&mut orders, id, "calling", at(0));
        orders.plan(&known(&orders, id), at(1), Duration::ZERO);
    }
    assert_eq!(sizes(&orders.gather(at(1).elapsed, 100)), [3]);
}

#[test]
fn those_removed_meanwhile_are_not_sent() {
    let mut orders = orders(&["call_1", "call_2", "call_3"]);
    let batch = orders.gather(at(0).elapsed, 100).remove(0);
    orders.remove("call_1");
    orders.remove("call_2");
    orders.add("call_2".to_owned(), at(5));
    assert_eq!(orders.send(batch.clone()), [Id::from("call_3")]);
    assert_eq!(due(&orders, "call_2"), Some(5_000));
    // Nor when they come back from a batch that is split.
    orders.unsend(&batch);
    assert_eq!(due(&orders, "call_2"), Some(5_000));
    assert_eq!(orders.send(batch).len(), 1);
}

#[test]
fn updates_report_the_first_state_and_changes() {
    let mut orders = orders(&["call_1"]);
    let states = [
        ("scheduled", true),
        ("scheduled", false),
        ("calling", true),
        ("calling", false),
    ];
    for (index, (status, is_update)) in states.into_iter().enumerate() {
        let update = read(&mut orders, "call_1", status, at(index as u64));
        assert_eq!(update.is_some(), is_update, "{index}");
        if let Some(update) = update {
            assert!(!update.is_last() && !update.is_finished());
            assert_eq!(update.call().unwrap().status.as_str(), status);
            assert!(deliver(&mut orders, &update));
        }
    }
    let more: Call =
        serde_json::from_value(json!({"id": "call_1", "status": "calling", "calls_count": 2}))
            .unwrap();
    assert!(
        orders
            .read(&known(&orders, "call_1"), more, false, &schedule(), at(9))
            .is_some()
    );
    assert!(read(&mut orders, "call_none", "calling", at(9)).is_none());
    let update = read(&mut orders, "call_1", "completed", at(10)).unwrap();
    assert!(update.is_last() && update.is_finished() && update.snapshot.is_over());
    // It stays until its update is returned.
    assert!(!orders.add("call_1".to_owned(), at(10)));
    assert_eq!(hint(&mut orders, b"call_1", at(10)), 0);
    assert!(read(&mut orders, "call_1", "completed", at(10)).is_none());
    orders.plan(&known(&orders, "call_1"), at(10), Duration::ZERO);
    assert_eq!(
        orders.missing(&known(&orders, "call_1"), LIMITS, at(99), 0.0),
        Missing::Later
    );
    let error = Arc::new(Error::invalid_request("no"));
    assert!(matches!(
        orders.failed(&known(&orders, "call_1"), &error, LIMITS, at(99), 0.0),
        Failed::Over(None)
    ));
    assert_eq!(orders.first_due(), None);
    assert!(!orders.is_empty());
    assert!(deliver(&mut orders, &update));
    assert!(orders.is_empty() && orders.is_done());
    assert!(!deliver(&mut orders, &update), "it is delivered once");
}

#[test]
fn removed_ones_have_no_further_updates() {
    let mut orders = orders(&["call_1", "call_2"]);
    let changed = read(&mut orders, "call_1", "calling", at(0)).unwrap();
    let finished = read(&mut orders, "call_2", "completed", at(0)).unwrap();
    let (first, second) = (known(&orders, "call_1"), known(&orders, "call_2"));
    assert!(orders.remove("call_1") && orders.remove("call_2"));
    assert!(!orders.deliver(&first, &changed) && !orders.deliver(&second, &finished));
    // Old updates are not those of one that was added again, and an old end does not end it.
    for id in ["call_1", "call_2"] {
        assert!(orders.add(id.to_owned(), at(1)));
    }
    assert!(!orders.deliver(&first, &changed) && !orders.deliver(&second, &finished));
    assert_eq!(due(&orders, "call_2"), Some(1_000));
    assert!(read(&mut orders, "call_2", "completed", at(1)).is_some());
    assert!(!orders.deliver(&second, &finished));
}

#[test]
fn requests_from_before_it_was_added_again_do_not_count() {
    let mut orders = orders(&["call_1"]);
    let old = send(&mut orders, at(0)).remove(0);
    orders.remove("call_1");
    orders.add("call_1".to_owned(), at(1));
    // Before it is polled, while it is, and when it is over.
    for status in ["due", "sent", "over"] {
        match status {
            "sent" => assert_eq!(send(&mut orders, at(1)).len(), 1),
            "over" => assert!(read(&mut orders, "call_1", "completed", at(2)).is_some()),
            _ => {}
        }
        let stage = |orders: &Orders| orders.entries["call_1"].stage;
        let before = stage(&orders);
        let read = orders.read(&old, call("call_1", "completed"), false, &schedule(), at(1));
        assert!(read.is_none());
        assert_eq!(orders.missing(&old, LIMITS, at(1), 0.0), Missing::Later);
        let error = Arc::new(Error::invalid_request("no"));
        let failed = orders.failed(&old, &error, LIMITS, at(1), 0.0);
        assert!(matches!(failed, Failed::Over(None)));
        orders.unsend(std::slice::from_ref(&old));
        orders.ungather(std::slice::from_ref(&old), at(1));
        orders.set_alone(&old);
        assert!(orders.send(vec![Id::clone(&old)]).is_empty());
        assert!(stage(&orders) == before, "{status}");
        let entry = &orders.entries["call_1"];
        assert!(!entry.is_alone && entry.failures.is_empty());
    }
}

#[test]
fn a_hint_brings_a_poll_forward_to_a_second_after_the_last() {
    let mut orders = orders(&["call_1", "call_2"]);
    read(&mut orders, "call_1", "paused", at(10));
    assert_eq!(due(&orders, "call_1"), Some(70_000));
    let body = br#"{"id": "call_1", "again": "call_1", "unknown": "call_9"}"#;
    assert_eq!(hint(&mut orders, body, at(30)), 1);
    assert_eq!(due(&orders, "call_1"), Some(30_000));
    assert_eq!(hint(&mut orders, body, at(31)), 1, "it is named again");
    read(&mut orders, "call_1", "paused", at(32));
    assert_eq!(hint(&mut orders, body, millis(32_100)), 1);
    assert_eq!(due(&orders, "call_1"), Some(33_000));
    assert_eq!(hint(&mut orders, b"call_1 call_2", at(33)), 2);
    assert_eq!(hint(&mut orders, b"call_9 call_12", at(33)), 0);
    assert_eq!(hint(&mut orders, b"", at(33)), 0);
}

#[test]
fn a_hint_during_a_poll_asks_for_another_one() {
    let mut orders = orders(&["call_1"]);
    // In a batch that was not sent: the poll is still to come.
    let batch = orders.gather(at(0).elapsed, 100).remove(0);
    assert_eq!(hint(&mut orders, b"call_1", at(0)), 1);
    orders.send(batch);
    read(&mut orders, "call_1", "paused", at(10));
    assert_eq!(due(&orders, "call_1"), Some(70_000));

    send(&mut orders, at(70));
    assert_eq!(hint(&mut orders, b"call_1", at(70)), 1);
    read(&mut orders, "call_1", "paused", at(71));
    assert_eq!(due(&orders, "call_1"), Some(72_000));
    send(&mut orders, at(72));
    read(&mut orders, "call_1", "paused", at(72));
    assert_eq!(due(&orders, "call_1"), Some(134_000), "it is heard once");
}

#[test]
fn a_hint_does_not_shorten_the_pause_after_a_failure() {
    let mut orders = orders(&["call_1"]);
    read(&mut orders, "call_1", "paused", at(0));
    send(&mut orders, at(60));
    let error = Arc::new(Error::connect("refused"));
    let id = known(&orders, "call_1");
    let pause = later(orders.failed(&id, &error, LIMITS, at(60), 0.0));
    assert_eq!(pause, Duration::from_millis(500));
    assert_eq!(hint(&mut orders, b"call_1", at(60)), 1);
    assert_eq!(due(&orders, "call_1"), Some(60_500));
}

#[test]
fn one_that_is_not_found_is_retrieved_after_the_visibility_time() {
    let mut orders = orders(&["call_1"]);
    let id = known(&orders, "call_1");
    let mut now = 0;
    loop {
        send(&mut orders, millis(now));
        match orders.missing(&id, LIMITS, millis(now), 0.0) {
            Missing::Later => now = due(&orders, "call_1").unwrap() as u64,
            Missing::Retrieve => break,
        }
    }
    assert_eq!(now, 30_000);
    // The retrieval finds it: from now on, one search is enough.
    orders.read(&id, call("call_1", "calling"), true, &schedule(), at(31));
    assert_eq!(orders.missing(&id, LIMITS, at(33), 0.0), Missing::Retrieve);
    read(&mut orders, "call_1", "calling", at(34));
    assert_eq!(orders.missing(&id, LIMITS, at(35), 0.0), Missing::Later);
    assert_eq!(
        orders.missing(&known(&orders, "call_9"), LIMITS, at(35), 0.0),
        Missing::Later
    );
}

#[test]
fn failures_end_with_an_update_or_a_pause() {
    let fails = |error: Error, now: Now| {
        let mut orders = orders(&["call_1"]);
        send(&mut orders, at(0));
        let id = known(&orders, "call_1");
        let _ = orders.failed(
            &id,
            &Arc::new(Error::connect("refused")),
            LIMITS,
            at(0),
            0.0,
        );
        orders.failed(&id, &Arc::new(error), LIMITS, now, 0.0)
    };
    assert_eq!(
        later(fails(Error::connect("refused"), at(5))),
        Duration::from_secs(1)
    );
    let update = over(fails(Error::connect("refused"), at(3_600)));
    assert!(matches!(&update.change, TrackChange::Failed(error) if error.is_connect()));
    assert!(update.is_last() && !update.is_finished() && update.call().is_none());
    // Another try begins with a read.
    assert!(!update.snapshot.is_over());
    let mut again = Orders::default();
    again.resume(update.snapshot, at(7));
    assert_eq!(due(&again, "call_1"), Some(7_000));
    let update = over(fails(Error::invalid_request("no"), at(0)));
    assert!(matches!(update.change, TrackChange::Failed(_)));
}

#[test]
fn a_snapshot_goes_on_where_it_was_taken() {
    let mut orders = orders(&["call_1"]);
    let snapshot = read(&mut orders, "call_1", "paused", at(10))
        .unwrap()
        .snapshot;
    let text = serde_json::to_string(&snapshot).unwrap();
    assert!(text.len() < 400, "{text}");
    let snapshot: TrackSnapshot = serde_json::from_str(&text).unwrap();
    assert_eq!((snapshot.id(), snapshot.is_over()), ("call_1", false));

    let mut again = self::orders(&["call_1", "call_2"]);
    again.resume(snapshot, at(30));
    assert_eq!(again.len(), 2);
    assert_eq!(due(&again, "call_1"), Some(70_000));
    assert!(
        read(&mut again, "call_1", "paused", at(70)).is_none(),
        "nothing new"
    );
    let update = read(&mut again, "call_1", "cancelled", at(80)).unwrap();
    let mut over = self::orders(&["call_1", "call_2"]);
    over.resume(update.snapshot, at(90));
    assert_eq!((over.len(), due(&over, "call_1")), (1, None));
    // One with the least that there can be.
    let least: TrackSnapshot = serde_json::from_str(r#"{"version": 1, "id": "call_3"}"#).unwrap();
    over.resume(least, at(91));
    assert_eq!(due(&over, "call_3"), Some(91_000));
}

#[test]
fn the_lengths_are_those_of_the_ids_that_are_tracked() {
    let mut orders = orders(&["a", "b", "cc"]);
    for (removed, left) in [("a", &[1, 2][..]), ("b", &[2]), ("cc", &[])] {
        assert!(orders.remove(removed));
        let lengths: Vec<usize> = orders.lengths().into_iter().collect();
        assert_eq!(lengths, left, "without {removed}");
    }
}

#[test]
fn a_change_prints_its_kind_and_the_status() {
    let mut orders = orders(&["call_1"]);
    for (status, kind) in [("calling", "Changed"), ("completed", "Finished")] {
        let update = read(&mut orders, "call_1", status, at(0)).unwrap();
        let expected = format!("{kind}({:?})", call("call_1", status).status);
        assert_eq!(format!("{:?}", update.change), expected);
    }
}

#[test]
fn a_snapshot_of_another_version_is_refused() {
    for text in [r#"{"version": 2, "id": "call_1"}"#, r#"{"id": "call_1"}"#] {
        let error = serde_json::from_str::<TrackSnapshot>(text).unwrap_err();
        assert!(error.to_string().contains("version"), "{error}");
    }
}

#[test]
fn the_stream_is_done_when_nothing_is_left_and_nothing_can_come() {
    let mut orders = Orders::default();
    assert!(orders.is_done());
    orders.handles = 1;
    assert!(!orders.is_done());
    orders.is_closed = true;
    assert!(orders.is_done());
    orders.add("call_1".to_owned(), at(0));
    assert!(!orders.is_done());
    orders.clear();
    assert!(orders.is_done() && orders.is_closed && orders.handles == 1);
    assert_eq!(orders.first_due(), None);
}

#[test]
fn a_clock_that_was_set_back_delays_no_poll_of_a_resumed_one() {
    let mut before = orders(&["call_1"]);
    let update = read(&mut before, "call_1", "paused", at(400 * 86_400)).unwrap();
    let mut resumed = Orders::default();
    resumed.resume(update.snapshot, at(0));
    assert_eq!(due(&resumed, "call_1"), Some(60_000));
}
