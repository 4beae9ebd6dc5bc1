//! The suite of changes is sound: every change applies, and its verdicts hold as far as can be seen without
//! a compiler.
//!
//! `experiments.rs` compiles programs and sends requests.

use std::collections::{BTreeMap, BTreeSet};

use revox_tests::interface::Interface;
use revox_tests::mutations::{Base, Case, Contract, Shipped, Source, allows, cases};
use revox_tests::scratch::{Code, generate};

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
        let before = case.base_value();
        let patch: json_patch::Patch = serde_json::from_value(case.edit_value()).unwrap();
        let mut after = before.clone();
        json_patch::patch(&mut after, &patch).unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_eq!(case.head_value(), after, "{case}");
    }
}

#[test]
fn no_two_changes_are_equal() {
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
fn all_but_one_of_the_specs_generate() {
    for base in [Base::Reads, Base::Sends] {
        generate(&base.text()).unwrap_or_else(|error| panic!("{error}"));
    }
    assert!(generate(&Base::Wide.text()).is_err());
}

/// If BASE does not generate, there is no code to judge. If the verdict on the contract is unknown, the one
/// on shipped programs may be unknown, too. Any other unknown verdict needs a reason.
#[test]
fn verdicts_on_code_are_known_if_there_is_code() {
    for case in cases() {
        let generates = case.generates();
        assert_eq!(case.source != Source::Unknown, generates, "{case}");
        let open = !generates || case.wire.worst() == Contract::Unknown || case.why.is_some();
        assert!(open || case.shipped != Shipped::Unknown, "{case}");
        assert!(generates || case.shipped == Shipped::Unknown, "{case}");
    }
}

/// Checks the verdicts that need no compiler, by comparing the public interfaces as text.
#[test]
fn the_generated_code_agrees_with_the_verdicts() {
    let mut wrong = Vec::new();
    for base in [Base::Reads, Base::Sends] {
        let cases: Vec<_> = cases()
            .into_iter()
            .filter(|case| case.base == base)
            .collect();
        let base = generate(&base.text()).unwrap();
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            let parts = cases.chunks(cases.len().div_ceil(threads));
            let running: Vec<_> = parts
                .map(|part| scope.spawn(|| misjudged(&base, part)))
                .collect();
            let found = running
                .into_iter()
                .flat_map(|thread| thread.join().unwrap());
            wrong.extend(found);
        });
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn misjudged(base: &Code, cases: &[Case]) -> Vec<String> {
    let interface = Interface::new(base);
    let judge = |case: &Case| match generate(&case.head_text()) {
        Err(_) => Source::Refused,
        Ok(head) if head == *base => Source::None,
        Ok(_) if case.silent.is_some() => Source::Major,
        Ok(head) => compare(&interface, &Interface::new(&head)),
    };
    let judged = cases.iter().map(|case| (case, judge(case)));
    let wrong = judged.filter(|(case, found)| case.source != *found);
    wrong
        .map(|(case, found)| format!("{case}: said {:?}, found {found:?}", case.source))
        .collect()
}

fn compare(base: &Interface, head: &Interface) -> Source {
    if !base.names.is_subset(&head.names) {
        Source::Major
    } else if base.names != head.names || !head.deprecated.is_subset(&base.deprecated) {
        Source::Minor
    } else {
        Source::Patch
    }
}

/// The experiments send these responses to shipped programs.
#[test]
fn the_changed_spec_allows_the_response_of_each_case() {
    let mut wrong = Vec::new();
    for case in cases() {
        let Some(response) = &case.response else {
            continue;
        };
        let (status, body) = (response.status.unwrap_or(200), response.body());
        let allowed_by = |spec| allows(&spec, &response.operation, status, &body);
        if let Err(problem) = allowed_by(case.head_value()) {
            wrong.push(format!("{case}: not allowed: {problem}"));
        }
        let before = allowed_by(case.base_value());
        if case.wire.worst() == Contract::Safe && before.is_err() {
            wrong.push(format!("{case}: not safe: {before:?}"));
        }
        if case.shipped == Shipped::Breaks && case.request.is_none() && before.is_ok() {
            wrong.push(format!("{case}: allowed before, so nothing could break"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_verdict_occurs() {
    let cases = cases();
    let of = |base| cases.iter().filter(move |case| case.base == base).count();
    assert!(of(Base::Reads) >= 300 && of(Base::Sends) >= 200 && of(Base::Wide) >= 50);
    let sources: BTreeSet<_> = cases.iter().map(|case| case.source).collect();
    assert_eq!(sources.len(), 6);
    let generated = cases.iter().filter(|case| case.generates());
    let shipped: BTreeSet<_> = generated.map(|case| case.shipped).collect();
    assert_eq!(shipped.len(), 3);
    let contracts: BTreeSet<_> = cases.iter().map(|case| case.wire.worst()).collect();
    assert_eq!(contracts.len(), 3);
}
