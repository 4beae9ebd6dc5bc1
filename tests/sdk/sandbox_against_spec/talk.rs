//! A client that talks to a sandbox, and refers to what it has heard of.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::sample::Index;
use revox_sandbox::Sandbox;
use revox_tests::operations::operations;
use revox_tests::within::LIMIT;
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use serde_json::Value;

use super::any_request::AnyRequest;

/// A sandbox, a client, and the ids that have been seen.
pub(super) struct Talk {
    pub(super) sandbox: Sandbox,
    client: reqwest::Client,
    /// In the order in which they were seen, by the first part of the id, such as `call`.
    ids: BTreeMap<String, Vec<String>>,
}

fn known_at_the_start() -> BTreeMap<String, Vec<String>> {
    let ids = [
        "none_1a",
        "assistant_4Tn6yB",
        "call_8Zk3vQ",
        "campaign_3Ge8wD",
        "phone_6Vd4sL",
        "voice_fr_jules",
    ];
    let kind = |id: &str| id.split('_').next().unwrap().to_owned();
    ids.map(|id| (kind(id), vec![id.to_owned()])).into()
}

impl Talk {
    pub(super) async fn start() -> Self {
        // No TLS is spoken, and yet reqwest asks for a configuration of it.
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let tls = tls.with_safe_default_protocol_versions().unwrap();
        let tls = tls.with_root_certificates(RootCertStore::empty());
        let client = reqwest::Client::builder().no_proxy().timeout(LIMIT);
        let client = client.tls_backend_preconfigured(tls.with_no_client_auth());
        Self {
            sandbox: Sandbox::start().await.unwrap(),
            client: client.build().unwrap(),
            ids: known_at_the_start(),
        }
    }

    /// Begins anew: by then, much of what there was is deleted.
    pub(super) fn start_again(&mut self) {
        self.sandbox.reset();
        self.ids = known_at_the_start();
    }

    /// Sends a request; gives the status and the body of the response.
    pub(super) async fn send(&self, request: &AnyRequest) -> (u16, Vec<u8>) {
        let described = &operations()[request.operation];
        let mut ids = request.ids.iter();
        let kind = match described.path.split('/').nth(1).unwrap() {
            "call" => "call",
            "campaigns" => "campaign",
            "assistants" => "assistant",
            "phone-numbers" => "phone",
            _ => "voice",
        };
        let path = described
            .path
            .replace("{id}", self.id(kind, ids.next().unwrap()));
        let query = match described.query.is_empty() {
            true => "",
            false => "?provider=cartesia",
        };
        let url = format!("{}{path}{query}", self.sandbox.base_url());
        let method = described.method.parse().unwrap();
        let mut sent = self
            .client
            .request(method, url)
            .bearer_auth(self.sandbox.api_key());
        if let Some(body) = &request.body {
            let json = "application/json";
            sent = sent.header("content-type", json).body(body.to_string());
        }
        let response = sent.send().await.unwrap();
        let status = response.status().as_u16();
        (status, response.bytes().await.unwrap().to_vec())
    }

    fn id(&self, kind: &str, which: &Index) -> &str {
        let kinds = [kind, "none"]
            .into_iter()
            .filter_map(|kind| self.ids.get(kind));
        // The latest are the ones that things still happen to.
        let ids: Vec<&String> = kinds.flat_map(|ids| ids.iter().rev().take(8)).collect();
        which.get(&ids).as_str()
    }

    /// Lets most bodies say what goes with what is there and with the rest of the body, so that they
    /// are not all refused.
    pub(super) fn make_sense(&self, body: &mut Value, which: &[Index]) {
        if which[11].index(8) == 0 {
            return;
        }
        self.put_in(body, "", which);
        let Some(body) = body.as_object_mut() else {
            return;
        };
        // Of the two, exactly one.
        if body.contains_key("phone_number") {
            let removed = match body.contains_key("assistant") && which[0].index(2) == 0 {
                true => "assistant_id",
                false => "assistant",
            };
            body.remove(removed);
            if !body.contains_key("assistant") {
                body.insert("assistant_id".into(), "assistant_4Tn6yB".into());
            }
        }
        body.remove("sort_by");
    }

    fn put_in(&self, value: &mut Value, name: &str, which: &[Index]) {
        let kind = match name {
            "assistant_id" | "inbound_assistant_id" | "assistant_ids" => "assistant",
            "call_ids" => "call",
            "campaign_ids" => "campaign",
            "voiceId" => "voice",
            _ => "",
        };
        match value {
            Value::String(text) if !kind.is_empty() => {
                *text = self.id(kind, &which[text.len() % which.len()]).to_owned();
            }
            Value::String(text) if name == "from_phone_number" => {
                // One that the organization has from the start, and may delete.
                *text = "+33199001234".to_owned();
            }
            Value::Number(number)
                if ["page", "page_size", "max_concurrent_calls"].contains(&name) =>
            {
                *number = (1 + which[1].index(20)).into();
            }
            Value::Array(elements) => {
                for element in elements {
                    self.put_in(element, name, which);
                }
            }
            Value::Object(object) => {
                for (name, value) in &mut *object {
                    self.put_in(value, name, which);
                }
                let id = match name {
                    "voice" => "id",
                    _ => "voiceId",
                };
                // A voice of the provider, at a speed that each provider has.
                if object.contains_key(id) && object.contains_key("provider") {
                    let voices = ["voice_fr_jules", "voice_fr_nadia"];
                    object[id] = (*which[2].get(&voices)).into();
                    object["provider"] = "cartesia".into();
                }
            }
            _ => {}
        }
    }

    /// Remembers the ids in a response.
    pub(super) fn learn(&mut self, value: &Value) {
        match value {
            Value::Object(object) => {
                if let Some(id) = object.get("id").and_then(Value::as_str) {
                    let kind = id.split('_').next().unwrap();
                    let known = self.ids.entry(kind.to_owned()).or_default();
                    if !known.iter().any(|known| known == id) {
                        known.push(id.to_owned());
                    }
                }
                object.values().for_each(|value| self.learn(value));
            }
            Value::Array(elements) => elements.iter().for_each(|value| self.learn(value)),
            _ => {}
        }
    }
}
