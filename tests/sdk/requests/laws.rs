//! Laws that hold for any parameters, not only for those of the other tests.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use revox::models::{AssistantUpdate, CallCreate, CallSearch, TransferDestination, Voice};
use revox::{Null, Parameters};
use revox_tests::bodies::allowed_by;
use serde::Serialize;
use serde_json::Value;

use super::complete::NULL_IS_ABSENT;
use super::with_bodies;

/// All states of all settings that may be null among them: left out, null, and a value.
#[tokio::test]
async fn whatever_the_spec_allows_is_within_the_limits_and_sent_as_it_was_read() {
    for (id, schema, requests) in with_bodies().await {
        let law = |body: Value| {
            let parameters = requests[0].read(&body.to_string());
            prop_assert_eq!(parameters.violations(), [], "{}", id);
            let sent: Value = serde_json::from_str(&parameters.body()).unwrap();
            prop_assert_eq!(sent, body, "{}", id);
            Ok(())
        };
        let mut runner = TestRunner::deterministic();
        runner
            .run(&allowed_by(schema, NULL_IS_ABSENT), law)
            .unwrap();
    }
}

#[test]
fn a_phone_number_passes_exactly_if_it_is_in_e164_form() {
    let passes = |number: &str| CallCreate::new(number).violations().is_empty();
    let mut runner = TestRunner::deterministic();
    let law = |number: String| {
        prop_assert!(passes(&number));
        Ok(())
    };
    runner.run(&r"\+[1-9][0-9]{1,14}", law).unwrap();

    // One character beside the form, a digit or two too many, or none of it at all.
    let nearly = (
        r"\+[1-9][0-9]{1,14}",
        any::<prop::sample::Index>(),
        any::<char>(),
    );
    let edited = nearly.prop_map(|(number, at, other)| {
        let mut characters: Vec<_> = number.chars().collect();
        *at.get_mut(&mut characters) = other;
        characters.into_iter().collect::<String>()
    });
    let law = |number: String| {
        let digits = number.strip_prefix('+').unwrap_or_default();
        let is_e164 = digits.chars().all(|c| c.is_ascii_digit())
            && !digits.starts_with('0')
            && (2..=15).contains(&digits.len());
        prop_assert_eq!(passes(&number), is_e164);
        Ok(())
    };
    runner
        .run(
            &prop_oneof![edited, r"\+?[0-9]{0,18}", any::<String>()],
            law,
        )
        .unwrap();
}

/// Whatever the order of `setters`, and if each of them is called twice, the same is sent.
fn in_any_order<P: Serialize>(new: fn() -> P, setters: &[fn(P) -> P]) {
    let set = |order: &[fn(P) -> P]| {
        let parameters = order.iter().fold(new(), |parameters, set| set(parameters));
        serde_json::to_string(&parameters).unwrap()
    };
    let expected = set(setters);
    let order = Just([setters, setters].concat()).prop_shuffle();
    let law = |order: Vec<fn(P) -> P>| {
        prop_assert_eq!(set(&order), expected.as_str());
        Ok(())
    };
    TestRunner::deterministic().run(&order, law).unwrap();
}

#[test]
fn the_order_of_setters_does_not_matter() {
    in_any_order(
        AssistantUpdate::new,
        &[
            |update| update.name("Jules"),
            |update| update.prompt("You are Jules."),
            |update| update.voice(Voice::new("voice_fr_jules", "cartesia")),
            |update| update.from_phone_number(Null),
            |update| update.sms_template("See you."),
            |update| update.custom_tools(Null),
            |update| update.transfer_destinations([TransferDestination::new("a", "+33199001250")]),
            |update| update.max_call_duration_secs(600),
            |update| update.first_sentence_delay_ms(0),
            |update| update.ivr_navigation_enabled(false),
            |update| update.human_transfer_mode("warm"),
        ],
    );
    in_any_order(
        CallSearch::new,
        &[
            |search| search.statuses(["completed"]),
            |search| search.page(3),
            |search| search.page_size(7),
            |search| search.call_ids(["a", "b"]),
            |search| search.query("Camille"),
        ],
    );
}
