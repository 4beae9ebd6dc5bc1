//! Without state, each operation responds with its example, and checks requests all the same.

use revox_sandbox::{Mode, Sandbox};
use serde_json::{Value, json};

use crate::{get, post};

#[tokio::test]
async fn any_id_will_do_and_nothing_is_kept() {
    let sandbox = Sandbox::builder()
        .mode(Mode::Examples)
        .start()
        .await
        .unwrap();
    let (status, body) = get(&sandbox, "/call/whatever").await;
    assert_eq!((status, &body["call"]["id"]), (200, &json!("call_8Zk3vQ")));
    let before = sandbox.call_ids();
    let order = json!({ "phone_number": "+33639980175", "assistant_id": "whoever" });
    let (status, body) = post(&sandbox, "/call", order).await;
    assert_eq!(
        (status, &body["call"]["status"]),
        (200, &json!("scheduled"))
    );
    assert_eq!(sandbox.call_ids(), before);
}

#[tokio::test]
async fn shapes_are_checked_and_forms_are_not() {
    let sandbox = Sandbox::builder()
        .mode(Mode::Examples)
        .start()
        .await
        .unwrap();
    let placeholder = json!({ "phone_number": "phone_number" });
    assert_eq!(post(&sandbox, "/call", placeholder).await.0, 200);
    assert_eq!(
        post(&sandbox, "/call", json!({ "phone_number": 7 }))
            .await
            .0,
        400
    );
    assert_eq!(
        post(&sandbox, "/call", json!({ "phone": "x" })).await.0,
        400
    );
}

#[tokio::test]
async fn all_operations_answer_their_own_examples() {
    let spec: Value =
        serde_json::from_str(include_str!("../../src/generated/openapi.json")).unwrap();
    let sandbox = Sandbox::builder()
        .mode(Mode::Examples)
        .start()
        .await
        .unwrap();
    let mut asked = 0;
    for (path, operations) in spec["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let media = &operation["requestBody"]["content"]["application/json"];
            let bodies: Vec<&Value> = match media["examples"].as_object() {
                Some(examples) => examples.values().map(|example| &example["value"]).collect(),
                None => vec![&Value::Null],
            };
            for body in bodies {
                let query = if operation["operationId"] == "voices_retrieve" {
                    "?provider=cartesia"
                } else {
                    ""
                };
                let url = format!(
                    "{}{}{query}",
                    sandbox.base_url(),
                    path.replace("{id}", "any")
                );
                let mut request = crate::client()
                    .request(method.to_uppercase().parse().unwrap(), url)
                    .bearer_auth(sandbox.api_key());
                if !body.is_null() {
                    request = request.json(body);
                }
                let response = request.send().await.unwrap();
                assert_eq!(response.status(), 200, "{method} {path} {body}");
            }
            asked += 1;
        }
    }
    assert_eq!(asked, 36);
}
