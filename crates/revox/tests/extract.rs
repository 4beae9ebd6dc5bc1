//! The example of typed extraction prints the conversation and the lead.

#![cfg(all(feature = "extract", feature = "jiff"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::PathBuf;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

#[tokio::test]
async fn it_prints_the_transcript_and_the_lead() {
    let test = std::env::current_exe().unwrap();
    let profile: PathBuf = test.ancestors().nth(2).unwrap().into();
    let example = format!("examples/extract{}", std::env::consts::EXE_SUFFIX);
    let mut command = Command::new(profile.join(example));
    let output = command.kill_on_drop(true).output();
    let output = timeout(Duration::from_secs(60), output).await;
    let output = output
        .unwrap_or_else(|_| panic!("the example did not end"))
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let printed = String::from_utf8(output.stdout)
        .unwrap()
        .replace("\r\n", "\n");
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
