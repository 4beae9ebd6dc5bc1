//! Our server against the spec, by a third party's validator: it accepts the same bodies, gives a
//! reason for refusing others, and sends only responses that the spec allows.

mod any_request;
mod talk;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use any_request::{AnyRequest, any_request};
use jsonschema::Validator;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use revox_tests::json_schema::{errors, validator};
use revox_tests::spec::{Endpoint, endpoints, root};
use serde_json::Value;
use talk::Talk;

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

/// Returns the number of requests: `usually`, or `REVOX_SANDBOX_REQUESTS` if it is set.
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
    for_each(number(3_000), any_request(true), |mut request| {
        let validator = &validators[request.operation];
        let mut body = request.body.take().unwrap();
        talk.make_sense(&mut body, &request.ids);
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
    // Few properties have `maxLength`: the sandbox's own tests have it.
    let known = [
        "additionalProperties",
        "enum",
        "exclusiveMinimum",
        "format",
        "maximum",
        "minLength",
        "minimum",
        "required",
        "type",
    ];
    let keywords = keywords.into_inner();
    assert!(
        known.iter().all(|known| keywords.contains(*known)),
        "{keywords:?}"
    );
}

#[test]
fn every_response_of_the_sandbox_is_one_that_the_spec_has() {
    let runtime = runtime();
    let talk = RefCell::new(runtime.block_on(Talk::start()));
    let requests = Cell::new(0_u32);
    let validators: RefCell<BTreeMap<(&str, u16), Option<Validator>>> = RefCell::default();
    let seen: RefCell<BTreeMap<(&str, u16), u32>> = RefCell::default();
    for_each(number(2_000), any_request(false), |mut request| {
        let mut talk = talk.borrow_mut();
        if requests.get().is_multiple_of(250) {
            talk.start_again();
        }
        requests.set(requests.get() + 1);
        if let Some(body) = &mut request.body {
            talk.make_sense(body, &request.ids);
        }
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
