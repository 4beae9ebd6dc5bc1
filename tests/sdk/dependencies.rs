//! The packages that are built for the quickstart and for a test that embeds the sandbox: none of
//! those that once took most of the time.

use std::collections::BTreeSet;
use std::process::Command;

use revox_tests::spec::workspace;
use revox_tests::within::{LIMIT, output};

/// Heavy, and needed by nothing but tests of this workspace, its generator, or not at all.
const HEAVY: [&str; 11] = [
    "aws-lc-sys",
    "axum",
    "chrono",
    "clap",
    "jsonschema",
    "openapiv3",
    "progenitor",
    "proptest",
    "regex",
    "schemars",
    "zerocopy",
];

/// The names of the packages that cargo builds, with the features that it then chooses.
fn packages(arguments: &[&str]) -> BTreeSet<String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(workspace());
    cargo.args([
        "tree",
        "--offline",
        "--locked",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]);
    cargo.args(arguments);
    let output = output(LIMIT, cargo);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let names = lines.lines().filter_map(|line| line.split(' ').next());
    names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn nothing_heavy_is_built_for_the_quickstart_and_the_sandbox() {
    for arguments in [
        // An example is built with the dependencies of tests.
        &["--package", "revox", "--edges", "normal,build,dev"] as &[_],
        &["--package", "revox-sandbox", "--edges", "normal,build"],
        // Without `--workspace`, and so without the features that the tests ask for.
        &["--edges", "normal,build"],
    ] {
        let packages = packages(arguments);
        assert!(packages.contains("hyper"), "{packages:?}");
        let heavy: Vec<_> = HEAVY
            .iter()
            .filter(|name| packages.contains(**name))
            .collect();
        assert!(heavy.is_empty(), "{arguments:?} builds {heavy:?}");
    }
}
