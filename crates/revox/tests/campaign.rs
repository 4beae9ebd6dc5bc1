//! The example that calls the contacts of a CSV file as a campaign, run as a program.

// The example needs the feature. In the published package, whose development dependencies cannot
// name the package itself, it is off.
#![cfg(feature = "journal-file")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::Duration;

use revox_sandbox::{Fault, Reply, Sandbox, Script, Time};
use tokio::process::Command;
use tokio::time::{sleep, timeout};

const LIMIT: Duration = Duration::from_secs(120);

/// The example that cargo builds along with this test.
fn program(arguments: &[&str]) -> Command {
    let test = std::env::current_exe().unwrap();
    let profile: PathBuf = test.ancestors().nth(2).unwrap().into();
    let example = format!("campaign{}", std::env::consts::EXE_SUFFIX);
    let mut command = Command::new(profile.join("examples").join(example));
    command
        .args(arguments)
        .env_remove("REVOX_API_KEY")
        .env_remove("REVOX_BASE_URL")
        .kill_on_drop(true);
    command
}

fn at(sandbox: &Sandbox, file: &Path) -> Command {
    let mut command = program(&["--sandbox", file.to_str().unwrap()]);
    command
        .env("REVOX_API_KEY", sandbox.api_key())
        .env("REVOX_BASE_URL", sandbox.base_url());
    command
}

async fn output(mut command: Command) -> Output {
    let output = timeout(LIMIT, command.output()).await;
    let output = output.unwrap_or_else(|_| panic!("{command:?} did not end within {LIMIT:?}"));
    output.unwrap()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
}

#[tokio::test]
async fn it_calls_the_contacts_of_the_file_beside_it_and_counts_the_outcomes() {
    let output = output(program(&[])).await;
    assert_eq!(text(output.stderr), "");
    let expected = "\
12 contacts, 27 attempts, 258 s on the phone
  completed: 3
  interested: 3
  not reached: 1
  not_interested: 3
  requested_callback_later: 2
";
    assert_eq!(text(output.stdout), expected);
    assert!(output.status.success());
}

/// Kills it when its campaign was created but not launched, and when it is waiting.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn killed_and_started_again_it_goes_on_with_the_same_campaign() {
    let script = Script::new().otherwise([Reply::human().outcome("interested")]);
    let builder = Sandbox::builder().time(Time::real()).script(script);
    let sandbox = builder.start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("spring.csv");
    let rows = "phone_number,first_name\n+33639980101,Camille\n+33639980102,Jules\n";
    std::fs::write(&file, rows).unwrap();
    // It is killed while it waits for this response.
    let late = Fault::hang().before_accepting().on("campaigns_launch");
    sandbox.inject(late.times(1)).unwrap();

    let asked = |sandbox: &Sandbox| {
        let requests = sandbox.requests();
        requests
            .iter()
            .any(|it| it.operation_id() == Some("campaigns_launch"))
    };
    let launched = |sandbox: &Sandbox| {
        let history = sandbox.history();
        history
            .iter()
            .any(|entry| entry.event == "status initializing")
    };
    let moments: [&dyn Fn(&Sandbox) -> bool; 2] = [&asked, &launched];
    for is_reached in moments {
        let mut child = at(&sandbox, &file).spawn().unwrap();
        let reached = async {
            while !is_reached(&sandbox) {
                assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
                sleep(Duration::from_millis(1)).await;
            }
        };
        let reached = timeout(LIMIT, reached).await;
        reached.unwrap_or_else(|_| panic!("it was not reached within {LIMIT:?}"));
        child.kill().await.unwrap();
    }
    // All calls end in the meantime.
    sandbox.advance(Duration::from_secs(4 * 86_400));
    let output = output(at(&sandbox, &file)).await;

    assert_eq!(text(output.stderr), "");
    let report = text(output.stdout);
    assert!(report.starts_with("2 contacts, 2 attempts, "), "{report}");
    assert!(report.ends_with("\n  interested: 2\n"), "{report}");
    let accepted = |operation: &str| {
        let requests = sandbox.requests().into_iter();
        let of = requests.filter(|it| it.operation_id() == Some(operation));
        of.map(|request| request.accepted()).sum::<u32>()
    };
    assert_eq!(accepted("campaigns_create"), 1);
    assert_eq!(accepted("campaigns_launch"), 1);
}

#[tokio::test]
async fn it_says_what_is_wrong_with_a_file() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("spring.csv");
    for (rows, expected) in [
        (
            "name\nCamille\n",
            ": there is no column phone_number; the first line is `name` and must be: phone_number",
        ),
        (
            "phone_number\n",
            ": there are no contacts below the first line",
        ),
        (
            "phone_number,name\n+33639980101,Camille\n06 39 98,Jules\n",
            "nothing was placed: POST /campaigns: not sent: `contacts[1].to_phone_number` must be a phone number in E.164 form",
        ),
        (
            "phone_number,name\n+33639980101\n",
            " line 2: the row has 1 columns instead of 2",
        ),
    ] {
        std::fs::write(&file, rows).unwrap();
        let output = output(at(&sandbox, &file)).await;
        // All but the message of the client begin with the file.
        let error = text(output.stderr);
        let error = error.trim_start_matches(file.to_str().unwrap());
        assert!(error.starts_with(expected), "{error}");
        assert!(!output.status.success());
    }
    assert!(sandbox.requests().is_empty());
}
