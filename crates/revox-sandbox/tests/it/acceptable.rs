//! Values whose schema leaves more open than the API does: moments, numbers and voices.

use std::time::Duration;

use reqwest::Method;
use revox_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::{ask, get, place_with, post};

const ORDER: &str = "assistant_4Tn6yB";

fn order(more: Value) -> Value {
    let mut body = json!({ "phone_number": "+33639980175", "assistant_id": ORDER });
    let more = more.as_object().unwrap().clone();
    body.as_object_mut().unwrap().extend(more);
    body
}

/// The status of a refusal, where it says that something is wrong, and what.
fn problem((status, answer): (u16, Value)) -> (u16, String, String) {
    let problem = &answer["error"]["problems"][0];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (status, text(&problem["pointer"]), text(&problem["problem"]))
}

#[tokio::test]
async fn a_time_without_an_offset_is_in_utc() {
    let sandbox = Sandbox::start().await.unwrap();
    for (sent, read) in [
        ("2026-06-16T10:05:00+02:00", "2026-06-16T08:05:00Z"),
        ("2026-06-16T08:05:00", "2026-06-16T08:05:00Z"),
        ("2026-06-16T08:05:00.500000", "2026-06-16T08:05:00.5Z"),
    ] {
        let body = order(json!({ "scheduled_at": sent, "skip_calling_window": true }));
        let (status, body) = post(&sandbox, "/call", body).await;
        assert_eq!(
            (status, &body["call"]["scheduled_at"]),
            (200, &json!(read)),
            "{sent}"
        );
    }
    let launch = json!({
        "mode": "ai_first", "scheduled_at": "2026-06-16T08:05:00",
        "selection": {
            "filters": {
                "assignee_ids": [], "directions": [], "outcomes": [], "results": [], "statuses": [],
            },
            "rows": { "call_ids": [], "mode": "all_except" },
        },
    });
    let path = "/campaigns/campaign_3Ge8wD/launch-calls";
    let (status, body) = post(&sandbox, path, launch).await;
    assert_eq!(status, 200, "{body}");

    let said = problem(
        post(
            &sandbox,
            "/call",
            order(json!({ "scheduled_at": "2026-06-16" })),
        )
        .await,
    );
    assert_eq!((said.0, said.1.as_str()), (422, "/scheduled_at"));
}

#[tokio::test]
async fn a_call_order_for_the_end_of_time_waits() {
    let sandbox = Sandbox::start().await.unwrap();
    for skips in [true, false] {
        let never = json!({ "scheduled_at": "9999-12-31T23:59:59Z", "skip_calling_window": skips });
        let id = place_with(&sandbox, order(never)).await;
        sandbox.advance(Duration::from_secs(365 * 86_400));
        let call = sandbox.call(&id).unwrap();
        assert_eq!(call["status"], "scheduled");
        assert!(
            call["scheduled_at"]
                .as_str()
                .unwrap()
                .starts_with("9999-12-30T22:00:00")
        );
    }
}

#[tokio::test]
async fn calls_are_placed_from_numbers_of_the_organization_alone() {
    let sandbox = Sandbox::start().await.unwrap();
    let campaign = |from: &str| {
        json!({
            "assistant_id": ORDER, "name": "June", "contacts": [], "from_phone_number": from,
        })
    };
    let assistant =
        |from: &str| json!({ "name": "Ava", "prompt": "Hi", "from_phone_number": from });
    let one_off = |from: &str| {
        json!({
            "phone_number": "+33639980175",
            "assistant": { "prompt": "Hi", "from_phone_number": from },
        })
    };
    let (owned, foreign) = ("+33199001234", "+33199009999");
    let number = |from: &str| json!({ "from_phone_number": from });
    for (method, path, bodies, pointer) in [
        (
            Method::POST,
            "/call",
            [order(number(owned)), order(number(foreign))],
            "",
        ),
        (
            Method::POST,
            "/call",
            [one_off(owned), one_off(foreign)],
            "/assistant",
        ),
        (
            Method::POST,
            "/campaigns",
            [campaign(owned), campaign(foreign)],
            "",
        ),
        (
            Method::PATCH,
            "/campaigns/campaign_3Ge8wD",
            [number(owned), number(foreign)],
            "",
        ),
        (
            Method::POST,
            "/assistants",
            [assistant(owned), assistant(foreign)],
            "",
        ),
        (
            Method::PATCH,
            "/assistants/assistant_4Tn6yB",
            [number(owned), number(foreign)],
            "",
        ),
    ] {
        let [owned, foreign] = bodies;
        let (status, body) = ask(&sandbox, method.clone(), path, Some(owned)).await;
        assert_eq!(status, 200, "{method} {path}: {body}");
        let said = problem(ask(&sandbox, method.clone(), path, Some(foreign)).await);
        let what = "\"+33199009999\" does not belong to the organization".to_owned();
        let pointer = format!("{pointer}/from_phone_number");
        assert_eq!(said, (422, pointer, what), "{method} {path}");
    }
}

#[tokio::test]
async fn an_assistant_speaks_with_a_voice_that_its_provider_has() {
    let sandbox = Sandbox::start().await.unwrap();
    let assistant = |voice: Value| json!({ "name": "Ava", "prompt": "Hi", "voice": voice });
    for (voice, pointer) in [
        (
            json!({ "id": "voice_fr_jules", "provider": "cartesia" }),
            None,
        ),
        (
            json!({ "id": "voice_fr_jules", "provider": "gradium" }),
            Some("/voice/id"),
        ),
        (
            json!({ "id": "voice_of_nobody", "provider": "cartesia" }),
            Some("/voice/id"),
        ),
    ] {
        let answer = post(&sandbox, "/assistants", assistant(voice.clone())).await;
        let expected = (
            if pointer.is_some() { 422 } else { 200 },
            pointer.unwrap_or_default(),
        );
        let said = problem(answer);
        assert_eq!((said.0, said.1.as_str()), expected, "{voice}: {}", said.2);
    }
}

#[tokio::test]
async fn how_fast_and_how_loud_a_preview_is_depends_on_the_provider() {
    let sandbox = Sandbox::start().await.unwrap();
    let (_, voices) = get(&sandbox, "/voices").await;
    let voice_of = |provider: &str| {
        let mut voices = voices["voices"].as_array().unwrap().iter();
        voices
            .find(|voice| voice["provider"] == provider)
            .map(|voice| voice["id"].clone())
    };
    let mut tried = 0;
    for (provider, setting, value, fits) in [
        ("cartesia", "speed", 0.6, true),
        ("cartesia", "speed", 1.5, true),
        ("cartesia", "volume", 0.4, false),
        ("cartesia", "volume", 2.0, true),
        ("cartesia", "volume", 2.1, false),
        ("elevenlabs", "speed", 0.65, false),
        ("elevenlabs", "speed", 0.7, true),
        ("elevenlabs", "speed", 1.2, true),
        ("elevenlabs", "speed", 1.3, false),
        ("elevenlabs", "volume", 7.0, true),
        ("gradium", "speed", 1.5, true),
        ("gradium", "volume", 0.0, true),
    ] {
        let Some(voice) = voice_of(provider) else {
            continue;
        };
        let mut body = json!({ "provider": provider, "voiceId": voice });
        body[setting] = json!(value);
        let request = crate::client()
            .post(format!("{}/voices/preview", sandbox.base_url()))
            .bearer_auth(sandbox.api_key());
        let response = request.json(&body).send().await.unwrap();
        let status = response.status().as_u16();
        assert_eq!(status, if fits { 200 } else { 422 }, "{body}");
        if !fits {
            let said = problem(crate::decode(response).await);
            assert_eq!(said.1, format!("/{setting}"));
            assert!(said.2.contains(provider), "{}", said.2);
        }
        tried += 1;
    }
    assert!(tried >= 9, "{tried}: {voices}");
}
