//! An explicit null clears a setting: each that the description says may be null.

use reqwest::Method;
use revox_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::{ask, get, post};

/// The settings of a schema that may be null.
fn nullable(schema: &str) -> Vec<String> {
    let description: Value =
        serde_json::from_str(include_str!("../../src/generated/openapi.json")).unwrap();
    let properties = &description["components"]["schemas"][schema]["properties"];
    let properties = properties.as_object().unwrap().iter();
    properties
        .filter(|(_, property)| property["nullable"] == true)
        .map(|(name, _)| name.clone())
        .collect()
}

/// Sets each setting to null, alone, and reads it back; all others stay.
async fn clears(sandbox: &Sandbox, path: &str, key: &str, settings: &[String]) {
    for setting in settings {
        let (_, list) = get(sandbox, path).await;
        let before = list.get(key).unwrap_or(&list).clone();
        let (status, body) =
            ask(sandbox, Method::PATCH, path, Some(json!({ setting: null }))).await;
        assert_eq!(status, 200, "{setting}: {body}");
        let (_, after) = get(sandbox, path).await;
        let after = after.get(key).unwrap_or(&after);
        assert_eq!(after[setting], Value::Null, "{setting}");
        for (name, value) in before.as_object().unwrap() {
            if name != setting && name != "updated_at" {
                assert_eq!(&after[name], value, "{name}, when {setting} is cleared");
            }
        }
    }
}

#[tokio::test]
async fn every_setting_of_an_assistant_that_may_be_null_is_cleared_by_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let settings = nullable("AssistantSettings");
    assert!(settings.len() > 20, "{settings:?}");
    // One in which these are set.
    let path = "/assistants/assistant_4Tn6yB";
    clears(&sandbox, path, "assistant", &settings).await;
}

#[tokio::test]
async fn every_setting_of_a_campaign_that_may_be_null_is_cleared_by_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let campaign = json!({
        "assistant_id": "assistant_4Tn6yB", "name": "June", "contacts": [],
        "max_concurrent_calls": 2,
    });
    let (status, body) = post(&sandbox, "/campaigns", campaign).await;
    assert_eq!(status, 200, "{body}");
    let path = format!("/campaigns/{}", body["campaign"]["id"].as_str().unwrap());
    clears(&sandbox, &path, "campaign", &nullable("CampaignUpdate")).await;
}

#[tokio::test]
async fn every_setting_of_a_phone_number_that_may_be_null_is_cleared_by_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let (_, list) = get(&sandbox, "/phone-numbers").await;
    let path = format!(
        "/phone-numbers/{}",
        list["phone_numbers"][0]["id"].as_str().unwrap()
    );
    for setting in nullable("PhoneNumberUpdate") {
        let (status, body) = ask(
            &sandbox,
            Method::PATCH,
            &path,
            Some(json!({ &setting: null })),
        )
        .await;
        assert_eq!(status, 200, "{setting}: {body}");
        // What it refers to is shown in its place.
        let shown = setting.trim_end_matches("_id");
        assert_eq!(body["phone_number"][shown], Value::Null, "{setting}");
    }
}
