//! The suite of changes is sound: every change applies, and says what it does in good order.
//!
//! What the verdicts are worth is tested elsewhere.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use revox_tests::mutations::{Base, Case, Shipped, Source, cases};
use serde_json::Value;
use xtask::codegen;
use xtask::codegen::document::Document;

#[test]
fn every_name_is_of_one_case() {
    let mut seen = BTreeSet::new();
    for case in cases() {
        assert!(seen.insert(case.name.clone()), "{case}: the name is taken");
    }
}

#[test]
fn every_change_changes_the_spec_as_any_json_patch_does() {
    for case in cases() {
        let before = Value::from(&case.base.tree());
        let patch: json_patch::Patch = serde_json::from_value(case.edit_value()).unwrap();
        let mut after = before.clone();
        json_patch::patch(&mut after, &patch).unwrap_or_else(|error| panic!("{case}: {error}"));
        let head: Value = serde_json::from_str(&case.head_text()).unwrap();
        assert_eq!(head, after, "{case}");
    }
}

#[test]
fn every_change_is_another() {
    let mut seen = BTreeMap::new();
    for case in cases() {
        let head = (case.base, case.head_text());
        assert_ne!(head.1, text_of(case.base), "{case} changes nothing");
        if let Some(other) = seen.insert(head, case.to_string()) {
            panic!("{case} is the same as {other}");
        }
    }
}

fn text_of(base: Base) -> String {
    serde_json::to_string_pretty(&base.tree()).unwrap()
}

#[test]
fn only_one_of_the_two_specs_generates() {
    generate(&Base::Reads.text()).unwrap_or_else(|error| panic!("{error}"));
    assert!(generate(&Base::Wide.text()).is_err());
}

/// Where nothing generates, there is no code to judge.
#[test]
fn verdicts_on_code_are_given_where_there_is_some() {
    for case in cases() {
        let unknown = (
            case.source == Source::Unknown,
            case.shipped == Shipped::Unknown,
        );
        let expected = case.base == Base::Wide;
        assert_eq!(unknown, (expected, expected), "{case}");
    }
}

/// The part of the verdicts that needs no compiler.
#[test]
fn what_is_refused_and_what_is_the_same_is_known() {
    let before = generate(&Base::Reads.text()).unwrap();
    let mut wrong = Vec::new();
    for case in cases().iter().filter(|case| case.base == Base::Reads) {
        let found = match generate(&case.head_text()) {
            Err(_) => "refused",
            Ok(after) if after == before => "none",
            Ok(_) => "changed",
        };
        let said = match case.source {
            Source::Refused => "refused",
            Source::None => "none",
            _ => "changed",
        };
        if found != said {
            wrong.push(format!("{case}: said {said}, found {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The generated Rust, by file.
fn generate(text: &str) -> Result<BTreeMap<String, String>, String> {
    let document = Document::parse(Path::new("openapi.yaml"), text);
    let tree = document
        .and_then(|document| codegen::generate(&document))
        .map_err(|error| error.to_string())?;
    let rust = tree
        .into_iter()
        .map(|(path, code)| (path.to_string_lossy().into_owned(), code));
    Ok(rust.filter(|(path, _)| path.ends_with(".rs")).collect())
}

#[test]
fn every_verdict_occurs() {
    let cases = cases();
    let on_reads: Vec<&Case> = cases
        .iter()
        .filter(|case| case.base == Base::Reads)
        .collect();
    assert!(cases.len() >= 170 && on_reads.len() >= 90);
    let sources: BTreeSet<_> = cases.iter().map(|case| case.source).collect();
    assert_eq!(sources.len(), 6);
    let both: BTreeSet<_> = on_reads.iter().map(|case| case.shipped).collect();
    assert_eq!(both.len(), 2);
    let contracts: BTreeSet<_> = cases.iter().map(|case| case.wire.worst()).collect();
    assert_eq!(contracts.len(), 3);
}
