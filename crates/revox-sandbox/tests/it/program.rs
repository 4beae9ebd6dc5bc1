//! The program: what its arguments do, and what it prints.

#![cfg(feature = "cli")]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

use serde_json::{Value, json};

use crate::{LIMIT, within_limit};

/// A running program, which is stopped at the end of the test.
struct Program {
    child: Child,
    lines: Receiver<String>,
    base_url: String,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_revox-sandbox"))
            .args(["--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let printed = BufReader::new(child.stdout.take().unwrap()).lines();
        let (sender, lines) = channel();
        // Reading a pipe has no limit, receiving has; the thread ends with the program.
        std::thread::spawn(move || {
            let mut printed = printed.map_while(Result::ok);
            printed.try_for_each(|line| sender.send(line))
        });
        let mut program = Self {
            child,
            lines,
            base_url: String::new(),
        };
        let line = program.line();
        program.base_url = line
            .strip_prefix("export REVOX_BASE_URL=")
            .unwrap()
            .to_owned();
        let rest = [program.line(), program.line()];
        assert!(rest[0].starts_with("export REVOX_API_KEY='"), "{rest:?}");
        program
    }

    /// The next line that it prints.
    #[track_caller]
    fn line(&mut self) -> String {
        let line = self.lines.recv_timeout(LIMIT);
        line.unwrap_or_else(|error| panic!("no line from the program within {LIMIT:?}: {error}"))
    }

    async fn post(&self, path: &str, key: &str, body: &Value) -> (u16, Value) {
        let url = match path.strip_prefix("/sandbox") {
            Some(_) => self.base_url.replace("/api", path),
            None => format!("{}{path}", self.base_url),
        };
        let request = crate::client().post(url).bearer_auth(key).json(body);
        crate::decode(request.send().await.unwrap()).await
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const KEY: &str = "sandbox-key-not-a-secret";

#[tokio::test]
async fn each_request_is_a_line_that_says_what_became_of_it() {
    let mut program =
        Program::start(&["--clock", "stepped", "--fault", "call_create x1 drop-after"]);
    let order = json!({ "phone_number": "+33639980175", "assistant_id": "assistant_4Tn6yB" });
    let lost = crate::client().post(format!("{}/call", program.base_url));
    assert!(lost.bearer_auth(KEY).json(&order).send().await.is_err());
    program.post("/call", KEY, &order).await;
    program.post("/call", KEY, &json!({ "phone": 1 })).await;
    assert_eq!(
        [program.line(), program.line(), program.line()],
        [
            "2026-06-15T08:00:00Z req_1    POST   /api/call -> no answer call_create [fault: drop-after]",
            "2026-06-15T08:00:00Z req_2    POST   /api/call -> 200 call_create",
            "2026-06-15T08:00:00Z req_3    POST   /api/call -> 400 call_create invalid_body: The body is no \
             `CallCreate`. At /phone: the schema knows no property \"phone\". There is another problem.",
        ]
    );
}

#[tokio::test]
async fn seed_and_script_decide_what_happens() {
    let script = std::env::temp_dir().join(format!("revox-sandbox-{}.json", std::process::id()));
    std::fs::write(
        &script,
        r#"{"otherwise":[{"pickup":"human","outcome":"interested"}]}"#,
    )
    .unwrap();
    let mut ids = Vec::new();
    for seed in ["1", "1", "2"] {
        let path = script.to_str().unwrap();
        let program = Program::start(&["--clock", "stepped", "--seed", seed, "--script", path]);
        let order = json!({ "phone_number": "+33639980175", "assistant_id": "assistant_4Tn6yB" });
        let (_, body) = program.post("/call", KEY, &order).await;
        let id = body["call"]["id"].as_str().unwrap().to_owned();
        program
            .post("/sandbox/clock", KEY, &json!({ "advance_seconds": 600 }))
            .await;
        let search = crate::search(|search| search["call_ids"] = json!([id]));
        let (_, body) = program.post("/call/search", KEY, &search).await;
        assert_eq!(body["calls"][0]["outcome"], "interested");
        ids.push(id);
    }
    std::fs::remove_file(script).unwrap();
    assert_eq!(ids[0], ids[1]);
    assert_ne!(ids[0], ids[2]);
}

#[tokio::test]
async fn with_examples_and_a_key_of_its_own_it_serves_any_test_suite() {
    let program = Program::start(&["--mode", "examples", "--key", "My API Key"]);
    let (status, body) = program
        .post("/call", "My API Key", &json!({ "phone_number": "x" }))
        .await;
    assert_eq!(
        (status, &body["call"]["status"]),
        (200, &json!("scheduled"))
    );
    assert_eq!(
        program
            .post("/call", KEY, &json!({ "phone_number": "x" }))
            .await
            .0,
        401
    );
}

#[tokio::test]
async fn what_it_cannot_do_it_says_and_fails() {
    for (arguments, problem) in [
        (
            ["--clock", "soon"],
            "`soon` is none of `real`, `stepped` and, say, `60x`",
        ),
        (
            ["--mode", "both"],
            "`both` is neither `stateful` nor `examples`",
        ),
        (
            ["--fault", "explode"],
            "`explode` does not say what goes wrong",
        ),
        (
            ["--fault", "no_operation hang"],
            "there is no operation `no_operation`",
        ),
        (["--script", "/no/such/file"], "/no/such/file"),
    ] {
        let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_revox-sandbox"));
        command.args(["--port", "0"]).args(arguments);
        command.kill_on_drop(true);
        let ended = within_limit(format!("{arguments:?} to be refused"), command.output());
        let program = ended.await.unwrap();
        assert!(!program.status.success(), "{arguments:?}");
        let said = String::from_utf8(program.stderr).unwrap();
        assert!(said.contains(problem), "{said}");
    }
}
