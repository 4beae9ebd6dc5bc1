//! The checked-in spec agrees with release 0.5.0 of the official library, and gives a reason for
//! everything that the library lacks.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use revox_tests::excuses::only_excused;
use revox_tests::history::{self, RELEASES};
use revox_tests::positions::{Location, Node, Part, Positions};
use revox_tests::spec::root;

static SPEC: LazyLock<Positions> = LazyLock::new(|| Positions::new(root()));
static RELEASE: LazyLock<Positions> = LazyLock::new(|| of_release("0.5.0"));

fn of_release(release: &str) -> Positions {
    Positions::new(&serde_json::from_str(&history::spec(release)).unwrap())
}

/// Returns the locations that both have, with their types in the release and in the spec.
fn shared() -> impl Iterator<Item = (&'static Location, &'static Node, &'static Node)> {
    let nodes = RELEASE.nodes.iter();
    nodes.filter_map(|(location, released)| Some((location, released, SPEC.nodes.get(location)?)))
}

/// Returns the locations in one that are missing in the other, without those below another of them.
fn missing(from: &Positions, is_in: impl Fn(&Location) -> bool) -> Vec<String> {
    let is_missing = |location: &Location| from.nodes.contains_key(location) && !is_in(location);
    let missing = from.nodes.keys().filter(|location| is_missing(location));
    let tops = missing.filter(|location| !location.above().is_some_and(|above| is_missing(&above)));
    tops.map(Location::to_string).collect()
}

fn missing_values(from: &Positions, is_in: impl Fn(&(Location, String)) -> bool) -> Vec<String> {
    let values = from.values.iter().filter(|value| !is_in(value));
    values
        .map(|(location, value)| format!("{location} = {value}"))
        .collect()
}

/// Without this, only a part of the release would be compared.
#[test]
fn the_release_is_written_out_in_full() {
    let counts = (
        RELEASE.operations.len(),
        RELEASE.properties().count(),
        RELEASE.values.len(),
    );
    assert_eq!(counts, (36, 4112, 2366));
}

#[test]
fn the_operations_are_those_of_the_release() {
    let lines = |of: &Positions| -> BTreeSet<String> {
        let lines = of.operations.iter();
        lines.map(|(id, line)| format!("{id}: {line}")).collect()
    };
    let (ours, released) = (lines(&SPEC), lines(&RELEASE));
    let differing: Vec<_> = ours.symmetric_difference(&released).cloned().collect();
    only_excused(
        "in only one of openapi.yaml and release 0.5.0",
        &differing,
        &[],
    );
}

#[test]
fn every_location_of_the_release_is_in_the_spec() {
    let missing = missing(&RELEASE, |location| SPEC.nodes.contains_key(location));
    only_excused("in release 0.5.0, not in openapi.yaml", &missing, &[]);
}

#[test]
fn every_enum_value_of_the_release_is_in_the_spec() {
    let missing = missing_values(&RELEASE, |value| SPEC.values.contains(value));
    only_excused("in release 0.5.0, not in openapi.yaml", &missing, &[]);
}

/// The same type is used everywhere, so outcomes that were dropped last are also in operations that came
/// later.
#[test]
fn additions_to_release_and_page_have_a_reason() {
    let all: Vec<_> = RELEASES.iter().copied().map(of_release).collect();
    let mut unknown = missing(&SPEC, |location| {
        all.iter()
            .any(|release| release.nodes.contains_key(location))
    });
    unknown.extend(missing_values(&SPEC, |value| {
        all.iter().any(|release| release.values.contains(value))
    }));
    only_excused(
        "in openapi.yaml, in no release and not on the published page",
        &unknown,
        &[
            (
                "campaigns_launch response /session/in_flight_calls[]/assistant/transfer_phone_number",
                "an assistant is one type everywhere, and the page has this of it",
            ),
            (
                "campaigns_launch response /session/* = do_not_contact",
                "outcomes are one type everywhere, and the page has this one",
            ),
            (
                "campaigns_launch response /session/* = requested_callback_new_number",
                "outcomes are one type everywhere, and the page has this one",
            ),
        ],
    );
}

#[test]
fn each_location_has_the_same_type() {
    let differing: Vec<_> = shared()
        .filter(|(_, released, ours)| released.kind != ours.kind)
        .map(|(location, released, ours)| {
            format!("{location} ({} is {})", released.kind, ours.kind)
        })
        .collect();
    only_excused(
        "of another type than in release 0.5.0",
        &differing,
        &[
            (
                "campaigns_create body /contacts[]/prompt_variables (any is object)",
                "the release says nothing, its prompt variables are objects everywhere else",
            ),
            (
                "* (number is integer)",
                "the release knows no integers; these are counts, positions and limits of counts",
            ),
        ],
    );
}

#[test]
fn requests_require_the_same_as_in_the_release() {
    let differing: Vec<_> = shared()
        .filter(|(location, released, ours)| {
            location.part != Part::Response && released.property != ours.property
        })
        .map(|(location, ..)| location.to_string())
        .collect();
    only_excused(
        "required in requests by only one of openapi.yaml and release 0.5.0",
        &differing,
        &[],
    );
}

#[test]
fn requests_may_be_null_where_the_release_allows_it() {
    let differing: Vec<_> = shared()
        .filter(|(location, released, ours)| {
            location.part != Part::Response && released.nullable != ours.nullable
        })
        .map(|(location, ..)| location.to_string())
        .collect();
    only_excused(
        "nullable in requests in only one of openapi.yaml and release 0.5.0",
        &differing,
        &[],
    );
}

/// The releases write `?` and `null` alike: a value may be null, absent, or either.
#[test]
fn values_that_responses_may_lack_in_the_release_may_be_missing_in_the_spec() {
    let required: Vec<_> = shared()
        .filter(|(location, released, ours)| {
            let is_open = |node: &Node| node.nullable || node.property == Some(false);
            location.part == Part::Response && is_open(released) && !is_open(ours)
        })
        .map(|(location, ..)| location.to_string())
        .collect();
    only_excused("required in responses", &required, &[]);
}

/// The page distinguishes absent from null, as the spec does.
#[test]
fn the_spec_describes_the_operation_of_the_page_as_the_page_does() {
    let page = of_release("page");
    let differing: Vec<_> = (page.nodes.iter())
        .filter(|(location, node)| SPEC.nodes.get(location) != Some(node))
        .map(|(location, _)| location.to_string())
        .collect();
    only_excused(
        "of another type, required or nullable other than on the page",
        &differing,
        &[
            (
                "*/calls_count",
                "the page calls every number one; it is a count",
            ),
            ("*/pending_faq_count", "as above"),
        ],
    );
}

/// Every release since the page that has an object has all properties that the spec requires of it.
#[test]
fn responses_require_nothing_that_is_newer_than_the_page() {
    let since_the_page = RELEASES.iter().skip_while(|release| **release != "page");
    let mut too_new = BTreeSet::new();
    for release in since_the_page.copied().map(of_release) {
        for (location, _, required) in SPEC.properties() {
            let operation = &location.operation;
            let is_the_same = release.operations.get(operation) == SPEC.operations.get(operation);
            let above = location.above().and_then(|above| release.nodes.get(&above));
            if location.part == Part::Response
                && required
                && is_the_same
                && above.is_some_and(|above| above.kind == "object")
                && !release.nodes.contains_key(location)
            {
                too_new.insert(location.to_string());
            }
        }
    }
    let too_new: Vec<_> = too_new.into_iter().collect();
    only_excused(
        "required in responses, although some release since the page does not have it",
        &too_new,
        &[
            (
                "*/transfer_phone_number",
                "gone since 0.4.0, and required and nullable on the page; absent it reads as null",
            ),
            (
                "*/slack/channels",
                "came with 0.4.0; sent as well, and requests have to have it",
            ),
        ],
    );
}
