//! Resources can be created, read, changed and deleted, and are gone afterwards.

use reqwest::Method;
use revox_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::{ask, get, place_with, post};

const PATCH: Method = Method::PATCH;
const DELETE: Method = Method::DELETE;

async fn create(sandbox: &Sandbox, body: Value) -> Value {
    let (status, body) = post(sandbox, "/assistants", body).await;
    assert_eq!(status, 200, "{body}");
    body["assistant"].clone()
}

#[tokio::test]
async fn an_assistant_goes_through_its_life() {
    let sandbox = Sandbox::start().await.unwrap();
    let made = create(
        &sandbox,
        json!({ "name": "Ava", "prompt": "Hello", "first_sentence": "Hi" }),
    )
    .await;
    let path = format!("/assistants/{}", made["id"].as_str().unwrap());
    assert_eq!(made["first_sentence_delay_ms"], 400);
    assert_eq!(get(&sandbox, &path).await, (200, made.clone()));
    let (_, list) = get(&sandbox, "/assistants").await;
    assert!(list["assistants"].as_array().unwrap().contains(&made));

    let change = json!({ "name": "Eva", "background_sound": "audio/office.ogg", "voicemail_message": "Bye" });
    let (status, body) = ask(&sandbox, PATCH, &path, Some(change)).await;
    assert_eq!((status, &body["unpatchedCallsNotice"]), (200, &Value::Null));
    let (_, body) = ask(
        &sandbox,
        PATCH,
        &path,
        Some(json!({ "background_sound": null })),
    )
    .await;
    let changed = &body["assistant"];
    assert_eq!(changed["background_sound"], Value::Null);
    assert_eq!(changed["voicemail_message"], "Bye");
    assert_eq!(
        (&changed["name"], &changed["first_sentence"]),
        (&json!("Eva"), &json!("Hi"))
    );
    assert_eq!(&get(&sandbox, &path).await.1, changed);

    assert_eq!(
        ask(&sandbox, DELETE, &path, None).await,
        (200, json!({ "success": true }))
    );
    for method in [Method::GET, DELETE] {
        let (status, body) = ask(&sandbox, method, &path, None).await;
        assert_eq!(
            (status, &body["code"]),
            (404, &json!("assistant_not_found"))
        );
    }
    assert_eq!(ask(&sandbox, PATCH, &path, Some(json!({}))).await.0, 404);
}

#[tokio::test]
async fn a_copy_of_an_assistant_is_one_of_its_own() {
    let sandbox = Sandbox::start().await.unwrap();
    let (status, body) = ask(
        &sandbox,
        Method::POST,
        "/assistants/assistant_4Tn6yB/clone",
        None,
    )
    .await;
    let copy = &body["assistant"];
    assert_eq!(
        (status, &copy["name"]),
        (200, &json!("Jules, solar panel enquiries (Copy)"))
    );
    let (_, original) = get(&sandbox, "/assistants/assistant_4Tn6yB").await;
    assert_eq!(copy["prompt"], original["prompt"]);
    assert_ne!(copy["id"], original["id"]);
}

#[tokio::test]
async fn questions_replace_those_before_and_sub_assistants_are_not_listed() {
    let sandbox = Sandbox::start().await.unwrap();
    let made = create(
        &sandbox,
        json!({
            "name": "Step", "prompt": "Hello", "type": "sub-assistant",
            "faq_items": [{ "question": "When?", "answer": "Now." }],
        }),
    )
    .await;
    assert_eq!(made["faq_items"][0]["needs_human_answer"], false);
    let path = format!("/assistants/{}", made["id"].as_str().unwrap());
    let (_, body) = ask(&sandbox, PATCH, &path, Some(json!({ "faq_items": [] }))).await;
    assert_eq!(body["assistant"]["faq_items"], json!([]));
    let (_, list) = get(&sandbox, "/assistants").await;
    let listed = list["assistants"].as_array().unwrap();
    assert!(listed.iter().all(|assistant| assistant["id"] != made["id"]));
}

#[tokio::test]
async fn a_new_variable_in_the_prompt_leaves_waiting_calls_without_it_alone() {
    let sandbox = Sandbox::start().await.unwrap();
    let made = create(
        &sandbox,
        json!({ "name": "Ava", "prompt": "Hello {{name}}" }),
    )
    .await;
    let id = made["id"].as_str().unwrap();
    let order = |variables: Value| {
        json!({
            "phone_number": "+33639980175", "assistant_id": id, "prompt_variables": variables,
            "scheduled_at": "2026-06-17T09:00:00Z",
        })
    };
    let with = place_with(&sandbox, order(json!({ "name": "Ada", "town": "Paris" }))).await;
    let without = place_with(&sandbox, order(json!({ "name": "Ada" }))).await;

    let change = json!({ "prompt": "Hello {{name}} of {{town}}" });
    let (_, body) = ask(
        &sandbox,
        PATCH,
        &format!("/assistants/{id}"),
        Some(change.clone()),
    )
    .await;
    assert_eq!(
        body["unpatchedCallsNotice"],
        json!({ "count": 1, "variables": ["town"] })
    );
    let prompt = |id: &str| sandbox.call(id).unwrap()["assistant"]["prompt"].clone();
    assert_eq!(prompt(&with), change["prompt"]);
    assert_eq!(prompt(&without), made["prompt"]);
}

#[tokio::test]
async fn an_outbound_number_has_to_belong_to_the_organization() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut body = json!({ "name": "Ava", "prompt": "Hello", "from_phone_number": "+33199009999" });
    let (status, answer) = post(&sandbox, "/assistants", body.clone()).await;
    assert_eq!(
        (status, &answer["code"]),
        (422, &json!("unacceptable_value"))
    );
    assert_eq!(
        answer["error"]["problems"][0]["pointer"],
        "/from_phone_number"
    );
    body["from_phone_number"] = json!("+33199001234");
    assert_eq!(post(&sandbox, "/assistants", body).await.0, 200);
}

#[tokio::test]
async fn a_phone_number_is_changed_and_deleted() {
    let sandbox = Sandbox::start().await.unwrap();
    let path = "/phone-numbers/phone_6Vd4sL";
    let change = json!({ "label": "Sales", "inbound_assistant_id": "assistant_4Tn6yB" });
    let (status, body) = ask(&sandbox, PATCH, path, Some(change)).await;
    assert_eq!(
        (status, &body["phone_number"]["label"]),
        (200, &json!("Sales"))
    );
    assert_eq!(
        body["phone_number"]["inbound_assistant"]["id"],
        "assistant_4Tn6yB"
    );

    let (_, body) = ask(
        &sandbox,
        PATCH,
        path,
        Some(json!({ "inbound_assistant_id": null })),
    )
    .await;
    assert_eq!(body["phone_number"]["inbound_assistant"], Value::Null);
    assert_eq!(body["phone_number"]["label"], "Sales");
    let unknown = json!({ "inbound_assistant_id": "nobody" });
    assert_eq!(ask(&sandbox, PATCH, path, Some(unknown)).await.0, 422);

    assert_eq!(ask(&sandbox, DELETE, path, None).await.0, 200);
    assert_eq!(ask(&sandbox, DELETE, path, None).await.0, 404);
    let (_, list) = get(&sandbox, "/phone-numbers").await;
    assert_eq!(list["phone_numbers"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_voice_is_cloned_used_and_deleted() {
    let sandbox = Sandbox::start().await.unwrap();
    let clone =
        json!({ "audio": "T2dn", "contentType": "audio/ogg", "language": "en", "name": "Ada" });
    let (status, voice) = post(&sandbox, "/voices/clone", clone).await;
    assert_eq!((status, &voice["name"]), (200, &json!("Ada")));
    let id = voice["id"].as_str().unwrap();
    let path = format!("/voices/{id}");
    let (status, body) = get(&sandbox, &format!("{path}?provider=cartesia")).await;
    assert_eq!((status, &body["voice"]["name"]), (200, &json!("Ada")));
    assert_eq!(
        get(&sandbox, &format!("{path}?provider=gradium")).await.0,
        404
    );

    let speaker =
        json!({ "name": "A", "prompt": "B", "voice": { "id": id, "provider": "cartesia" } });
    let speaker = create(&sandbox, speaker).await;
    let (status, body) = ask(&sandbox, DELETE, &path, None).await;
    assert_eq!((status, &body["code"]), (409, &json!("voice_in_use")));
    let speaker = format!("/assistants/{}", speaker["id"].as_str().unwrap());
    ask(&sandbox, DELETE, &speaker, None).await;
    assert_eq!(ask(&sandbox, DELETE, &path, None).await.0, 200);
    assert_eq!(
        get(&sandbox, &format!("{path}?provider=cartesia")).await.0,
        404
    );

    let (status, body) = ask(&sandbox, DELETE, "/voices/voice_en_maeve", None).await;
    assert_eq!((status, &body["code"]), (403, &json!("preset_voice")));
}

#[tokio::test]
async fn a_preview_is_a_sound() {
    let sandbox = Sandbox::start().await.unwrap();
    let listen = |text: &str| {
        crate::client()
            .post(format!("{}/voices/preview", sandbox.base_url()))
            .bearer_auth(sandbox.api_key())
            .json(&json!({ "provider": "cartesia", "voiceId": "voice_fr_jules", "text": text }))
            .send()
    };
    let response = listen("Hello").await.unwrap();
    assert_eq!(response.headers()["content-type"], "audio/wav");
    let short = response.bytes().await.unwrap();
    assert!(short.starts_with(b"RIFF"));
    assert_eq!(
        u32::from_le_bytes(short[4..8].try_into().unwrap()) as usize,
        short.len() - 8
    );
    assert!(
        listen("Hello, hello")
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap()
            .len()
            > short.len()
    );

    let unknown = json!({ "provider": "gradium", "voiceId": "voice_fr_jules" });
    assert_eq!(post(&sandbox, "/voices/preview", unknown).await.0, 422);
}

#[tokio::test]
async fn the_user_and_the_state_of_the_key_can_be_read() {
    let sandbox = Sandbox::start().await.unwrap();
    let (status, body) = get(&sandbox, "/users/me").await;
    assert_eq!((status, &body["user"]["id"]), (200, &json!("user_9Fk2qA")));
    assert_eq!(
        get(&sandbox, "/auth-status").await,
        (200, json!({ "authenticated": true }))
    );
}
