//! Single changes of a spec get the verdicts that people wrote down for them.

use revox_tests::mutations::{Base, Case, Contract, Shipped, Source, Wire, cases};
use revox_tests::reviews::{lines, shared};
use xtask::spec_diff;
use xtask::spec_diff::review::Review;
use xtask::spec_diff::spec::Spec;
use xtask::spec_diff::verdict::{Level, Verdict};

#[test]
fn changes_of_responses_get_the_verdicts_that_people_gave_them() {
    judge(Base::Reads);
}

#[test]
fn changes_of_requests_get_the_verdicts_that_people_gave_them() {
    judge(Base::Sends);
}

#[test]
fn changes_of_specs_that_do_not_generate_get_the_verdicts_that_people_gave_them() {
    judge(Base::Wide);
}

fn judge(base: Base) {
    let spec = shared(&base.text());
    let cases = cases().into_iter().filter(|case| case.base == base);
    let wrong: Vec<String> = cases.filter_map(|case| differs(spec, &case)).collect();
    let count = wrong.len();
    assert!(wrong.is_empty(), "{count} cases:\n\n{}", wrong.join("\n"));
}

/// Describes the difference between the expected verdicts of a case and those of its review, if any.
fn differs(base: &Spec, case: &Case) -> Option<String> {
    let head = shared(&case.head_text());
    let review = spec_diff::review(base, head, "0.1.0");
    let expected = format!(
        "wire {} source {} shipped {}",
        expected_wire(case.wire),
        word(case.source),
        word(case.shipped)
    );
    let got = format!(
        "wire {} source {} shipped {}",
        wire(&review, case.wire),
        word(source(&review)),
        word(shipped(&review))
    );
    (expected != got).then(|| {
        let why = case.why.as_deref().unwrap_or("");
        let refusals = review.head.refusals.iter().take(3);
        let refusals: String = refusals
            .map(|refusal| format!("refused at {}: {}\n", refusal.pointer, refusal.message))
            .collect();
        let lines = lines(&review);
        format!("{case}\n  expected {expected} {why}\n  got      {got}\n{refusals}{lines}")
    })
}

fn word(value: impl std::fmt::Debug) -> String {
    format!("{value:?}").to_lowercase()
}

fn expected_wire(wire: Wire) -> String {
    match wire {
        Wire::All(all) => word(all),
        Wire::Each { request, response } => format!("{}/{}", word(request), word(response)),
    }
}

fn contract(verdict: Verdict) -> Contract {
    match verdict {
        Verdict::Safe => Contract::Safe,
        Verdict::Unknown => Contract::Unknown,
        Verdict::Breaks => Contract::Breaks,
    }
}

fn wire(review: &Review, expected: Wire) -> String {
    use xtask::spec_diff::verdict::Wire as Found;
    match expected {
        Wire::All(_) => word(contract(review.wire())),
        Wire::Each { .. } => {
            let worst = |way: fn(Found) -> Option<Verdict>| {
                let verdicts = review.changes.iter().filter_map(|change| way(change.wire));
                word(contract(verdicts.max().unwrap_or(Verdict::Safe)))
            };
            let request = worst(|wire| match wire {
                Found::Contract(verdict) => Some(verdict),
                Found::Directed { request, .. } => request,
            });
            let response = worst(|wire| match wire {
                Found::Contract(verdict) => Some(verdict),
                Found::Directed { response, .. } => response,
            });
            format!("{request}/{response}")
        }
    }
}

fn source(review: &Review) -> Source {
    match review.source() {
        Level::None => Source::None,
        Level::Patch => Source::Patch,
        Level::Minor => Source::Minor,
        Level::Major => Source::Major,
        Level::Unknown if review.base.refusals.is_empty() => Source::Refused,
        Level::Unknown => Source::Unknown,
    }
}

fn shipped(review: &Review) -> Shipped {
    match review.shipped() {
        Verdict::Safe => Shipped::Survives,
        Verdict::Unknown => Shipped::Unknown,
        Verdict::Breaks => Shipped::Breaks,
    }
}
