//! The verdicts of the suite of changes, tried out: programs are compiled against the code of either
//! spec, and the client of before is asked and answered as the changed spec has it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use revox_tests::mutations::{Base, Case, Shipped, Source, Takes, cases};
use revox_tests::scratch::{Code, Scratch, generate};
use serde_json::{Value, json};

/// What every program begins with.
const PRELUDE: &str = "\
use revox_api::models::*;
use revox_api::{Client, Request, Secret, Timestamp};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
";

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("spec_diff_experiments")
        .join(name)
}

fn on_reads() -> impl Iterator<Item = Case> {
    cases().into_iter().filter(|case| case.base == Base::Reads)
}

fn base() -> Code {
    generate(&Base::Reads.text()).unwrap_or_else(|error| panic!("{error}"))
}

/// `an_enum_value_is_added`: a name for crates and modules.
fn slug(case: &Case) -> String {
    let words: Vec<_> = case
        .name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .collect();
    words.join("_").to_lowercase()
}

fn source(library: &str, body: &str) -> String {
    format!(
        "#![allow(unused, deprecated)]\nuse {library} as revox_api;\n{PRELUDE}\n\
         pub fn user(client: &Client) {{\n{body}}}\n\nfn main() {{}}\n"
    )
}

#[test]
fn a_program_compiles_again_unless_the_change_is_major() {
    let base = base();
    let mut scratch = Scratch::new(&folder("programs"));
    scratch.library("base", &base);
    let cases: Vec<_> = on_reads().filter(|case| case.program.is_some()).collect();
    for case in &cases {
        let (name, program) = (slug(case), case.program.as_deref().unwrap());
        scratch.example("base", &format!("{name}.rs"), &source("base", program));
        let head = generate(&case.head_text()).unwrap_or_else(|error| panic!("{case}: {error}"));
        scratch.library(&name, &head);
        scratch.example(&name, "user.rs", &source(&name, program));
        if let Some(silent) = &case.silent {
            let holds = |code: &Code, text: &str| code[&silent.file].contains(text);
            assert!(
                holds(&base, &silent.base) && !holds(&base, &silent.head),
                "{case}"
            );
            assert!(
                holds(&head, &silent.head) && !holds(&head, &silent.base),
                "{case}"
            );
        }
    }
    scratch.finish();
    let errors = scratch.check("nothing");
    let mut wrong = Vec::new();
    for case in &cases {
        let name = slug(case);
        if let Some(error) = errors.get(&format!("base/examples/{name}.rs")) {
            wrong.push(format!(
                "{case}: does not even compile before the change\n{error}"
            ));
        }
        let example = errors.get(&format!("{name}/examples/user.rs"));
        let error = errors.get(&name).or(example);
        let breaks = error.is_some() || case.silent.is_some();
        if breaks != (case.source == Source::Major) {
            let error = error.map_or("it compiles", String::as_str);
            wrong.push(format!("{case}: said {:?}\n{error}", case.source));
        }
    }
    assert!(!errors.contains_key("base"), "{errors:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_answer_decodes_unless_the_change_breaks_what_is_shipped() {
    let cases: Vec<_> = on_reads().filter(|case| case.answer.is_some()).collect();
    let questions = cases.iter().map(|case| {
        let answer = case.answer.as_ref().unwrap();
        json!({
            "operation": answer.operation,
            "arguments": arguments(&answer.operation),
            "status": answer.status.unwrap_or(200),
            "body": answer.body(),
        })
    });
    let mut wrong = Vec::new();
    for (case, outcome) in cases.iter().zip(ask(questions.collect())) {
        let breaks = !outcome["error"].is_null();
        // A change may break in another way than this one.
        let breaks_elsewhere = case.request.is_some();
        if breaks != (case.shipped == Shipped::Breaks) && !breaks_elsewhere {
            wrong.push(format!(
                "{case}: said {:?}, found {}",
                case.shipped, outcome["error"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_request_is_what_is_wanted_unless_the_change_breaks_what_is_shipped() {
    let cases: Vec<_> = on_reads().filter(|case| case.request.is_some()).collect();
    let questions = cases.iter().map(|case| {
        let asked = case.request.as_ref().unwrap();
        json!({
            "operation": asked.operation,
            "arguments": asked.arguments,
            "status": 404,
            "body": "",
        })
    });
    let mut wrong = Vec::new();
    for (case, outcome) in cases.iter().zip(ask(questions.collect())) {
        let sent = &outcome["sent"];
        let breaks = match &case.request.as_ref().unwrap().takes {
            Takes::Nothing(_) => !sent.is_null(),
            Takes::Request {
                method,
                path,
                retry,
            } => {
                let promised = strength(sent["retry"].as_str().unwrap());
                sent["method"] != **method || sent["path"] != **path || promised > strength(retry)
            }
        };
        if breaks != (case.shipped == Shipped::Breaks) {
            wrong.push(format!("{case}: said {:?}, sent {sent}", case.shipped));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How much a retry class promises.
fn strength(class: &str) -> usize {
    let classes = ["once", "idempotent", "read"];
    classes.iter().position(|known| *known == class).unwrap()
}

fn arguments(operation: &str) -> &[&str] {
    match operation {
        "calls_list" | "voices_list" => &[],
        "calls_attempt" => &["call_1", "attempt_1"],
        _ => &["call_1"],
    }
}

/// What becomes of requests by the client of the base, as `mutations/ask.rs` tells it.
fn ask(questions: Vec<Value>) -> Vec<Value> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock();
    let mut scratch = Scratch::new(&folder("answers"));
    scratch.library("base", &base());
    scratch.program("ask", "base", include_str!("../mutations/ask.rs"));
    scratch.finish();
    serde_json::from_str(&scratch.run("ask", &Value::from(questions).to_string())).unwrap()
}

/// So that no kind of verdict is a matter of opinion alone.
#[test]
fn every_combination_of_verdicts_is_tried_out() {
    let tried = |case: &Case| {
        let has_code = !matches!(case.source, Source::Refused);
        (!has_code || case.program.is_some()) && (case.answer.is_some() || case.request.is_some())
    };
    let combinations = |cases: Vec<Case>| -> BTreeSet<_> {
        cases
            .iter()
            .map(|case| (case.source, case.shipped))
            .collect()
    };
    let can_be_tried = on_reads().filter(|case| case.shipped != Shipped::Unknown);
    let all = combinations(can_be_tried.collect());
    let experiments: Vec<_> = on_reads().filter(tried).collect();
    assert!(experiments.len() >= 30);
    assert_eq!(combinations(experiments), all);
}
