//! Our server against the spec, by a third party's validator: which bodies it takes, what it says of
//! others, and that each of its responses is one that the spec has.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jsonschema::Validator;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::Union;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use revox_sandbox::Sandbox;
use revox_tests::bodies::allowed_by;
use revox_tests::json_schema::{errors, validator};
use revox_tests::operations::operations;
use revox_tests::spec::{Endpoint, endpoints, root};
use revox_tests::within::LIMIT;
use serde_json::{Value, json};

/// A request of an operation. Ids are chosen when it is sent, among those that are known by then.
#[derive(Clone, Debug)]
struct AnyRequest {
    operation: &'static str,
    body: Option<Value>,
    ids: Vec<Index>,
    minutes: u64,
}

fn any_request(only_with_body: bool) -> impl Strategy<Value = AnyRequest> {
    let operations = operations().iter();
    let operations =
        operations.filter(|(_, described)| described.body.is_some() || !only_with_body);
    let requests = operations.map(|(operation, described)| {
        let body = match &described.body {
            Some(schema) => spoilt_or_not(allowed_by(schema, &[]))
                .prop_map(Some)
                .boxed(),
            None => Just(None).boxed(),
        };
        // Most of the time none passes, so that there is something to pause and to cancel.
        let minutes = prop_oneof![4 => Just(0), 1 => 0..600_u64];
        (body, vec(any::<Index>(), 12), minutes).prop_map(|(body, ids, minutes)| AnyRequest {
            operation,
            body,
            ids,
            minutes,
        })
    });
    Union::new(requests)
}

/// A body as it is, or with one to three values spoilt.
fn spoilt_or_not(body: BoxedStrategy<Value>) -> impl Strategy<Value = Value> {
    let changes = prop_oneof![1 => Just(0..1_usize), 1 => Just(1..4_usize)];
    let changes = changes.prop_flat_map(|number| vec((any::<Index>(), change()), number));
    (body, changes).prop_map(|(mut body, changes)| {
        for (place, change) in changes {
            let mut places = Vec::new();
            collect(&body, "", &mut places);
            change.apply(&mut body, place.get(&places).as_str());
        }
        body
    })
}

#[derive(Clone, Debug)]
enum Change {
    /// To another value of the same type.
    Alter(Index),
    Replace(Value),
    Remove,
    Add(Value),
}

const NUMBERS: [f64; 7] = [-1.0, 0.0, 0.7, 2.5, 3.0, 1e16, 1e300];

/// On each of them, every sensible check of a form agrees.
const TEXTS: [&str; 22] = [
    "",
    "x",
    "1",
    "+33639980142",
    "0639",
    "17:30",
    "25:00",
    "6pm",
    "Europe/Paris",
    "Europe/Lutetia",
    "monday",
    "openrouter",
    "enum",
    "T2dn",
    "T2d",
    "a b",
    "https://x.example/",
    "check_inventory",
    "https://x.example/{{phone}}",
    "2026-06-09T12:05:43Z",
    "2026-06-09",
    "cartesia",
];

/// A text beyond every limit but that of a recording, in characters of two bytes.
const LONG: usize = 2_000;

fn change() -> impl Strategy<Value = Change> {
    let values = [
        json!(null),
        json!(true),
        json!(7),
        json!(3.5),
        json!("x"),
        json!([]),
        json!([null]),
        json!({}),
        json!({"type": 1}),
    ];
    prop_oneof![
        4 => any::<Index>().prop_map(Change::Alter),
        2 => select(values.to_vec()).prop_map(Change::Replace),
        1 => Just(Change::Remove),
        1 => select(values.to_vec()).prop_map(Change::Add),
    ]
}

impl Change {
    fn apply(self, body: &mut Value, place: &str) {
        match self {
            Self::Alter(which) => {
                let value = body.pointer_mut(place).unwrap();
                match value {
                    Value::Number(_) => *value = json!(which.get(&NUMBERS)),
                    Value::String(_) => {
                        let text = TEXTS.get(which.index(TEXTS.len() + 1));
                        *value = text.map_or_else(|| "é".repeat(LONG).into(), |text| json!(text));
                    }
                    _ => {}
                }
            }
            Self::Replace(value) => *body.pointer_mut(place).unwrap() = value,
            Self::Add(value) => {
                if let Some(object) = body.pointer_mut(place).unwrap().as_object_mut() {
                    object.insert("a~/b".into(), value);
                }
            }
            Self::Remove => {
                let Some((parent, name)) = place.rsplit_once('/') else {
                    return;
                };
                let name = name.replace("~1", "/").replace("~0", "~");
                if let Some(object) = body.pointer_mut(parent).unwrap().as_object_mut() {
                    object.remove(&name);
                }
            }
        }
    }
}

/// The pointers to all values in one.
fn collect(value: &Value, at: &str, pointers: &mut Vec<String>) {
    pointers.push(at.to_owned());
    let escape = |name: &str| name.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                collect(value, &format!("{at}/{}", escape(name)), pointers);
            }
        }
        Value::Array(array) => {
            for (index, value) in array.iter().enumerate() {
                collect(value, &format!("{at}/{index}"), pointers);
            }
        }
        _ => {}
    }
}

/// A sandbox, a client, and the ids that have been seen.
struct Talk {
    sandbox: Sandbox,
    client: reqwest::Client,
    /// In the order in which they were seen, by the first part of the id, such as `call`.
    ids: BTreeMap<String, Vec<String>>,
}

impl Talk {
    async fn start() -> Self {
        let client = reqwest::Client::builder().no_proxy().timeout(LIMIT);
        let ids = BTreeMap::from([("none".to_owned(), vec!["nobody_1a".to_owned()])]);
        Self {
            sandbox: Sandbox::start().await.unwrap(),
            client: client.build().unwrap(),
            ids,
        }
    }

    /// Sends a request; gives the status and the body of the response.
    async fn send(&self, request: &AnyRequest) -> (u16, Vec<u8>) {
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
            let mut body = body.clone();
            self.put_ids(&mut body, "", &request.ids);
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

    /// Lets a body refer to what is there.
    fn put_ids(&self, value: &mut Value, name: &str, which: &[Index]) {
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
            Value::String(text) if name == "from_phone_number" => *text = "+33199001234".to_owned(),
            Value::Array(elements) => {
                for element in elements {
                    self.put_ids(element, name, which);
                }
            }
            Value::Object(object) if name == "voice" && object.contains_key("id") => {
                object["id"] = self.id("voice", &which[0]).into();
            }
            Value::Object(object) => {
                for (name, value) in object {
                    self.put_ids(value, name, which);
                }
            }
            _ => {}
        }
    }

    /// Remembers the ids in a response.
    fn learn(&mut self, value: &Value) {
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

/// Runs a law on requests that are the same on each run. What happened before decides what a request
/// does, so that there is no smaller case to look for.
fn for_each(
    number: u32,
    requests: impl Strategy<Value = AnyRequest>,
    law: impl Fn(AnyRequest) -> Result<(), TestCaseError>,
) {
    let config = Config {
        cases: number,
        max_shrink_iters: 0,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    runner.run(&requests, law).unwrap();
}

/// How many requests: so many, or `REVOX_SANDBOX_REQUESTS` of them.
fn number(usually: u32) -> u32 {
    match std::env::var("REVOX_SANDBOX_REQUESTS") {
        Ok(number) => number.parse().expect("REVOX_SANDBOX_REQUESTS is a number"),
        Err(_) => usually,
    }
}

fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().unwrap()
}

fn endpoint(operation: &str) -> Endpoint<'static> {
    endpoints()
        .find(|endpoint| endpoint.id == operation)
        .unwrap()
}

#[test]
fn the_sandbox_and_a_third_party_find_the_same_errors_in_a_body() {
    let runtime = runtime();
    let talk = runtime.block_on(Talk::start());
    let validators: BTreeMap<&str, Validator> = endpoints()
        .filter_map(|endpoint| {
            let schema = &endpoint.body()?["schema"];
            Some((endpoint.id, validator(schema, root())))
        })
        .collect();
    let keywords = RefCell::new(BTreeSet::new());
    for_each(number(1_500), any_request(true), |mut request| {
        let validator = &validators[request.operation];
        let mut body = request.body.take().unwrap();
        talk.put_ids(&mut body, "", &request.ids);
        let expected = errors(validator, &body);
        request.body = Some(body);
        let (status, answer) = runtime.block_on(talk.send(&request));
        let answer: Value = serde_json::from_slice(&answer).unwrap_or_default();
        let problems = answer["error"]["problems"].as_array().into_iter().flatten();
        // Those without a keyword are not the schema's.
        let found: BTreeSet<_> = problems
            .filter_map(|problem| {
                let text = |name: &str| problem[name].as_str().map(str::to_owned);
                Some((text("pointer")?, text("keyword")?))
            })
            .collect();
        keywords
            .borrow_mut()
            .extend(found.iter().map(|(_, keyword)| keyword.clone()));
        if found.len() >= 20 {
            prop_assert!(found.is_subset(&expected), "{:?} of {:?}", found, expected);
            return Ok(());
        }
        prop_assert_eq!(&found, &expected, "{}", request.body.unwrap());
        let is_shape = |(_, keyword): &(String, String)| {
            ["type", "required", "additionalProperties"].contains(&keyword.as_str())
        };
        match found.iter().any(is_shape) {
            true => prop_assert_eq!(status, 400),
            false if found.is_empty() => prop_assert_ne!(status, 400),
            false => prop_assert_eq!(status, 422),
        }
        Ok(())
    });
    let known = [
        "additionalProperties",
        "enum",
        "exclusiveMinimum",
        "format",
        "maxLength",
        "maximum",
        "minLength",
        "minimum",
        "required",
        "type",
    ];
    assert_eq!(
        keywords.into_inner(),
        BTreeSet::from(known.map(str::to_owned))
    );
}

#[test]
fn every_response_of_the_sandbox_is_one_that_the_spec_has() {
    let runtime = runtime();
    let talk = RefCell::new(runtime.block_on(Talk::start()));
    let validators: RefCell<BTreeMap<(&str, u16), Option<Validator>>> = RefCell::default();
    let seen: RefCell<BTreeMap<(&str, u16), u32>> = RefCell::default();
    for_each(number(1_500), any_request(false), |request| {
        let mut talk = talk.borrow_mut();
        talk.sandbox
            .advance(Duration::from_secs(60 * request.minutes));
        let (status, answer) = runtime.block_on(talk.send(&request));
        *seen
            .borrow_mut()
            .entry((request.operation, status))
            .or_default() += 1;

        let content = described(request.operation, status);
        let content = content.ok_or_else(|| {
            let answer = String::from_utf8_lossy(&answer).into_owned();
            TestCaseError::fail(format!(
                "{status} of {} is not described: {answer}",
                request.operation
            ))
        })?;
        let mut validators = validators.borrow_mut();
        let validator = validators
            .entry((request.operation, status))
            .or_insert_with(|| {
                let schema = content.pointer("/application~1json/schema");
                schema.map(|schema| validator(schema, root()))
            });
        if let Some(validator) = validator {
            let answer: Value = serde_json::from_slice(&answer).unwrap();
            let errors: Vec<_> = errors(validator, &answer).into_iter().collect();
            let first = errors.first().map(|(at, _)| answer.pointer(at));
            prop_assert!(
                errors.is_empty(),
                "{} {}: {:?}, {:?}",
                request.operation,
                status,
                errors,
                first
            );
            talk.learn(&answer);
        }
        Ok(())
    });
    let seen = seen.into_inner();
    // Each operation succeeded, and each that can be refused for what it refers to was.
    for endpoint in endpoints() {
        assert!(
            seen.contains_key(&(endpoint.id, 200)),
            "{} in {seen:?}",
            endpoint.id
        );
    }
    let statuses: BTreeSet<u16> = seen.keys().map(|(_, status)| *status).collect();
    assert!(
        statuses.is_superset(&[200, 400, 403, 404, 409, 422].into()),
        "{statuses:?}"
    );
}

/// The content of a response, by media type; `None` if the spec has none of that status.
fn described(operation: &str, status: u16) -> Option<Value> {
    let responses = &endpoint(operation).value["responses"];
    let response = responses.get(status.to_string())?;
    let response = match response["$ref"].as_str() {
        Some(reference) => root().pointer(reference.trim_start_matches('#')).unwrap(),
        None => response,
    };
    Some(response["content"].clone())
}
