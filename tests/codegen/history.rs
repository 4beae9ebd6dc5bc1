//! The history of the API is complete, and the code generator takes all of it.

use std::collections::BTreeSet;
use std::path::Path;

use revox_tests::history::{self, RELEASES};
use xtask::codegen;
use xtask::codegen::document::Document;
use xtask::codegen::walk::operations;

fn document(release: &str, text: &str) -> Document {
    Document::parse(Path::new(release), text).unwrap_or_else(|error| panic!("{error}"))
}

fn number_of_operations(document: &Document) -> usize {
    operations(&document.api).count()
}

#[test]
fn every_release_has_its_operations() {
    let counts: Vec<_> = RELEASES
        .iter()
        .map(|release| number_of_operations(&document(release, &history::spec(release))))
        .collect();
    assert_eq!(counts, [13, 20, 1, 19, 36, 35, 36]);
}

#[test]
fn every_type_is_of_use_in_its_release() {
    for release in RELEASES {
        assert_eq!(history::unused_types(release), BTreeSet::new(), "{release}");
    }
}

#[test]
fn a_release_keeps_everything_that_it_does_not_remove() {
    let document = document("0.4.0", &history::spec("0.4.0"));
    let schemas = &document.value["components"]["schemas"];
    let assistant = &schemas["Assistant"]["properties"];
    assert!(assistant["calendly"].is_object(), "from 0.0.3");
    assert!(assistant["zoho"].is_object(), "from 0.2.0");
    assert!(assistant["transfer_destinations"].is_object(), "new");
    assert!(assistant.get("transfer_phone_number").is_none(), "removed");
    assert_eq!(
        schemas["CallOutcome"]["enum"],
        serde_json::json!([
            "not_interested",
            "interested",
            "completed",
            "requested_callback_later"
        ])
    );
}

#[test]
fn every_release_can_be_generated() {
    for release in RELEASES {
        let document = document(release, &history::spec(release));
        if let Err(error) = codegen::generate(&document) {
            panic!("{release}: {error}");
        }
    }
}
