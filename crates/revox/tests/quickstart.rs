//! The first thing a new user runs prints what it promises.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::PathBuf;
use std::process::Output;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

/// Output of the example that cargo builds along with this test, within 20 seconds.
async fn quickstart(arguments: &[&str]) -> Output {
    quickstart_with_log("", arguments).await
}

async fn quickstart_with_log(level: &str, arguments: &[&str]) -> Output {
    let test = std::env::current_exe().unwrap();
    let profile: PathBuf = test.ancestors().nth(2).unwrap().into();
    let example = profile
        .join("examples")
        .join(format!("quickstart{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(&example);
    command
        .args(arguments)
        .env_remove("REVOX_API_KEY")
        .env_remove("REVOX_BASE_URL")
        .env("REVOX_LOG", level)
        .kill_on_drop(true);
    let limit = Duration::from_secs(20);
    let output = timeout(limit, command.output()).await;
    let output = output.unwrap_or_else(|_| panic!("{command:?} did not end within {limit:?}"));
    output.unwrap_or_else(|error| {
        panic!(
            "{}: {error}; run `cargo test --package revox`",
            example.display()
        )
    })
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
}

#[tokio::test]
async fn it_reports_status_outcome_attempts_and_transcript() {
    let output = quickstart(&[]).await;
    assert!(output.status.success());
    let expected = "\
Call order call_8Zk3vQ to +33639980142
  status    completed
  outcome   interested
";
    let report = text(output.stdout);
    assert!(report.starts_with(expected), "{report}");
    for line in [
        "  attempts  2\n",
        "  2026-06-09 08:05 UTC  error, dial error: no_answer\n",
        "  2026-06-09 12:05 UTC  completed, reached: human\n",
        "    user: Yes, go ahead. The roof faces south, and I would like a quote.\n",
        "    find_callback_slots: Looked up the free callback times.\n",
        "      name = \"Camille Laurent\"\n",
    ] {
        assert!(report.contains(line), "no {line:?} in\n{report}");
    }
}

// In the published package, whose development dependencies cannot name the package itself, the
// feature is off.
#[cfg(feature = "tracing")]
#[tokio::test]
async fn it_logs_what_revox_log_asks_for() {
    let log = |output: Output| text(output.stderr);
    assert_eq!(log(quickstart(&[]).await), "");
    let info = log(quickstart_with_log("info", &[]).await);
    assert!(info.contains(": GET /call/{id}: 200 OK in "), "{info}");
    assert_eq!(info.lines().count(), 1, "{info}");
    let debug = log(quickstart_with_log("debug", &[]).await);
    assert!(debug.contains(": GET /call/{id}\n"), "{debug}");
    assert_eq!(debug.lines().count(), 2, "{debug}");
}

#[tokio::test]
async fn it_says_what_is_missing_to_go_live() {
    let output = quickstart(&["--live", "call_1"]).await;
    assert!(!output.status.success());
    assert!(text(output.stderr).contains("set REVOX_API_KEY"));
}

#[tokio::test]
async fn it_explains_its_arguments() {
    let output = quickstart(&["--help"]).await;
    assert!(!output.status.success());
    assert!(text(output.stderr).starts_with("usage: cargo run --example quickstart"));
}
