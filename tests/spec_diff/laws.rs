//! Laws that hold for any two specs.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use proptest::test_runner::RngSeed;
use revox_tests::history;
use revox_tests::mutations::{Base, Case, cases};
use revox_tests::reviews::{lines, review, spec};
use revox_tests::rewrites::{Rewrite, rewrite};
use revox_tests::spec::workspace;
use serde_json::Value;
use xtask::codegen::walk::escape;
use xtask::spec_diff;
use xtask::spec_diff::checks::{self, Check, DECODING, GENERATED_CODE, Mirror, NOT_UNDERSTOOD};
use xtask::spec_diff::review::{Change, Review};
use xtask::spec_diff::verdict::{Level, Verdict};

/// Specs of every kind, by name.
static SPECS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut specs = BTreeMap::from([
        ("reads".to_owned(), Base::Reads.text()),
        ("sends".to_owned(), Base::Sends.text()),
        ("wide".to_owned(), Base::Wide.text()),
    ]);
    specs.insert("shapes".to_owned(), shapes());
    for release in history::RELEASES {
        specs.insert((*release).to_owned(), history::spec(release));
    }
    specs
});

/// Ways to write a schema that are rare in this API, each reached both ways.
fn shapes() -> String {
    std::fs::read_to_string(workspace().join("tests/mutations/shapes.yaml")).unwrap()
}

#[test]
fn a_spec_does_not_differ_from_itself() {
    for (name, text) in SPECS.iter() {
        let review = review(text, text);
        assert_eq!(lines(&review), "", "{name}");
        assert_eq!(review.changes.len(), 0, "{name}");
        assert_eq!(review.source(), Level::None, "{name}");
        assert_eq!(review.shipped(), Verdict::Safe, "{name}");
    }
}

#[test]
fn releases_mirror_each_other() {
    for pair in history::RELEASES.windows(2) {
        mirrors(&history::spec(pair[0]), &history::spec(pair[1]));
    }
}

#[test]
fn each_check_has_a_mirror() {
    let checks: BTreeMap<&str, &Check> = checks::all().map(|check| (check.id, check)).collect();
    assert_eq!(checks.len(), checks::all().count(), "an id stands twice");
    for check in checks::all() {
        let Mirror::Check(id) = check.mirror else {
            continue;
        };
        let mirror = checks
            .get(id)
            .unwrap_or_else(|| panic!("{}: no check {id}", check.id));
        // What is removed from an open and from a closed object is one check, so that a mirror may
        // serve several; but it has to be the mirror of its own.
        let Mirror::Check(back) = mirror.mirror else {
            panic!("{id} mirrors itself, and {} too", check.id);
        };
        assert_eq!(checks[back].mirror, Mirror::Check(id), "{}", check.id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    /// Several changes at once, seen from both ends.
    #[test]
    fn the_way_back_mirrors_the_way_there(chosen in some_cases()) {
        let (base, head) = together(&chosen);
        mirrors(&base, &head);
    }

    /// Whatever is changed or removed, the review reports it.
    #[test]
    fn no_difference_passes_in_silence(
        base in prop::sample::select(vec![Base::Sends, Base::Wide]),
        index in any::<Index>(),
        removed in any::<bool>(),
    ) {
        let text = base.text();
        let pointer = index.get(&nodes(&value_of(&text))).clone();
        prop_assert!(is_reported(&text, &pointer, removed), "{pointer} removed: {removed}");
    }

    /// Keys in another order, schemas named or inlined, references wrapped.
    #[test]
    fn another_spelling_is_the_same_on_the_wire(
        name in prop::sample::select(vec!["reads", "sends", "wide", "page", "0.1.1", "0.5.0"]),
        rewrites in prop::collection::vec((any_rewrite(), any::<Index>()), 1..6),
    ) {
        let text = SPECS[name].clone();
        let mut value = value_of(&text);
        for (kind, index) in rewrites {
            rewrite(&mut value, kind, index);
        }
        let review = review(&text, &value.to_string());
        prop_assert_eq!(review.wire(), Verdict::Safe, "{}", lines(&review));
        prop_assert!(review.by_understanding().0.is_empty(), "{}", lines(&review));
    }
}

/// The same law for schemas that are written in rare ways, one by one.
#[test]
fn no_difference_of_a_rare_shape_passes_in_silence() {
    let text = shapes();
    let all = nodes(&value_of(&text));
    let both = all
        .iter()
        .flat_map(|pointer| [(pointer, false), (pointer, true)]);
    let silent: Vec<_> = both
        .filter(|(pointer, removed)| !is_reported(&text, pointer, *removed))
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

/// One spec in several notations: block style with comments, and JSON.
#[test]
fn comments_and_style_change_nothing() {
    for (name, text) in [("reads", Base::Reads.text()), ("wide", Base::Wide.text())] {
        let json = value_of(&text).to_string();
        let commented: String = text
            .lines()
            .map(
                |line| match line.starts_with(|c: char| c.is_ascii_lowercase()) {
                    true => format!("# A comment.\n\n{line} # and another\n"),
                    false => format!("{line}\n"),
                },
            )
            .collect();
        assert_ne!(commented, text, "{name}");
        for other in [json, commented] {
            let review = review(&text, &other);
            assert_eq!(review.wire(), Verdict::Safe, "{name}: {}", lines(&review));
            let wire = review
                .changes
                .iter()
                .filter(|change| change.check != GENERATED_CODE.id);
            assert_eq!(wire.count(), 0, "{name}: {}", lines(&review));
        }
    }
}

/// Returns true if a review names the change of a node, or if there is nothing to name.
fn is_reported(text: &str, pointer: &str, removed: bool) -> bool {
    let before = value_of(text);
    let mut after = before.clone();
    change(&mut after, pointer, removed);
    let is_said = !review(text, &after.to_string()).changes.is_empty();
    is_said || has_no_effect(&before, pointer)
}

/// Returns the pointers of all nodes of a spec, except those in examples.
fn nodes(value: &Value) -> Vec<String> {
    fn below(value: &Value, pointer: &str, found: &mut Vec<String>) {
        if !pointer.is_empty() {
            found.push(pointer.to_owned());
        }
        match value {
            Value::Object(object) => {
                for (key, value) in object.iter().filter(|(key, _)| !key.starts_with("example")) {
                    below(value, &format!("{pointer}/{}", escape(key)), found);
                }
            }
            Value::Array(items) => {
                for (index, value) in items.iter().enumerate() {
                    below(value, &format!("{pointer}/{index}"), found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    below(value, "", &mut found);
    found
}

/// Removes a node, or replaces it.
fn change(value: &mut Value, pointer: &str, removed: bool) {
    let (around, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    if let Some(node) = value.pointer_mut(pointer).filter(|_| !removed) {
        *node = match node {
            Value::Bool(flag) => Value::Bool(!*flag),
            Value::Number(_) => serde_json::json!(41),
            Value::String(text) => Value::String(format!("{text}x")),
            Value::Array(_) => serde_json::json!(["other"]),
            _ => serde_json::json!({"x-other": true}),
        };
        return;
    }
    match value.pointer_mut(around) {
        Some(Value::Object(object)) => {
            object.remove(&key);
        }
        Some(Value::Array(items)) => {
            items.remove(key.parse().unwrap());
        }
        _ => {}
    }
}

/// Returns true if a node has no effect: a default, an empty list, a name that is listed twice.
fn has_no_effect(value: &Value, pointer: &str) -> bool {
    let node = value.pointer(pointer).unwrap();
    let key = pointer.rsplit('/').next().unwrap();
    let is_default = match node {
        Value::Bool(value) => *value == (key == "additionalProperties"),
        _ => key == "style" || key == "explode",
    };
    let is_default = is_default || key == "explode";
    // Another member of an `allOf` states the type as well.
    let is_said_twice = pointer.contains("/allOf/") && key == "type";
    // Descriptions of scopes are documentation.
    is_default || is_said_twice || pointer.contains("/scopes/")
}

fn any_rewrite() -> impl Strategy<Value = Rewrite> {
    prop::sample::select(Rewrite::ALL.to_vec())
}

/// Generates a few changes of one of the specs.
fn some_cases() -> impl Strategy<Value = Vec<Case>> {
    prop::sample::select(vec![Base::Reads, Base::Sends, Base::Wide]).prop_flat_map(|base| {
        let all: Vec<Case> = cases()
            .into_iter()
            .filter(|case| case.base == base)
            .collect();
        subsequence(all, 1..5)
    })
}

/// Returns a spec, and the same spec after all changes that are compatible with the earlier ones.
fn together(cases: &[Case]) -> (String, String) {
    let base = cases[0].base_text();
    let mut head = value_of(&base);
    for case in cases {
        let patch: json_patch::Patch = serde_json::from_value(case.edit_value()).unwrap();
        let mut changed = head.clone();
        if json_patch::patch(&mut changed, &patch).is_ok() {
            head = changed;
        }
    }
    (base, head.to_string())
}

fn value_of(text: &str) -> Value {
    spec("spec.yaml", text).value
}

/// Asserts that each change on the way there has its mirror on the way back.
fn mirrors(base: &str, head: &str) {
    let (base, head) = (spec("base.yaml", base), spec("head.yaml", head));
    let (there, back) = (
        spec_diff::review(&base, &head, "0.1.0"),
        spec_diff::review(&head, &base, "0.1.0"),
    );
    // A renamed part has its new name on the way back.
    let renamed = there.changes.iter().any(|change| {
        ["renamed", "moved", "swapped", "tag-value"]
            .iter()
            .any(|word| change.check.contains(word))
    });
    let of_spec = |review: &Review| -> Vec<(String, String)> {
        let code = [GENERATED_CODE.id, DECODING.id];
        let changes = review
            .changes
            .iter()
            .filter(|change| !code.contains(&change.check));
        changes
            .map(|change| (change.check.to_owned(), path(change, renamed)))
            .collect()
    };
    let (there, mut back) = (of_spec(&there), of_spec(&back));
    for (check, path) in &there {
        let index = back
            .iter()
            .position(|(other, other_path)| mirror_each_other(check, other) && path == other_path);
        match index {
            Some(index) => {
                back.swap_remove(index);
            }
            None => panic!("no mirror of {check} at {path} among {back:#?}\n{there:#?}"),
        }
    }
    assert!(
        back.is_empty(),
        "only on the way back: {back:#?}\n{there:#?}"
    );
}

fn path(change: &Change, renamed: bool) -> String {
    match renamed {
        true => String::new(),
        false => format!("{} › {}", change.path.subject, change.path.steps_text()),
    }
}

fn mirror_each_other(one: &str, other: &str) -> bool {
    let is_mirror = |one: &str, other: &str| {
        let mut all = checks::all().chain([&NOT_UNDERSTOOD]);
        let check = all.find(|check| check.id == one).unwrap();
        match check.mirror {
            Mirror::Itself => one == other,
            Mirror::Check(id) => id == other,
        }
    };
    is_mirror(one, other) || is_mirror(other, one)
}
