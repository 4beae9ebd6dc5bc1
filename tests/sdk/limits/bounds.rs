//! Numbers within ranges, and texts of a length.

use revox::Client;
use revox::models::{AssistantUpdate, CallRetryConfig, CallSearch, Position, RealtimeModel, Voice};
use revox_tests::stub::{self, Stub};

use super::{places, refused, window};

#[tokio::test]
async fn numbers_are_within_their_ranges() {
    let voice = |client: &Client, speed: f64| {
        let voice = Voice::new("voice_fr_jules", "cartesia").speed(speed);
        client.assistants().update("assistant_4Tn6yB").voice(voice)
    };
    let said = refused(|client| voice(client, 0.59)).await;
    assert_eq!(said, ["`voice.speed` must be at least 0.6"]);
    let said = refused(|client| voice(client, 1.51)).await;
    assert_eq!(said, ["`voice.speed` must be at most 1.5"]);

    let said = refused(|client| {
        client
            .voices()
            .preview("voice_fr_jules", "cartesia")
            .speed(1.51)
    });
    assert_eq!(said.await, ["`speed` must be at most 1.5"]);

    let said = refused(|client| {
        client
            .assistants()
            .create("Jules", "You are Jules.")
            .background_sound_volume(-0.25)
            .thinking_sound_volume(1.01)
            .thinking_sound_probability(-0.25)
    });
    let expected = [
        "`background_sound_volume` must be at least 0",
        "`thinking_sound_probability` must be at least 0",
        "`thinking_sound_volume` must be at most 1",
    ];
    assert_eq!(said.await, expected);

    // Beyond what JavaScript counts exactly.
    let said = refused(|client| {
        let assistant = client.assistants().update("assistant_4Tn6yB");
        assistant.first_sentence_delay_ms(9_007_199_254_740_993_i64)
    });
    let expected = "`first_sentence_delay_ms` must be at most 9007199254740991";
    assert_eq!(said.await, [expected]);

    // Whatever type it is given in: what does not fit is neither wrapped around nor cut.
    let said = refused(|client| {
        let search = client.call().search().page(u64::MAX);
        search.page_size(i128::MIN)
    });
    let expected = [
        "`page` must be at most 9007199254740991",
        "`page_size` must be at least -9007199254740991",
    ];
    assert_eq!(said.await, expected);
    let said = refused(|client| {
        let campaign = client.campaigns().update("campaign_3Ge8wD");
        campaign.max_concurrent_calls(usize::MAX)
    });
    let expected = "`max_concurrent_calls` must be at most 9007199254740991";
    assert_eq!(said.await, [expected]);

    let retries = |most: i64| CallRetryConfig::new([window()], ["monday"], most, false);
    let said = refused(|client| {
        let campaign = client.campaigns().update("campaign_3Ge8wD");
        campaign.call_retry_config(retries(0))
    });
    let expected = "`call_retry_config.max_retry_attempts` must be greater than 0";
    assert_eq!(said.await, [expected]);

    let within = AssistantUpdate::new()
        .background_sound_volume(0)
        .thinking_sound_volume(1)
        .first_sentence_delay_ms(-9_007_199_254_740_991_i64)
        .call_retry_config(retries(1))
        .voice(
            Voice::new("voice_fr_jules", "cartesia")
                .speed(1.5)
                .volume(0.5),
        );
    assert!(places(&within).is_empty());
}

/// They would go out as `null`, which means something else.
#[tokio::test]
async fn numbers_are_finite() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let said = refused(|client| {
            client
                .assistants()
                .update("assistant_4Tn6yB")
                .max_call_duration_secs(number)
                .position(Position::new(0, number))
                .voice(Voice::new("voice_fr_jules", "cartesia").speed(number))
        });
        let expected = [
            "`max_call_duration_secs` must be a finite number",
            "`position.y` must be a finite number",
            "`voice.speed` must be a finite number",
        ];
        let mut said = said.await;
        said.sort();
        assert_eq!(said, expected);
    }
}

#[tokio::test]
async fn texts_are_as_long_as_allowed_in_characters() {
    let message = "é".repeat(151);
    let said = refused(|client| {
        let assistant = client.assistants().update("assistant_4Tn6yB");
        assistant.max_duration_end_message(message.as_str())
    });
    let expected = "`max_duration_end_message` must have at most 150 characters";
    assert_eq!(said.await, [expected]);
    let update = AssistantUpdate::new().max_duration_end_message("é".repeat(150));
    assert!(places(&update).is_empty());

    let said = refused(|client| {
        let assistant = client.assistants().update("assistant_4Tn6yB");
        assistant.llm_model(RealtimeModel::new("openai", "gpt-realtime").realtime_voice_id(""))
    });
    let expected = "`llm_model.realtime_voice_id` must have at least 1 character";
    assert_eq!(said.await, [expected]);
}

#[tokio::test]
async fn cloned_audio_has_at_most_seven_and_a_half_million_bytes() {
    let clone = |client: &Client, bytes: usize| {
        client
            .voices()
            .clone("Nadia", "fr", vec![0; bytes], "audio/wav")
    };
    let said = refused(|client| clone(client, 7_500_001)).await;
    assert_eq!(said, ["`audio` must have at most 7500000 bytes"]);

    let stub = Stub::start(vec![stub::Canned::json("404 Not Found", &[], "")]).await;
    let error = clone(&stub.client(), 7_500_000).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}

/// The documentation names limits that only the server can check, so it does.
#[test]
fn what_is_not_limited_is_not_refused() {
    let search = CallSearch::new()
        .page(-1)
        .page_size(100_000)
        .to_phone_number("06");
    assert!(places(&search).is_empty());
    let update = AssistantUpdate::new()
        .max_call_duration_secs(-1)
        .name("")
        .webhook_url("x");
    assert!(places(&update).is_empty());
}
