//! The review of each of the API's own releases, as a reviewer would have seen it.

use insta::assert_snapshot;
use revox_tests::history::{RELEASES, spec};
use revox_tests::reviews::{lines, review};
use xtask::spec_diff::verdict::Level;

#[test]
fn neighbours_differ_as_the_releases_did() {
    for pair in RELEASES.windows(2) {
        let review = review(&spec(pair[0]), &spec(pair[1]));
        // Where something does not generate, two of the verdicts would say nothing.
        assert_ne!(review.source(), Level::Unknown, "{pair:?}");
        insta::with_settings!({snapshot_path => "../snapshots/spec_diff_history", prepend_module_to_snapshot => false}, {
            assert_snapshot!(format!("{} to {}", pair[0], pair[1]), lines(&review));
        });
    }
}
