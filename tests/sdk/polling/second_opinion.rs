//! The sandbox computes the times of attempts with code of its own: the two have to agree.

use fastrand::Rng;
use revox::Client;
use revox::jiff::Timestamp;
use revox::models::{Call, CallAssistant, CallRetryConfig, CallStatus, CallingWindow, Weekday};
use revox::prelude::*;
use revox_sandbox::{Reply, Sandbox, Script};
use revox_tests::within::LIMIT;

/// Seconds that the sandbox takes to set a call order up, and to analyse a call.
const SET_UP: i64 = 1;
const ANALYSIS: i64 = 8;

const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Settings with windows that begin and end on any five minutes.
fn config(random: &mut Rng) -> CallRetryConfig {
    let delay = [0, 60, 7_200, 100_000][random.usize(0..4)];
    let time = |random: &mut Rng| format!("{:02}:{:02}", random.u8(0..24), 5 * random.u8(0..12));
    let windows: Vec<_> = (0..random.u8(1..=2))
        .map(|_| CallingWindow::new(time(random), time(random), delay))
        .collect();
    let mut days: Vec<_> = DAYS.into_iter().filter(|_| random.bool()).collect();
    days.push(DAYS[random.usize(0..7)]);
    let days = days.into_iter().map(Weekday::from);
    CallRetryConfig::new(windows, days, random.i64(2..=4), random.bool())
}

/// Places a call order at `start`, which nobody picks up, and compares the start of each attempt with
/// what was foretold before, and by how many seconds it may be late. Returns their number.
async fn compare(
    start: &str,
    number: &str,
    config: CallRetryConfig,
    check: impl Fn(Timestamp, Timestamp, i64),
) -> usize {
    let script = Script::new().otherwise([Reply::voicemail()]);
    let start: Timestamp = start.parse().unwrap();
    let sandbox = Sandbox::builder()
        .script(script)
        .starting_at(start)
        .start()
        .await
        .unwrap();
    let builder = Client::builder()
        .api_key(sandbox.api_key())
        .base_url(sandbox.base_url());
    let client = builder.timeout(LIMIT).build().unwrap();
    let assistant = CallAssistant::new("Say hello.").call_retry_config(config.clone());
    let order = client
        .call()
        .create(number)
        .assistant(assistant)
        .await
        .unwrap();
    let read = || -> Call { serde_json::from_value(sandbox.call(&order.id).unwrap()).unwrap() };
    // Without the time that the sandbox has planned, which would be no second opinion.
    let foretell = |call: &Call, now, late| {
        let mut call = call.clone();
        call.scheduled_at = call.created_at.clone();
        Some((call.next_attempt_after(now)?, late))
    };
    let mut foretold = foretell(&order, start, SET_UP);
    let mut compared = 0;
    while let Some(now) = sandbox.advance_to_next_event() {
        let call = read();
        let began = call.last_call_attempt.as_ref();
        let began = began.and_then(|attempt| attempt.started_at.instant());
        if began == Some(now) {
            let (time, late) = foretold.unwrap_or_else(|| panic!("{config:?}: none at {now}"));
            check(now, time, late);
            foretold = None;
            compared += 1;
        }
        match call.status {
            CallStatus::Initializing | CallStatus::Scheduled => {
                foretold = foretell(&call, now, SET_UP);
            }
            CallStatus::Calling | CallStatus::PostProcessing => {
                let last = call.calls_count >= config.max_retry_attempts;
                let next = foretell(&call, now, ANALYSIS);
                assert_eq!(next.is_none(), last, "{config:?}");
                // One that follows at once has no other state before it.
                if call.status == CallStatus::PostProcessing {
                    foretold = next;
                }
            }
            _ => {}
        }
    }
    assert_eq!(read().next_attempt_after(sandbox.now()), None);
    compared
}

/// A few days before clocks change.
const STARTS: [(&str, &str); 6] = [
    ("2026-03-27T09:00:00Z", "Europe/Paris"),
    ("2026-10-23T09:00:00Z", "Europe/Paris"),
    ("2026-03-06T15:00:00Z", "America/New_York"),
    ("2026-10-30T15:00:00Z", "America/New_York"),
    ("2026-04-03T03:00:00Z", "Australia/Lord_Howe"),
    ("2026-10-02T03:00:00Z", "Australia/Lord_Howe"),
];

#[tokio::test]
async fn attempts_of_the_sandbox_start_when_they_were_foretold() {
    let mut random = Rng::with_seed(1_963);
    let mut compared = 0;
    for case in 0..36 {
        let (start, zone) = STARTS[case % 6];
        let config = config(&mut random).timezone(zone);
        let text = format!("{config:?}");
        compared += compare(start, "+33639980175", config, |began, foretold, most| {
            let late = began.duration_since(foretold).as_secs();
            assert!(
                (0..=most).contains(&late),
                "{began} instead of {foretold}: {text}"
            );
        })
        .await;
    }
    assert!(compared > 80, "{compared}");
}

#[tokio::test]
async fn in_a_country_with_many_zones_attempts_start_no_earlier_than_foretold() {
    let mut random = Rng::with_seed(1_974);
    for number in [
        "+12125550100",
        "+61255550100",
        "+79995550100",
        "+5511955550100",
        "+13105550100",
    ] {
        let config = config(&mut random);
        let text = format!("{config:?}");
        compare(
            "2026-03-06T15:00:00Z",
            number,
            config,
            |began, foretold, _| {
                assert!(foretold <= began, "{began} before {foretold}: {text}");
            },
        )
        .await;
    }
}
