//! Every operation, every property and every `null` of the spec stands in some request.

use std::collections::BTreeSet;

use revox_tests::operations::{operations, properties, values};
use revox_tests::spec::names;

use super::case::{NULL, REQUIRED, Sent};
use super::{cases, sent, with_bodies};

#[tokio::test]
async fn each_operation_sends_this() {
    for (operation, requests) in sent().await {
        let all: Vec<_> = requests.iter().map(Sent::readable).collect();
        insta::with_settings!({
            snapshot_path => "../../snapshots/requests",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(*operation, all.join("\n\n")) });
    }
}

/// A snapshot of an operation that is gone would guard nothing, and nobody would notice.
#[test]
fn each_operation_of_the_spec_has_requests_and_each_snapshot_an_operation() {
    let in_spec: BTreeSet<_> = operations().keys().cloned().collect();
    let written: BTreeSet<_> = cases()
        .iter()
        .map(|case| case.operation.to_owned())
        .collect();
    assert_eq!(written, in_spec);
    let kept = names("snapshots/requests", ".snap");
    let left_over: Vec<_> = kept.difference(&in_spec).collect();
    assert!(
        left_over.is_empty(),
        "delete these snapshots: {left_over:?}"
    );
}

/// The line says which operation the server takes it for.
#[tokio::test]
async fn each_request_has_the_method_path_query_and_body_of_its_operation() {
    for (id, requests) in sent().await {
        let operation = &operations()[*id];
        for sent in requests {
            let (method, target) = sent.line().split_once(' ').unwrap();
            let (path, query) = target.split_once('?').unwrap_or((target, ""));
            assert_eq!(method, operation.method, "{id}");
            let path = path.strip_prefix("/api").unwrap();
            assert!(fits(path, &operation.path), "{id}: {path}");
            let names: BTreeSet<_> = query
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .map(|(name, _)| name.to_owned())
                .collect();
            assert_eq!(names, operation.query, "{id}");
            assert_eq!(sent.body.is_empty(), operation.body.is_none(), "{id}");
        }
    }
}

fn fits(path: &str, template: &str) -> bool {
    let segments: Vec<_> = path.split('/').collect();
    let of: Vec<_> = template.split('/').collect();
    let mut pairs = segments.iter().zip(&of);
    segments.len() == of.len() && pairs.all(|(segment, of)| of.starts_with('{') || segment == of)
}

#[tokio::test]
async fn each_property_of_each_body_is_set_in_some_request() {
    for (id, schema, requests) in with_bodies().await {
        let bodies: Vec<_> = requests
            .iter()
            .filter(|sent| ![REQUIRED, NULL].contains(&sent.variant))
            .map(Sent::json)
            .collect();
        let set: BTreeSet<_> = bodies
            .iter()
            .flat_map(values)
            .filter(|(_, value)| !value.is_null())
            .map(|(path, _)| path)
            .collect();
        let forgotten: Vec<_> = properties(schema)
            .into_keys()
            .filter(|path| !set.contains(path))
            .collect();
        assert!(forgotten.is_empty(), "{id} never sends {forgotten:#?}");
    }
}

/// Fields in which absent and null mean the same: a value is omitted instead of set to null.
pub(crate) const NULL_IS_ABSENT: &[&str] = &[
    "call_retry_config.timezone",
    "slack.channels[].name",
    "slack.template",
    "zoho.template",
];

/// Left out, `null` and a value are three different things, and setters say each of them.
#[tokio::test]
async fn each_setting_that_may_be_null_is_sent_in_its_three_states() {
    let mut settings = 0;
    for (id, schema, requests) in with_bodies().await {
        for (path, property) in properties(schema) {
            let one_less = NULL_IS_ABSENT.iter().any(|absent| path.ends_with(absent));
            if !property.is_nullable || one_less {
                continue;
            }
            let bodies: Vec<_> = requests.iter().map(Sent::json).collect();
            let sent = || bodies.iter().flat_map(values).filter(|(at, _)| *at == path);
            assert!(
                sent().any(|(_, value)| value.is_null()),
                "{id}: {path}: null"
            );
            assert!(
                sent().any(|(_, value)| !value.is_null()),
                "{id}: {path}: a value"
            );
            let is_left_out = |sent: &Sent| {
                sent.variant == REQUIRED && values(&sent.json()).iter().all(|(at, _)| *at != path)
            };
            let left_out = property.is_required || requests.iter().any(is_left_out);
            assert!(left_out, "{id}: {path}: left out");
            settings += 1;
        }
    }
    assert!(settings > 50, "{settings}");
}

/// A third party's validator agrees, with unknown properties forbidden.
#[tokio::test]
async fn the_bodies_are_valid() {
    for (id, schema, requests) in with_bodies().await {
        let options = jsonschema::draft202012::options().should_validate_formats(true);
        let validator = options.build(schema).unwrap();
        for sent in requests {
            let errors: Vec<_> = validator
                .iter_errors(&sent.json())
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{id} ({}): {errors:#?}", sent.variant);
        }
    }
}

#[tokio::test]
async fn parameters_that_are_read_and_written_again_are_the_same() {
    for (id, _, requests) in with_bodies().await {
        for sent in requests {
            assert_eq!(
                sent.read(&sent.body).body(),
                sent.body,
                "{id} ({})",
                sent.variant
            );
        }
    }
}
