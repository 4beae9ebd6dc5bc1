//! Handmade reviews of spec changes.

use xtask::spec_diff::report::terminal;
use xtask::spec_diff::review::{Change, Location, Refusal, Review, Side};
use xtask::spec_diff::subject::{Step, Subject, SubjectPath};
use xtask::spec_diff::verdict::{Level, Reach, Verdict, Wire};
use xtask::spec_diff::version::Version;

/// Returns a review with all kinds of changes that reports distinguish.
pub fn sample() -> Review {
    let status = SubjectPath::new(Subject::schema("CallStatus"));
    let value_added = Change {
        path: status.then(Step::Value("transferred".into())),
        wire: directed(Some(Verdict::Safe), Some(Verdict::Breaks)),
        source: Level::Minor,
        source_notes: vec!["`CallStatus::Transferred` is new".into()],
        head: at("/components/schemas/CallStatus/enum/5", 729),
        ..change("enum-value-added", "the value is added")
    };
    let value_removed = Change {
        path: status.then(Step::Value("errored".into())),
        wire: directed(Some(Verdict::Breaks), Some(Verdict::Safe)),
        source: Level::Major,
        source_notes: vec!["`CallStatus::Errored` is gone".into()],
        base: at("/components/schemas/CallStatus/enum/4", 731),
        head: at("/components/schemas/CallStatus", 724),
        ..change("enum-value-removed", "the value is removed")
    };
    let status_described = Change {
        path: status,
        is_prose: true,
        source: Level::Patch,
        head: at("/components/schemas/CallStatus/description", 722),
        ..change("description-changed", "`description` is changed")
    };
    let optional = Change {
        path: SubjectPath::new(Subject::schema("Call")).then(Step::Property("outcome".into())),
        wire: directed(None, Some(Verdict::Breaks)),
        source: Level::Major,
        source_notes: vec![
            "`Call::outcome` changes from `CallOutcome` to `Option<CallOutcome>`".into(),
        ],
        shipped: Verdict::Breaks,
        shipped_notes: vec!["may be missing, and the client requires it".into()],
        head: at("/components/schemas/Call/required", 655),
        ..change("property-became-optional", "becomes optional")
    };
    let operation_added = Change {
        path: SubjectPath::new(Subject::Operation("GET /calls".into())),
        source: Level::Minor,
        source_notes: vec!["`client.calls().list()` is new".into()],
        head: at("/paths/~1calls/get", 88),
        ..change("operation-added", "is added")
    };
    let titled = Change {
        path: SubjectPath::new(Subject::Api),
        is_prose: true,
        source: Level::Patch,
        head: at("/info", 17),
        ..change("api-described-otherwise", "`info` is changed")
    };
    let strange = Change {
        path: SubjectPath::new(Subject::schema("Voice")).then(Step::Property("speed".into())),
        wire: Wire::Contract(Verdict::Unknown),
        wire_notes: vec!["there is no rule for this".into()],
        source: Level::None,
        head: at("/components/schemas/Voice/properties/speed/x-scale", 1480),
        ..change("not-understood", "`x-scale` is changed")
    };
    let mut review = review(vec![vec![
        optional,
        value_removed,
        value_added,
        status_described,
        operation_added,
        titled,
        strange,
    ]]);
    let reach = [("Call", responses(2)), ("CallStatus", both_ways())];
    let reach = reach.map(|(name, reach)| (Subject::schema(name), reach));
    review.reach = reach.into();
    review.version = Version::after(
        "0.1.0",
        Level::Major,
        vec![
            "`Call::outcome` changes from `CallOutcome` to `Option<CallOutcome>`".into(),
            "`CallStatus::Errored` is gone".into(),
        ],
    );
    review
}

/// Returns a review of the changes of subjects, with two sides that generate.
pub fn review(subjects: Vec<Vec<Change>>) -> Review {
    let side = |name: &str| Side {
        name: name.to_owned(),
        operations: 2,
        schemas: 9,
        refusals: Vec::new(),
    };
    let changes: Vec<_> = subjects.into_iter().flatten().collect();
    let levels = changes.iter().map(|change| change.source);
    let level = levels.max().unwrap_or(Level::None);
    let version = Version::after("0.1.0", level, Vec::new());
    let subjects = changes.iter().map(|change| change.path.subject.clone());
    let reach = subjects.map(|subject| (subject, responses(1))).collect();
    let sides = ["main:openapi.yaml", "openapi.yaml"].map(side);
    Review::new(sides, version, changes, &reach)
}

/// Returns changes with their subject set.
pub fn of_subject(subject: &Subject, mut changes: Vec<Change>) -> Vec<Change> {
    for change in &mut changes {
        change.path.subject = subject.clone();
    }
    changes
}

/// Returns changes with a schema as their subject.
pub fn of_schema(name: &str, changes: Vec<Change>) -> Vec<Change> {
    of_subject(&Subject::schema(name), changes)
}

/// Returns a safe change of the schema `Call`.
pub fn change(check: &'static str, text: &str) -> Change {
    Change {
        check,
        path: SubjectPath::new(Subject::schema("Call")),
        text: text.to_owned(),
        is_prose: false,
        wire: Wire::Contract(Verdict::Safe),
        source: Level::None,
        source_notes: Vec::new(),
        shipped: Verdict::Safe,
        shipped_notes: Vec::new(),
        wire_notes: Vec::new(),
        new_name: None,
        base: at("/components/schemas/Call", 12),
        head: at("/components/schemas/Call", 34),
    }
}

/// Returns an error that prevents the generation of code, with the same text in all its fields.
pub fn refusal(text: &str) -> Refusal {
    Refusal {
        pointer: text.to_owned(),
        line: None,
        message: text.to_owned(),
        cure: text.to_owned(),
    }
}

/// Returns the terminal report without colours.
pub fn plain(review: &Review, all: bool) -> String {
    let text = terminal(review, all);
    anstream::adapter::strip_str(&text).to_string()
}

fn at(pointer: &str, line: u64) -> Location {
    Location {
        pointer: pointer.to_owned(),
        line: Some(line),
        file: None,
    }
}

fn directed(request: Option<Verdict>, response: Option<Verdict>) -> Wire {
    Wire::Directed { request, response }
}

fn responses(count: usize) -> Reach {
    Reach {
        request: Default::default(),
        response: (0..count)
            .map(|number| format!("get /call/{number}"))
            .collect(),
    }
}

fn both_ways() -> Reach {
    let mut reach = responses(14);
    reach.request.insert("post /calls".into());
    reach
}
