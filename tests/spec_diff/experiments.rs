//! Experiments that confirm the verdicts of the suite of changes: programs are compiled against the
//! code of both specs, and the old client exchanges requests and responses with the changed spec.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};

use revox_tests::mutations::{Base, Case, Shipped, Source, Takes, cases, takes};
use revox_tests::scratch::{Batch, Code, Scratch, Trial, generate};
use serde_json::{Value, json};

/// Beginning of every program.
const PRELUDE: &str = "\
use revox_api::models::*;
use revox_api::{Client, Nullable, Request, Secret, Timestamp};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
";

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("spec_diff_experiments")
        .join(name)
}

/// The specs from which a client is generated.
const BASES: [Base; 2] = [Base::Reads, Base::Sends];

fn on(base: Base) -> impl Iterator<Item = Case> {
    cases().into_iter().filter(move |case| case.base == base)
}

fn on_all() -> impl Iterator<Item = Case> {
    BASES.into_iter().flat_map(on)
}

fn code(base: Base) -> Code {
    generate(&base.text()).unwrap_or_else(|error| panic!("{error}"))
}

/// The name of the library that is generated from a spec.
fn library(base: Base) -> String {
    format!("{base:?}").to_lowercase()
}

/// `an_enum_value_is_added`: a name for crates and modules.
fn slug(case: &Case) -> String {
    let words: Vec<_> = case
        .name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .collect();
    words.join("_").to_lowercase()
}

fn source(body: &str) -> String {
    format!("{PRELUDE}\npub fn user(client: &Client) {{\n{body}}}\n")
}

/// The workspace with the clients of both specs, and its compiled libraries.
fn clients() -> &'static (Scratch, BTreeMap<String, PathBuf>) {
    static CLIENTS: LazyLock<(Scratch, BTreeMap<String, PathBuf>)> = LazyLock::new(|| {
        let mut scratch = Scratch::new(&folder("responses"));
        for base in BASES {
            let name = library(base);
            let what = match base {
                Base::Reads => include_str!("../mutations/ask/reads.rs"),
                _ => include_str!("../mutations/ask/sends.rs"),
            };
            let main = include_str!("../mutations/ask/main.rs");
            let text = format!("{main}{what}\nuse {name} as base;\n");
            scratch.library(&name, &code(base));
            scratch.program(&asker(base), &name, &text);
        }
        scratch.finish();
        let libraries = scratch.build();
        (scratch, libraries)
    });
    &CLIENTS
}

#[test]
fn a_program_compiles_again_unless_the_change_is_major() {
    let cases: Vec<_> = on_all().filter(|case| case.program.is_some()).collect();
    let heads: Vec<_> = cases
        .iter()
        .map(|case| generate(&case.head_text()).unwrap_or_else(|error| panic!("{case}: {error}")))
        .collect();
    let bases = BASES.map(code);
    let trials = cases.iter().zip(&heads).map(|(case, code)| Trial {
        name: slug(case),
        code,
        base: &bases[usize::from(case.base != BASES[0])],
        program: source(case.program.as_deref().unwrap()),
    });
    let trials: Vec<_> = trials.collect();
    let batch = Batch::new(&folder("programs"), clients().1.clone());
    let mut wrong = Vec::new();
    for base in BASES {
        let programs = cases.iter().zip(&trials);
        let programs = programs.filter(|(case, _)| case.base == base);
        let programs = programs.map(|(_, trial)| (trial.name.clone(), trial.program.clone()));
        for (name, error) in batch.programs(&library(base), programs) {
            wrong.push(format!(
                "{name}: does not even compile before the change\n{error}"
            ));
        }
    }
    let errors = batch.trials(&trials);
    for (case, head) in cases.iter().zip(&heads) {
        if let Some(silent) = &case.silent {
            let before = code(case.base);
            let holds = |code: &Code, text: &str| code[&silent.file].contains(text);
            assert!(
                holds(&before, &silent.base) && !holds(&before, &silent.head),
                "{case}"
            );
            assert!(
                holds(head, &silent.head) && !holds(head, &silent.base),
                "{case}"
            );
        }
        let error = errors.get(&slug(case));
        let breaks = error.is_some() || case.silent.is_some();
        if breaks != (case.source == Source::Major) {
            let error = error.map_or("it compiles", String::as_str);
            wrong.push(format!("{case}: said {:?}\n{error}", case.source));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_response_decodes_unless_the_change_breaks_shipped_programs() {
    let cases: Vec<_> = on(Base::Reads)
        .filter(|case| case.response.is_some())
        .collect();
    let questions = cases.iter().map(|case| {
        let response = case.response.as_ref().unwrap();
        json!({
            "operation": response.operation,
            "arguments": arguments(&response.operation),
            "status": response.status.unwrap_or(200),
            "body": response.body(),
        })
    });
    let mut wrong = Vec::new();
    for (case, outcome) in cases.iter().zip(ask(Base::Reads, questions.collect())) {
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
fn a_request_is_accepted_unless_the_change_breaks_shipped_programs() {
    let mut wrong = Vec::new();
    for base in BASES {
        let cases: Vec<_> = on(base).filter(|case| case.request.is_some()).collect();
        let questions = cases.iter().map(|case| {
            let asked = case.request.as_ref().unwrap();
            json!({
                "operation": asked.operation,
                "arguments": asked.arguments,
                "parameters": asked.parameters,
                "status": 404,
                "body": "",
            })
        });
        for (case, outcome) in cases.iter().zip(ask(base, questions.collect())) {
            let sent = &outcome["sent"];
            let refused = refused(case, sent);
            let said = case.shipped != Shipped::Unknown;
            if said && refused.is_some() != case.breaks_by_requests() {
                let found = refused.unwrap_or_else(|| "it is taken".to_owned());
                wrong.push(format!(
                    "{case}: said {:?}, sent {sent}: {found} {}",
                    case.shipped, outcome["error"]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns the reason why the changed spec refuses a request of the old client.
fn refused(case: &Case, sent: &Value) -> Option<String> {
    let asked = case.request.as_ref().unwrap();
    match &asked.takes {
        Some(Takes::Nothing(_)) => (!sent.is_null()).then(|| "nothing is taken".to_owned()),
        Some(Takes::Request {
            method,
            path,
            retry,
        }) => {
            let promised = strength(sent["retry"].as_str().unwrap());
            let differs = sent["method"] != **method || sent["path"] != **path;
            (differs || promised > strength(retry)).then(|| format!("{method} {path} is taken"))
        }
        // A request that the client itself refuses harms nobody.
        None if sent.is_null() => None,
        None => {
            let (query, body) = (sent["query"].as_str().unwrap_or_default(), &sent["body"]);
            let taken_by = |spec: Value| takes(&spec, &asked.operation, query, body);
            // A request that violated the contract before proves nothing about the change.
            taken_by(case.base_value()).unwrap_or_else(|problem| panic!("{case}: {problem}"));
            taken_by(case.head_value()).err()
        }
    }
}

/// Returns a rank of a retry class, which grows with its promise.
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

/// Returns the outcomes of requests by the client of a base, as `mutations/ask` reports them.
fn ask(base: Base, questions: Vec<Value>) -> Vec<Value> {
    // Both write their questions to the same file.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock();
    let questions = Value::from(questions).to_string();
    serde_json::from_str(&clients().0.run(&asker(base), &questions)).unwrap()
}

/// Returns the name of the program that uses the client of a base.
fn asker(base: Base) -> String {
    format!("ask_{}", library(base))
}

/// No kind of verdict may rest on opinion alone.
#[test]
fn every_combination_of_verdicts_is_tried_out() {
    let tried = |case: &Case| {
        let has_code = !matches!(case.source, Source::Refused);
        (!has_code || case.program.is_some()) && (case.response.is_some() || case.request.is_some())
    };
    let combinations = |cases: Vec<Case>| -> BTreeSet<_> {
        cases
            .iter()
            .map(|case| (case.source, case.shipped))
            .collect()
    };
    for base in BASES {
        let can_be_tried = on(base).filter(|case| case.shipped != Shipped::Unknown);
        let all = combinations(can_be_tried.collect());
        let experiments: Vec<_> = on(base).filter(tried).collect();
        assert!(experiments.len() >= 30);
        assert_eq!(combinations(experiments), all, "{base:?}");
    }
    let requests = on(Base::Sends).filter(|case| case.request.is_some());
    assert!(requests.count() >= 80);
}
