//! Requests are held to the description, and what is wrong is named.

use revox_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::{get, post};

/// The status and code of a refusal, and the pointer and schema of its first problem.
async fn refusal(sandbox: &Sandbox, path: &str, body: Value) -> (u16, String, String, String) {
    let (status, answer) = post(sandbox, path, body).await;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let problem = &answer["error"]["problems"][0];
    (
        status,
        text(&answer["code"]),
        text(&problem["pointer"]),
        text(&problem["schema"]),
    )
}

#[tokio::test]
async fn what_is_wrong_is_named_by_pointer_and_schema() {
    let sandbox = Sandbox::start().await.unwrap();
    let order = |more: Value| {
        let mut body = json!({ "phone_number": "+33639980175" });
        body.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        body
    };
    let assistant = |settings: Value| order(json!({ "assistant": settings }));
    for (body, status, pointer, schema) in [
        (json!([]), 400, "", "CallCreate"),
        (json!({}), 400, "/phone_number", "CallCreate"),
        (order(json!({ "phone": 1 })), 400, "/phone", "CallCreate"),
        (
            order(json!({ "phone_number": 33 })),
            400,
            "/phone_number",
            "CallCreate/properties/phone_number",
        ),
        (
            order(json!({ "phone_number": "0639980175" })),
            422,
            "/phone_number",
            "CallCreate/properties/phone_number",
        ),
        (order(json!({ "a/b~c": 1 })), 400, "/a~1b~0c", "CallCreate"),
        (
            order(json!({ "metadata": { "a": 1 } })),
            400,
            "/metadata/a",
            "CallCreate/properties/metadata/additionalProperties",
        ),
        (
            order(json!({ "concurrency": null })),
            400,
            "/concurrency",
            "CallConcurrency",
        ),
        (
            assistant(json!({})),
            400,
            "/assistant/prompt",
            "CallAssistant/allOf/1",
        ),
        (
            assistant(json!({ "prompt": "", "nam": 1 })),
            400,
            "/assistant/nam",
            "CallAssistant",
        ),
        (
            assistant(
                json!({ "prompt": "", "voice": { "id": "a", "provider": "cartesia", "speed": 2 } }),
            ),
            422,
            "/assistant/voice/speed",
            "Voice/properties/speed",
        ),
        (
            assistant(
                json!({ "prompt": "", "llm_model": { "type": "openrouter", "openrouter_model_id": "a" } }),
            ),
            400,
            "/assistant/llm_model/openrouter_provider",
            "OpenrouterModel",
        ),
        (
            assistant(json!({ "prompt": "", "llm_model": { "type": "hal" } })),
            422,
            "/assistant/llm_model/type",
            "LlmModel",
        ),
        (
            assistant(json!({ "prompt": "", "max_duration_end_message": "x".repeat(151) })),
            422,
            "/assistant/max_duration_end_message",
            "AssistantSettings/properties/max_duration_end_message",
        ),
        (
            assistant(
                json!({ "prompt": "", "llm_model": { "type": "custom", "api_key": "k", "api_url": "no url", "model_name": "m" } }),
            ),
            422,
            "/assistant/llm_model/api_url",
            "CustomModel/properties/api_url",
        ),
    ] {
        let said = refusal(&sandbox, "/call", body.clone()).await;
        let code = if status == 400 {
            "invalid_body"
        } else {
            "unacceptable_value"
        };
        let schema = format!("#/components/schemas/{schema}");
        assert_eq!(
            said,
            (status, code.into(), pointer.into(), schema),
            "{body}"
        );
    }
}

#[tokio::test]
async fn null_is_taken_where_it_may_stand_and_nowhere_else() {
    let sandbox = Sandbox::start().await.unwrap();
    for (setting, takes_null) in [
        ("background_sound", true),
        ("calendly", true),
        ("human_transfer_mode", true),
        ("transfer_destinations", true),
        ("voicemail_message", true),
        ("call_retry_config", false),
        ("voice", false),
        ("webhook_url", false),
    ] {
        let body = json!({ "name": "Ava", "prompt": "Hello", setting: null });
        let status = post(&sandbox, "/assistants", body).await.0;
        assert_eq!(status, if takes_null { 200 } else { 400 }, "{setting}");
    }
}

#[tokio::test]
async fn a_problem_of_shape_comes_before_one_of_a_value_and_all_are_listed() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = json!({ "phone_number": "no", "from_phone_number": "no", "x": 1 });
    let (status, answer) = post(&sandbox, "/call", body).await;
    assert_eq!((status, &answer["code"]), (400, &json!("invalid_body")));
    assert_eq!(
        answer["message"],
        "The body is not a valid `CallCreate`. At /x: the schema knows no property \"x\". There are 2 more problems."
    );
    assert_eq!(answer["error"]["problems"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn the_media_type_has_to_be_json() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = r#"{"phone_number":"+33639980175","assistant_id":"assistant_4Tn6yB"}"#;
    for (media_type, status) in [
        (Some("application/json"), 200),
        (Some("Application/JSON; charset=utf-8"), 200),
        (Some("text/plain"), 415),
        (Some("application/jsonp"), 415),
        (Some("application/x-www-form-urlencoded"), 415),
        (None, 415),
    ] {
        let mut request = crate::client()
            .post(format!("{}/call", sandbox.base_url()))
            .bearer_auth(sandbox.api_key())
            .body(body);
        if let Some(media_type) = media_type {
            request = request.header("content-type", media_type);
        }
        assert_eq!(
            request.send().await.unwrap().status(),
            status,
            "{media_type:?}"
        );
    }
    assert_eq!(
        sandbox
            .requests()
            .iter()
            .filter(|r| r.accepted() == 1)
            .count(),
        2
    );
}

#[tokio::test]
async fn a_body_that_is_missing_or_no_json_is_told_apart() {
    let sandbox = Sandbox::start().await.unwrap();
    let deep = "[".repeat(10_000);
    for (body, code) in [
        ("", "missing_body"),
        ("{", "malformed_json"),
        ("{\"phone_number\":\"\\ud800\"}", "malformed_json"),
        ("{} {}", "malformed_json"),
        ("nul", "malformed_json"),
        (
            r#"{"phone_number":"+33639980175","phone_number":1}"#,
            "malformed_json",
        ),
        (
            r#"{"assistant":{"prompt":"a","prompt":"a"}}"#,
            "malformed_json",
        ),
        (deep.as_str(), "malformed_json"),
        ("null", "invalid_body"),
    ] {
        let response = crate::client()
            .post(format!("{}/call", sandbox.base_url()))
            .bearer_auth(sandbox.api_key())
            .header("content-type", "application/json")
            .body(body.to_owned());
        let answer: Value = response.send().await.unwrap().json().await.unwrap();
        assert_eq!(answer["code"], code, "{}", &body[..body.len().min(20)]);
    }
}

#[tokio::test]
async fn a_recording_of_the_greatest_length_is_taken() {
    let sandbox = Sandbox::start().await.unwrap();
    let clone = |length: usize| json!({ "audio": "A".repeat(length), "contentType": "audio/wav", "language": "fr", "name": "N" });
    assert_eq!(
        post(&sandbox, "/voices/clone", clone(10_000_000)).await.0,
        200
    );
    let said = refusal(&sandbox, "/voices/clone", clone(10_000_004)).await;
    assert_eq!((said.0, said.2.as_str()), (422, "/audio"));
    assert_eq!(refusal(&sandbox, "/voices/clone", clone(3)).await.0, 422);
}

#[tokio::test]
async fn the_query_of_a_voice_has_to_name_a_provider() {
    let sandbox = Sandbox::start().await.unwrap();
    for (query, status, code) in [
        ("?provider=cartesia", 200, Value::Null),
        ("", 400, json!("missing_parameter")),
        ("?provider=acme", 400, json!("invalid_parameter")),
    ] {
        let (answered, body) = get(&sandbox, &format!("/voices/voice_fr_jules{query}")).await;
        assert_eq!((answered, &body["code"]), (status, &code), "{query}");
    }
}
