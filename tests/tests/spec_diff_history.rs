//! What the API's own releases changed, as a reviewer would have seen it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use insta::assert_snapshot;
use revox_tests::history::{RELEASES, reads, spec};
use revox_tests::reviews::{lines, review};

/// Everything, on the wire. No release generates as a whole yet, so the other verdicts are unknown.
#[test]
fn neighbours_differ_as_the_releases_did() {
    for pair in RELEASES.windows(2) {
        let review = review(&spec(pair[0]), &spec(pair[1]));
        insta::with_settings!({snapshot_path => "../snapshots/spec_diff_history", prepend_module_to_snapshot => false}, {
            assert_snapshot!(format!("{} to {}", pair[0], pair[1]), lines(&review));
        });
    }
}

/// What can be generated, with all three verdicts.
#[test]
fn readers_feel_the_releases() {
    for pair in RELEASES.windows(2) {
        let review = review(&reads(pair[0]), &reads(pair[1]));
        insta::with_settings!({snapshot_path => "../snapshots/spec_diff_history", prepend_module_to_snapshot => false}, {
            assert_snapshot!(format!("reads of {} to {}", pair[0], pair[1]), lines(&review));
        });
    }
}
