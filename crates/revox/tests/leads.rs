//! The example that calls the leads of a CSV file, run as a program.

// The example needs the feature. In the published package, whose development dependencies cannot
// name the package itself, it is off.
#![cfg(feature = "journal-file")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use revox_sandbox::{Fault, Quirks, Sandbox, Time};
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

const LIMIT: Duration = Duration::from_secs(120);

const LEADS: usize = 24;

/// The example that cargo builds along with this test.
fn program(arguments: &[&str]) -> Command {
    let test = std::env::current_exe().unwrap();
    let profile: PathBuf = test.ancestors().nth(2).unwrap().into();
    let example = format!("leads{}", std::env::consts::EXE_SUFFIX);
    let mut command = Command::new(profile.join("examples").join(example));
    command
        .args(arguments)
        .env_remove("REVOX_API_KEY")
        .env_remove("REVOX_BASE_URL")
        .kill_on_drop(true);
    command
}

/// The example with the leads of this file, at a sandbox beside it.
fn at(sandbox: &Sandbox, file: &Path) -> Command {
    let mut command = program(&["--sandbox", file.to_str().unwrap()]);
    command
        .env("REVOX_API_KEY", sandbox.api_key())
        .env("REVOX_BASE_URL", sandbox.base_url());
    command
}

/// A sandbox whose call orders have the time of the program that places them.
async fn sandbox() -> Sandbox {
    let builder = Sandbox::builder().time(Time::real());
    builder.start().await.unwrap()
}

async fn output(mut command: Command) -> Output {
    let output = timeout(LIMIT, command.output()).await;
    let output = output.unwrap_or_else(|_| panic!("{command:?} did not end within {LIMIT:?}"));
    output.unwrap()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
}

/// Number of call orders of each key. The sandbox has one from the start, which has none.
fn orders(sandbox: &Sandbox) -> BTreeMap<String, usize> {
    let mut orders = BTreeMap::new();
    for id in sandbox.call_ids() {
        let call = sandbox.call(&id).unwrap();
        let key = call.pointer("/metadata/revox_placement_key");
        if let Some(key) = key.and_then(|key| key.as_str()) {
            *orders.entry(key.to_owned()).or_default() += 1;
        }
    }
    orders
}

/// Kills the program as soon as the sandbox has so many of its call orders.
async fn kill_at(count: usize, sandbox: &Sandbox, mut child: Child) {
    let reached = async {
        while orders(sandbox).len() < count {
            assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
            sleep(Duration::from_millis(1)).await;
        }
    };
    let reached = timeout(LIMIT, reached).await;
    reached.unwrap_or_else(|_| panic!("no {count} call orders within {LIMIT:?}"));
    child.kill().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn each_lead_is_called_once_however_often_the_program_is_killed() {
    let mut random = fastrand::Rng::with_seed(5);
    let sandbox = sandbox().await;
    // Whenever the program is killed, responses are on their way.
    let slow = Fault::latency(Duration::from_millis(300)).on("call_create");
    sandbox.inject(slow).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("leads.csv");
    let mut rows = "id,phone_number,first_name\n".to_owned();
    for id in 0..LEADS {
        writeln!(rows, "{id},+3363998{id:04},Camille").unwrap();
    }
    rows.push_str("nobody,06 39 98,Camille\n");
    std::fs::write(&file, rows).unwrap();

    let mut count = 0;
    for _ in 0..3 {
        count += random.usize(3..=7);
        let child = at(&sandbox, &file).stdout(Stdio::null()).spawn().unwrap();
        kill_at(count, &sandbox, child).await;
        count = orders(&sandbox).len();
        assert!(count < LEADS, "it was killed in the middle");
    }
    let output = output(at(&sandbox, &file)).await;

    let orders = orders(&sandbox);
    assert_eq!(orders.len(), LEADS, "{orders:?}");
    assert!(orders.values().all(|count| *count == 1), "{orders:?}");
    let report = text(output.stdout);
    let wrong = format!("line {}: `phone_number` ", LEADS + 2);
    assert!(report.starts_with(&wrong), "{report}");
    let summary = report.lines().nth(1).unwrap();
    let numbers = summary
        .split(' ')
        .filter_map(|word| word.parse::<usize>().ok());
    assert_eq!(numbers.sum::<usize>(), LEADS, "{report}");
    assert!(!report.contains("undecided"), "{report}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn it_names_what_is_undecided_and_what_to_do() {
    let sandbox = sandbox().await;
    // The response is lost, and the call order cannot be told from that of somebody else.
    sandbox.set_quirks(Quirks::new().without_metadata());
    let lost = Fault::drop_after_accepting().on("call_create").times(1);
    sandbox.inject(lost).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("leads.csv");
    std::fs::write(&file, "id,phone_number,first_name\n7,+33639980007,Jules\n").unwrap();

    let output = output(at(&sandbox, &file)).await;

    assert!(!output.status.success());
    let report = text(output.stdout);
    assert!(
        report.contains("1 undecided: run this again later"),
        "{report}"
    );
    let line =
        "  line 2, key spring-campaign/lead-7: the placement may or may not have taken effect: ";
    assert!(report.contains(line), "{report}");
}

#[tokio::test]
async fn it_calls_the_leads_of_the_file_beside_it() {
    let output = output(program(&[])).await;
    assert_eq!(text(output.stdout), "12 placed now, 0 placed before\n");
    assert!(output.status.success());
}

#[tokio::test]
async fn it_reports_wrong_rows_with_their_lines_and_calls_the_others() {
    let sandbox = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("leads.csv");
    let rows = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/leads_with_mistakes.csv");
    std::fs::copy(rows, &file).unwrap();
    let output = output(at(&sandbox, &file)).await;
    let expected = "\
line 4: `phone_number` must be a phone number in E.164 form: `+`, country code and number, at most 15 \
digits and nothing in between, as in `+33639980142`
line 6: the row has 2 columns instead of 3
line 9: line 5 has the same id
line 11: the id is missing
8 placed now, 0 placed before
4 rows are invalid, see above: correct them, and run this again
";
    assert_eq!(text(output.stdout), expected);
    assert!(!output.status.success());
}

#[tokio::test]
async fn it_says_what_is_wrong_with_a_file() {
    let sandbox = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("leads.csv");
    let columns = "id,phone_number,first_name";
    for (rows, expected) in [
        (
            "",
            "the file is empty; its first line must name the columns: COLUMNS",
        ),
        (
            "id;phone_number;first_name\n1;+33639980101;Camille\n",
            "the columns are separated by semicolons; save the file with commas, so that its first line is: COLUMNS",
        ),
        (
            "id,number\n1,+33639980101\n",
            "there is no column phone_number, first_name; the first line is `id,number` and must be: COLUMNS",
        ),
        (
            "id,phone_number,first_name\n",
            "there are no leads below the first line",
        ),
    ] {
        std::fs::write(&file, rows).unwrap();
        let output = output(at(&sandbox, &file)).await;
        let expected = expected.replace("COLUMNS", columns);
        let expected = format!("{}: {expected}\n", file.display());
        assert_eq!(text(output.stderr), expected);
        assert!(!output.status.success());
    }
    // As Excel saves it.
    std::fs::write(
        &file,
        "\u{feff}id,phone_number,first_name\r\n1,+33639980101,Camille\r\n",
    )
    .unwrap();
    assert!(output(at(&sandbox, &file)).await.status.success());
    assert_eq!(orders(&sandbox).len(), 1);
}

#[tokio::test]
async fn it_explains_its_arguments() {
    let output = output(program(&["--help"])).await;
    assert!(!output.status.success());
    assert!(text(output.stderr).starts_with("usage: cargo run --example leads"));
}
