//! The example that watches a call order prints the conversation once, though it is stopped on the way.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::PathBuf;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

#[tokio::test]
async fn it_prints_each_event_once() {
    let test = std::env::current_exe().unwrap();
    let profile: PathBuf = test.ancestors().nth(2).unwrap().into();
    let example = format!("examples/watch{}", std::env::consts::EXE_SUFFIX);
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
    let requests = errors.strip_suffix(" requests\n").unwrap();
    let requests: u32 = requests.parse().unwrap();
    assert!(requests < 100, "{requests}");
}
