//! Reviews of spec changes, made by hand.

use xtask::spec_diff::report::terminal;
use xtask::spec_diff::review::{Change, Group, Location, Refusal, Review, Side};
use xtask::spec_diff::subject::{Step, Subject, SubjectPath};
use xtask::spec_diff::verdict::{Level, Reach, Verdict, Wire};
use xtask::spec_diff::version::Version;

/// A review with everything that reports treat differently.
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
        shipped_notes: vec!["may be missing, and the client demands it".into()],
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
    let group_of = |subject, reach, changes| Group {
        subject,
        reach,
        changes,
    };
    let mut review = review(vec![
        group_of(Subject::schema("Call"), Some(responses(2)), vec![optional]),
        group_of(
            Subject::schema("CallStatus"),
            Some(both_ways()),
            vec![value_removed, value_added, status_described],
        ),
        group_of(
            Subject::Operation("GET /calls".into()),
            None,
            vec![operation_added],
        ),
        group_of(Subject::Api, None, vec![titled]),
    ]);
    review.not_understood = vec![strange];
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

/// A review of these groups, between two sides that generate.
pub fn review(groups: Vec<Group>) -> Review {
    let side = |name: &str| Side {
        name: name.to_owned(),
        operations: 2,
        schemas: 9,
        refusals: Vec::new(),
    };
    let levels = groups
        .iter()
        .flat_map(|group| &group.changes)
        .map(|change| change.source);
    let level = levels.max().unwrap_or(Level::None);
    Review {
        base: side("main:openapi.yaml"),
        head: side("openapi.yaml"),
        version: Version::after("0.1.0", level, Vec::new()),
        groups,
        not_understood: Vec::new(),
    }
}

/// Returns the changes of a schema in the response of one operation.
pub fn group(name: &str, changes: Vec<Change>) -> Group {
    Group {
        subject: Subject::schema(name),
        reach: Some(responses(1)),
        changes,
    }
}

/// A safe change of the schema `Call`.
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

/// Creates the reason why a side does not generate, in the same words everywhere.
pub fn refusal(text: &str) -> Refusal {
    Refusal {
        pointer: text.to_owned(),
        line: None,
        message: text.to_owned(),
        cure: text.to_owned(),
    }
}

/// The terminal report without colours.
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
