//! Setters take what people have at hand, and send the same for it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use revox::bytes::Bytes;
use revox::models::{
    AssistantUpdate, AudioContentType, CallCreate, CallRetryConfig, CallSearch, CallStatus,
    CallingWindow, CampaignContact, CampaignUpdate, HumanTransferMode, LlmModel,
    NotificationOutcome, OpenrouterModel, Slack, SlackChannel, TransferDestination, VoiceClone,
    VoiceLanguage, VoicePreview, VoiceProvider, Weekday,
};
use revox::{Null, Nullable, Timestamp, chrono, jiff};
use revox_tests::stub::{Canned, Stub};
use serde::Serialize;
use serde_json::{Value, json};

#[track_caller]
fn all_send<P: Serialize>(expected: Value, ways: impl IntoIterator<Item = P>) {
    for (index, parameters) in ways.into_iter().enumerate() {
        let sent = serde_json::to_value(parameters).unwrap();
        assert_eq!(sent, expected, "way {index}");
    }
}

#[test]
fn texts() {
    let text = String::from("Jules");
    all_send(
        json!({"name": "Jules"}),
        [
            CampaignUpdate::new().name("Jules"),
            CampaignUpdate::new().name(&text),
            CampaignUpdate::new().name(text.clone()),
            CampaignUpdate::new().name(Cow::from("Jules")),
            CampaignUpdate::new().name(Box::<str>::from("Jules")),
            CampaignUpdate::new().name('J'.to_string() + "ules"),
        ],
    );
}

#[test]
fn texts_that_may_be_null() {
    let number = String::from("+33199001234");
    let with = AssistantUpdate::new;
    all_send(
        json!({"from_phone_number": number}),
        [
            with().from_phone_number("+33199001234"),
            with().from_phone_number(&number),
            with().from_phone_number(number.clone()),
            with().from_phone_number(Cow::from("+33199001234")),
            with().from_phone_number(Some(number.clone())),
            with().from_phone_number(Some("+33199001234")),
            with().from_phone_number(Nullable::Value(number.clone())),
        ],
    );
    all_send(
        json!({"from_phone_number": null}),
        [
            with().from_phone_number(Null),
            with().from_phone_number(None::<String>),
            with().from_phone_number(Nullable::Null),
        ],
    );
}

#[test]
fn numbers() {
    let with = AssistantUpdate::new;
    all_send(
        json!({"max_call_duration_secs": 600.0}),
        [
            with().max_call_duration_secs(600),
            with().max_call_duration_secs(600_u32),
            with().max_call_duration_secs(600_u16),
            with().max_call_duration_secs(600_f32),
            with().max_call_duration_secs(600.0),
        ],
    );
    all_send(
        json!({"first_sentence_delay_ms": 200}),
        [
            with().first_sentence_delay_ms(200),
            with().first_sentence_delay_ms(200_u8),
            with().first_sentence_delay_ms(200_u32),
            with().first_sentence_delay_ms(200_i64),
            with().first_sentence_delay_ms(200_i128),
            with().first_sentence_delay_ms(200_u64),
            with().first_sentence_delay_ms(200_usize),
        ],
    );
    let with = CampaignUpdate::new;
    all_send(
        json!({"max_concurrent_calls": 5}),
        [
            with().max_concurrent_calls(5),
            with().max_concurrent_calls(5_u32),
            with().max_concurrent_calls(5_usize),
            with().max_concurrent_calls(Some(5)),
        ],
    );
    all_send(
        json!({"max_concurrent_calls": null}),
        [
            with().max_concurrent_calls(Null),
            with().max_concurrent_calls(None),
        ],
    );
}

#[test]
fn enums_by_variant_and_by_text() {
    all_send(
        json!({"human_transfer_mode": "warm"}),
        [
            AssistantUpdate::new().human_transfer_mode(HumanTransferMode::Warm),
            AssistantUpdate::new().human_transfer_mode("warm"),
            AssistantUpdate::new().human_transfer_mode(Some(HumanTransferMode::Warm)),
        ],
    );
    all_send(
        json!({"provider": "gradium", "voiceId": "voice_1"}),
        [
            VoicePreview::new("voice_1", VoiceProvider::Gradium),
            VoicePreview::new("voice_1", "gradium"),
            VoicePreview::new("voice_1", String::from("gradium")),
            VoicePreview::new("voice_1", &VoiceProvider::Gradium),
        ],
    );
    // One that this version does not know is sent as it is.
    all_send(
        json!({"human_transfer_mode": "lukewarm"}),
        [AssistantUpdate::new().human_transfer_mode("lukewarm")],
    );
}

#[test]
fn lists() {
    let outcomes = ["interested", "none"];
    let known = outcomes.map(NotificationOutcome::from);
    let with = AssistantUpdate::new;
    all_send(
        json!({"email_notification_outcomes": outcomes}),
        [
            with().email_notification_outcomes(outcomes),
            with().email_notification_outcomes(vec!["interested", "none"]),
            with().email_notification_outcomes(outcomes.iter().copied()),
            with().email_notification_outcomes(BTreeSet::from(outcomes)),
            with().email_notification_outcomes([
                NotificationOutcome::Interested,
                NotificationOutcome::None,
            ]),
            with().email_notification_outcomes(&known),
            with().email_notification_outcomes(outcomes.map(String::from)),
            with().email_notification_outcomes(outcomes.map(NotificationOutcome::from)),
            with().email_notification_outcomes(Nullable::Value(vec![
                NotificationOutcome::Interested,
                NotificationOutcome::None,
            ])),
        ],
    );
    let ids = vec!["a".to_owned(), "b".to_owned()];
    let mut expected = serde_json::to_value(CallSearch::new()).unwrap();
    expected["call_ids"] = json!(["a", "b"]);
    all_send(
        expected,
        [
            CallSearch::new().call_ids(["a", "b"]),
            CallSearch::new().call_ids(&ids),
            CallSearch::new().call_ids(ids.iter().map(String::as_str)),
            CallSearch::new().call_ids(ids.clone()),
            CallSearch::new().call_ids(ids.iter().filter(|id| id.len() == 1)),
        ],
    );
}

#[test]
fn maps() {
    let call = || CallCreate::new("+33639980142");
    let owned = [("crm_lead".to_owned(), "lead-20418".to_owned())];
    all_send(
        json!({"phone_number": "+33639980142", "metadata": {"crm_lead": "lead-20418"}}),
        [
            call().metadata([("crm_lead", "lead-20418")]),
            call().metadata(owned.clone()),
            call().metadata(BTreeMap::from(owned.clone())),
            call().metadata(&BTreeMap::from(owned.clone())),
            call().metadata(HashMap::from(owned)),
            call().metadata(vec![("crm_lead", format!("lead-{}", 20_418))]),
        ],
    );
    let contact = || CampaignContact::new("+33639980142");
    let object = json!({"town": "Gournay-en-Bray"});
    all_send(
        json!({"to_phone_number": "+33639980142", "prompt_variables": object}),
        [
            contact().prompt_variables([("town", "Gournay-en-Bray")]),
            contact().prompt_variables([("town", json!("Gournay-en-Bray"))]),
            contact().prompt_variables(object.as_object().unwrap().clone()),
        ],
    );
}

#[test]
fn moments() {
    let call = || CallCreate::new("+33639980142");
    let instant: jiff::Timestamp = "2026-06-09T08:05:00Z".parse().unwrap();
    let text = String::from("2026-06-09T08:05:00Z");
    let zoned = instant.to_zoned(jiff::tz::offset(2).to_time_zone());
    let chrono = chrono::DateTime::parse_from_rfc3339("2026-06-09T10:05:00+02:00").unwrap();
    all_send(
        json!({"phone_number": "+33639980142", "scheduled_at": "2026-06-09T08:05:00Z"}),
        [
            call().scheduled_at(text.as_str()),
            call().scheduled_at(text.clone()),
            call().scheduled_at(&text),
            call().scheduled_at(instant),
            call().scheduled_at(chrono.to_utc()),
            call().scheduled_at(Timestamp::from(instant)),
        ],
    );
    all_send(
        json!({"phone_number": "+33639980142", "scheduled_at": "2026-06-09T10:05:00+02:00"}),
        [
            call().scheduled_at(&zoned),
            call().scheduled_at(zoned),
            call().scheduled_at(chrono),
        ],
    );
}

#[test]
fn objects_and_unions() {
    let model = OpenrouterModel::new("openai/gpt-4.1", "azure");
    all_send(
        json!({"llm_model": {
            "type": "openrouter",
            "openrouter_model_id": "openai/gpt-4.1",
            "openrouter_provider": "azure",
        }}),
        [
            AssistantUpdate::new().llm_model(model.clone()),
            AssistantUpdate::new().llm_model(LlmModel::Openrouter(model)),
        ],
    );
    let slack = Slack::new("slack_1", [SlackChannel::new("C07BRAY1234")], ["none"]);
    all_send(
        json!({"slack": {
            "connection_id": "slack_1",
            "outcomes": ["none"],
            "channels": [{"id": "C07BRAY1234"}],
        }}),
        [
            AssistantUpdate::new().slack(slack.clone()),
            AssistantUpdate::new().slack(Some(slack.clone())),
            AssistantUpdate::new().slack(Nullable::Value(slack)),
        ],
    );
}

#[test]
fn bytes() {
    let clone = |audio: revox::Base64| VoiceClone::new("Nadia", "fr", audio, "audio/wav");
    let expected = VoiceClone::new(
        "Nadia",
        VoiceLanguage::Fr,
        b"RIFF",
        AudioContentType::AudioWav,
    );
    all_send(
        serde_json::to_value(expected).unwrap(),
        [
            clone(b"RIFF".into()),
            clone(b"RIFF".as_slice().into()),
            clone(b"RIFF".to_vec().into()),
            clone((&b"RIFF".to_vec()).into()),
            clone(Bytes::from_static(b"RIFF").into()),
        ],
    );
}

#[test]
fn constructors() {
    let window = CallingWindow::new("9:30", "6pm", 60);
    all_send(
        json!({
            "allowed_days": ["monday"],
            "call_twice_in_a_row": true,
            "calling_windows": [window],
            "max_retry_attempts": 1,
        }),
        [
            CallRetryConfig::new([window.clone()], [Weekday::Monday], 1, true),
            CallRetryConfig::new(vec![window.clone()], vec!["monday"], 1_u32, true),
            CallRetryConfig::new(
                Some(window.clone()),
                ["monday"].iter().copied(),
                1_i64,
                true,
            ),
        ],
    );
    all_send(
        json!({"label": "Sales", "phone_number": "+33199001250"}),
        [
            TransferDestination::new("Sales", "+33199001250"),
            TransferDestination::new(String::from("Sales"), String::from("+33199001250")),
        ],
    );
}

/// Setters of a request are those of its parameters, which can also be given as a whole.
#[tokio::test]
async fn parameters_set_one_by_one_or_as_a_whole() {
    let stub = Stub::start(vec![Canned::json("404 Not Found", &[], "")]).await;
    let client = stub.client();
    let search = client.call().search();
    let _ = search.statuses([CallStatus::Completed]).page(3).await;
    let filters = CallSearch::new().page(3).statuses(["completed"]);
    let _ = client.call().search().page(9).parameters(filters).await;
    let received = stub.received();
    assert_eq!(received.len(), 2);
    assert_eq!(received[0], received[1]);
}

/// An id is whatever holds its text.
#[tokio::test]
async fn ids_are_taken_owned_or_borrowed() {
    let stub = Stub::start(vec![Canned::json("404 Not Found", &[], "")]).await;
    let client = stub.client();
    let id = String::from("call_8Zk3vQ");
    let _ = client.call().retrieve(&id).await;
    let _ = client.call().retrieve(id.as_str()).await;
    let _ = client.call().retrieve(std::borrow::Cow::from(&id)).await;
    let _ = client.call().retrieve(id).await;
    let received = stub.received();
    assert_eq!(received.len(), 4);
    assert!(received.iter().all(|request| *request == received[0]));
}

/// An optional value is set if there is one, and the chain goes on either way.
#[tokio::test]
async fn a_value_that_may_be_absent_is_set_only_where_there_is_one() {
    let stub = Stub::start(vec![Canned::json("404 Not Found", &[], "")]).await;
    let client = stub.client();
    for page in [None, Some(3)] {
        let with = revox::Parameters::maybe(CallSearch::new(), page, CallSearch::page);
        let search = client.call().search();
        let _ = search.maybe(page, |search, page| search.page(page)).await;
        let _ = client.call().search().parameters(with).await;
    }
    let received = stub.received();
    assert!(received[0] == received[1] && received[2] == received[3]);
    assert_ne!(received[0], received[2]);
}

/// A request is a future that owns all it needs, so that a task can run it.
#[tokio::test]
async fn a_request_can_be_sent_from_a_task_of_its_own() {
    let stub = Stub::start(vec![Canned::json("404 Not Found", &[], "")]).await;
    let client = stub.client();
    let value = tokio::spawn(client.call().retrieve("a").send());
    let response = tokio::spawn(client.call().retrieve("a").with_response().send());
    assert!(value.await.unwrap().unwrap_err().is_not_found());
    assert!(response.await.unwrap().unwrap_err().is_not_found());
}
