//! Examples that need no arguments and no server print what they promise.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::PathBuf;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

const LIMIT: Duration = Duration::from_secs(60);

/// Runs an example, which cargo builds along with this test. Returns its output and what it wrote to the
/// standard error.
async fn run(example: &str) -> (String, String) {
    let test = std::env::current_exe().unwrap();
    let profile: PathBuf = test.ancestors().nth(2).unwrap().into();
    let program = format!("examples/{example}{}", std::env::consts::EXE_SUFFIX);
    let mut command = Command::new(profile.join(program));
    let output = timeout(LIMIT, command.kill_on_drop(true).output()).await;
    let output = output.unwrap_or_else(|_| panic!("{example} did not end within {LIMIT:?}"));
    let output = output
        .unwrap_or_else(|error| panic!("{example}: {error}; run `cargo test --package revox`"));
    let text = |bytes| String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
    let (printed, errors) = (text(output.stdout), text(output.stderr));
    assert!(output.status.success(), "{example}: {errors}");
    (printed, errors)
}

fn assert_few_requests(errors: &str) {
    let requests = errors.strip_suffix(" requests\n").unwrap();
    let requests: u32 = requests.parse().unwrap();
    assert!(requests < 100, "{requests}");
}

#[tokio::test]
async fn wait_prints_the_progress_and_the_conversation() {
    let (printed, errors) = run("wait").await;
    let expected = "\
calling (attempts: 1)
scheduled (attempts: 1)
calling (attempts: 2)
post_processing (attempts: 2)
completed (attempts: 2)
Agent: Hello Camille, this is Jules from Bray Solaire. You asked us about solar panels. Is now a good time?
Person: Yes, speaking.
Agent: I see. May I tell you more?
Person: Friday suits me.
Agent: Thank you, and have a sunny day!
";
    assert_eq!(printed, expected);
    assert_few_requests(&errors);
}

/// It stops on the way, and goes on.
#[tokio::test]
async fn watch_prints_each_event_once() {
    let (printed, errors) = run("watch").await;
    let expected = "\
* initializing
* calling
* the phone rings
* nobody reached: no_answer
* scheduled
* calling
* the phone rings
Agent: Hello Camille, this is Jules from Bray Solaire. You asked us about solar panels. Is now a good time?
(stopped, and started again)
Person: Yes, speaking.
Agent: I see. May I tell you more?
Person: Friday suits me.
Agent: Thank you, and have a sunny day!
* hung up
* post_processing
* completed
* outcome: interested
* finished, after 2 attempts
";
    assert_eq!(printed, expected);
    assert_few_requests(&errors);
}

// The example needs the features.
#[cfg(all(feature = "extract", feature = "jiff"))]
#[tokio::test]
async fn extract_prints_the_transcript_and_the_lead() {
    let (printed, _) = run("extract").await;
    let expected = "\
Agent: Hello, do you have a moment?
Person: Yes, speaking. The roof faces south.
Agent: I see. May I tell you more?
Person: There are four of us. The 16th suits me.
Agent: Thank you, and goodbye.
(18 seconds)
Camille Laurent: South roof
  household of 4
  visit on Tuesday, 16 June 2026
";
    assert_eq!(printed, expected);
}
