//! The example `fleet`, as processes that are killed.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::Duration;

use revox_sandbox::{Fault, Sandbox, Time};
use revox_tests::postgres::{Database, Server};
use revox_tests::within::within;
use tokio::process::{Child, Command};
use tokio::time::sleep;

const LEADS: usize = 24;

/// The limit for processes that wait for one another's leases.
const LIMIT: Duration = Duration::from_secs(120);

fn program(arguments: &[&str], url: &str, sandbox: &Sandbox) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fleet"));
    command
        .args(arguments)
        .env("DATABASE_URL", url)
        .env("REVOX_API_KEY", sandbox.api_key())
        .env("REVOX_BASE_URL", sandbox.base_url())
        .stdout(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// Number of call orders of each key. The sandbox has one from the start, which has none.
fn orders(sandbox: &Sandbox) -> BTreeMap<String, usize> {
    let mut orders = BTreeMap::new();
    for id in sandbox.call_ids() {
        let call = sandbox.call(&id).unwrap();
        if let Some(key) = call.pointer("/metadata/revox_placement_key") {
            let key = key.as_str().unwrap().to_owned();
            *orders.entry(key).or_default() += 1;
        }
    }
    orders
}

/// A sandbox whose call orders have the time of the workers that place them.
async fn sandbox() -> Sandbox {
    Sandbox::builder().time(Time::real()).start().await.unwrap()
}

/// A database that the example has to itself, since its tables have names of their own.
async fn database(server: &Server) -> Database {
    let mut database = server.database();
    let name = &database.schema;
    let sql = format!("CREATE DATABASE {name}");
    database.client().await.batch_execute(&sql).await.unwrap();
    database.url = database.url_with(&format!("dbname={name}"));
    database
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn each_lead_is_called_once_whichever_worker_is_killed() {
    let Some(server) = Server::private() else {
        return;
    };
    let database = database(&server).await;
    let sandbox = sandbox().await;
    // Whenever a worker is killed, a response is on its way.
    let slow = Fault::latency(Duration::from_millis(150)).on("call_create");
    sandbox.inject(slow).unwrap();
    let leads = LEADS.to_string();
    let mut fill = program(&["fill", &leads], &database.url, &sandbox);
    let filled = within(LIMIT, "leads", fill.output()).await.unwrap();
    assert!(filled.status.success(), "{filled:?}");

    let start = || program(&["work"], &database.url, &sandbox).spawn().unwrap();
    let mut workers: Vec<Child> = (0..3).map(|_| start()).collect();
    for (victim, count) in [(0, 3), (1, 6), (2, 9), (0, 12)] {
        let reached = async {
            while orders(&sandbox).len() < count {
                sleep(Duration::from_millis(1)).await;
            }
        };
        within(LIMIT, "call orders", reached).await;
        within(LIMIT, "the end of a worker", workers[victim].kill())
            .await
            .unwrap();
        workers[victim] = start();
    }
    let mut called = 0;
    for worker in workers {
        let output = within(LIMIT, "a worker", worker.wait_with_output())
            .await
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        let report = String::from_utf8(output.stdout).unwrap();
        let count = report.split(' ').next().unwrap().parse::<usize>().unwrap();
        called += count;
    }

    let orders = orders(&sandbox);
    assert_eq!(orders.len(), LEADS, "{orders:?}");
    assert!(orders.values().all(|count| *count == 1), "{orders:?}");
    let sql =
        "SELECT count(sandbox_call_id), count(DISTINCT sandbox_call_id), count(sandbox_problem)
               FROM leads";
    let row = database.client().await.query_one(sql, &[]).await.unwrap();
    let counts: (i64, i64, i64) = (row.get(0), row.get(1), row.get(2));
    assert_eq!(counts, (LEADS as i64, LEADS as i64, 0));
    // Those who were killed called the rest.
    assert!((1..=LEADS).contains(&called), "{called}");
}

/// Someone who was called at the sandbox is still to be called for real.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_rehearsal_and_the_real_calls_are_kept_apart() {
    let Some(server) = Server::private() else {
        return;
    };
    let database = database(&server).await;
    let [rehearsal, real] = [sandbox().await, sandbox().await];
    let run = async |arguments: &[&str], sandbox: &Sandbox| {
        let mut command = program(arguments, &database.url, sandbox);
        let command = command.env("REVOX_LOG", "info").stderr(Stdio::piped());
        let output = within(LIMIT, "a worker", command.output()).await.unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr))
    };
    let (_, error) = run(&["work"], &rehearsal).await;
    let expected = "there is no table of leads: insert some with `fill 1000` first\n";
    assert!(error.ends_with(expected), "{error}");
    let (report, _) = run(&["fill", "2"], &rehearsal).await;
    assert_eq!(report, "2 leads inserted: start workers with `work`\n");

    let called = "2 leads called by this worker; none is left\n";
    let (report, log) = run(&["work"], &rehearsal).await;
    assert_eq!(report, called);
    assert!(log.contains("INFO"), "{log}");
    let (report, _) = run(&["work"], &rehearsal).await;
    assert_eq!(
        report,
        "0 leads called by this worker: none was left; insert more with `fill 1000`\n"
    );
    // A second sandbox stands for the real API.
    let (report, _) = run(&["work", "--live"], &real).await;
    assert_eq!(report, called);
    for sandbox in [&rehearsal, &real] {
        assert_eq!(orders(sandbox).len(), 2);
    }
    let both: Vec<_> = orders(&rehearsal)
        .into_keys()
        .chain(orders(&real).into_keys())
        .collect();
    assert_eq!(
        both,
        [
            "sandbox/spring-campaign/lead-1",
            "sandbox/spring-campaign/lead-2",
            "spring-campaign/lead-1",
            "spring-campaign/lead-2",
        ]
    );
}

#[tokio::test]
async fn it_says_what_to_set() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut command = program(&["work"], "", &sandbox);
    command.env_remove("DATABASE_URL");
    let output = within(LIMIT, "an error", command.output()).await.unwrap();
    assert!(!output.status.success());
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(error, "set DATABASE_URL\n");
}
