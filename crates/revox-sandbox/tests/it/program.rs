//! The program: what its arguments do, and what it prints.

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
    /// The lines that a shell evaluates.
    exports: String,
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
            exports: String::new(),
        };
        let line = program.line();
        program.base_url = line
            .strip_prefix("export REVOX_BASE_URL=")
            .unwrap()
            .to_owned();
        let rest = [program.line(), program.line()];
        assert!(rest[0].starts_with("export REVOX_API_KEY='"), "{rest:?}");
        program.exports = [line, rest.join("\n")].join("\n");
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
            "2026-06-15T08:00:00Z req_1    POST   /api/call -> no response call_create [fault: drop-after]",
            "2026-06-15T08:00:00Z req_2    POST   /api/call -> 200 call_create",
            "2026-06-15T08:00:00Z req_3    POST   /api/call -> 400 call_create invalid_body: The body is not a valid \
             `CallCreate`. At /phone: the schema knows no property \"phone\". There is another problem.",
        ]
    );
}

#[tokio::test]
async fn each_webhook_is_a_line_that_says_what_became_of_it() {
    let mut program = Program::start(&[
        "--clock",
        "stepped",
        "--allow-webhooks-to",
        "hooks.example",
        "--fault",
        "webhook x1 lose",
    ]);
    let assistant = json!({ "prompt": "Hello", "webhook_url": "http://hooks.example/x" });
    let order = json!({ "phone_number": "+33639980175", "assistant": assistant });
    let (_, placed) = program.post("/call", KEY, &order).await;
    let id = placed["call"]["id"].as_str().unwrap();
    assert!(program.line().ends_with(" -> 200 call_create"));
    let url = format!("{}/call/{id}/cancel", program.base_url);
    let cancelled = crate::client().post(url).bearer_auth(KEY).send().await;
    assert_eq!(cancelled.unwrap().status(), 200);
    assert!(program.line().contains(" call_cancel"));
    let expected = format!(
        "2026-06-15T08:00:00Z hook_1   POST   http://hooks.example/x -> lost {id} [fault: lose]"
    );
    assert_eq!(program.line(), expected);
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

/// The exit code and the output of the program, for arguments with which it does not serve.
async fn output(arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut program = tokio::process::Command::new(env!("CARGO_BIN_EXE_revox-sandbox"));
    program.args(arguments).kill_on_drop(true);
    let ended = within_limit(format!("{arguments:?} to be refused"), program.output());
    let output = ended.await.unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[tokio::test]
async fn help_names_every_option_and_its_default() {
    let (code, help, _) = output(&["--help"]).await;
    assert_eq!(code, Some(0));
    for option in [
        "--host",
        "--port",
        "--seed",
        "--clock",
        "--mode",
        "--key",
        "--script",
        "--fault",
        "--allow-host",
    ] {
        assert!(help.contains(&format!("      {option} <")), "{help}");
    }
    assert_eq!(help.matches("[default: ").count(), 6, "{help}");
    for (word, meaning) in revox_sandbox::Fault::words() {
        let line = format!("  {word:<18} {meaning}\n");
        assert!(help.contains(&line), "{line}: {help}");
    }
    for (word, meaning) in revox_sandbox::Fault::webhook_words() {
        let line = format!("  {word:<18} {meaning}\n");
        assert!(help.contains(&line), "{line}: {help}");
    }
    assert!(
        help.contains("      --allow-webhooks-to <HOST>\n"),
        "{help}"
    );
    assert_eq!(output(&["-h"]).await, (Some(0), help, String::new()));

    let version = format!("revox-sandbox {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(output(&["-V"]).await, (Some(0), version, String::new()));
}

#[tokio::test]
async fn arguments_that_make_no_sense_are_refused_in_one_line() {
    for (arguments, problem) in [
        (
            &["--clock", "soon"] as &[_],
            "--clock \"soon\": `soon` is none of `real`, `stepped` and, say, `60x`; see --help",
        ),
        (
            &["--mode=both"],
            "--mode \"both\": `both` is neither `stateful` nor `examples`; see --help",
        ),
        (
            &["--port", "65536"],
            "--port \"65536\": number too large to fit in target type; see --help",
        ),
        (
            &["--host", "nowhere"],
            "--host \"nowhere\": invalid IP address syntax; see --help",
        ),
        (
            &["--seed", "-1"],
            "--seed \"-1\": invalid digit found in string; see --help",
        ),
        (
            &["--script"],
            "missing argument for option '--script'; see --help",
        ),
        (&["--prot", "1"], "invalid option '--prot'; see --help"),
        (&["4010"], "unexpected argument \"4010\"; see --help"),
    ] {
        let refused = output(arguments).await;
        let expected = (Some(2), String::new(), format!("{problem}\n"));
        assert_eq!(refused, expected, "{arguments:?}");
    }
}

#[tokio::test]
async fn what_it_cannot_do_it_says_and_fails() {
    for (arguments, problem) in [
        (
            ["--fault", "explode"],
            "`explode` does not say what goes wrong",
        ),
        (
            ["--fault", "no_operation hang"],
            "unknown operation `no_operation`; expected one of: call_create, ",
        ),
        (
            ["--fault", "status=42"],
            "`status=42` is not from 200 to 599; expected",
        ),
        (["--script", "/no/such/file"], "/no/such/file"),
    ] {
        let (code, _, said) = output(&[&["--port", "0"], arguments.as_slice()].concat()).await;
        assert_ne!(code, Some(0), "{arguments:?}");
        assert!(said.contains(problem), "{said}");
    }
}

/// The printed lines set the variables in a shell, whatever the key.
#[cfg(unix)]
#[tokio::test]
async fn a_key_with_quotes_is_exported_as_it_is() {
    let key = r#"it's "a" $key `x` \ '"'"#;
    let program = Program::start(&["--key", key]);
    let script = format!("{}\nprintf %s \"$REVOX_API_KEY\"", program.exports);
    let mut shell = tokio::process::Command::new("sh");
    shell.args(["-c", &script]).kill_on_drop(true);
    let ended = within_limit("the shell to print the key", shell.output());
    let output = ended.await.unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), key);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

/// In a container it listens on all addresses, and goes by the container's name.
#[tokio::test]
async fn host_and_allow_host_serve_containers() {
    let program = Program::start(&["--host", "0.0.0.0", "--allow-host", "revox"]);
    assert!(
        program.base_url.starts_with("http://127.0.0.1:"),
        "{}",
        program.base_url
    );
    let url = format!("{}/users/me", program.base_url);
    for (host, expected) in [("revox:4010", 200), ("evil.example", 403)] {
        let request = crate::client()
            .get(&url)
            .bearer_auth(KEY)
            .header("host", host);
        assert_eq!(request.send().await.unwrap().status(), expected, "{host}");
    }
}

/// A request under way gets its response, and the program succeeds.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_signal_ends_it_cleanly() {
    use rustix::process::{Pid, Signal, kill_process};

    for signal in [Signal::TERM, Signal::INT] {
        let mut program = Program::start(&["--fault", "latency=3600"]);
        let url = format!("{}/users/me", program.base_url);
        let request = crate::client().get(url).bearer_auth(KEY).send();
        let request = tokio::spawn(request);
        // The line tells that the request has arrived.
        let line = tokio::task::block_in_place(|| program.line());
        assert!(line.contains("users_retrieve"), "{line}");
        kill_process(Pid::from_child(&program.child), signal).unwrap();
        assert_eq!(request.await.unwrap().unwrap().status(), 200);
        let ended = within_limit("the program to end", async {
            loop {
                match program.child.try_wait().unwrap() {
                    Some(status) => break status,
                    None => tokio::task::yield_now().await,
                }
            }
        });
        let status = ended.await;
        assert!(status.success(), "{status}");
    }
}

/// A person at a terminal cannot call a function.
#[tokio::test]
async fn messages_name_no_function_of_the_library() {
    let program = Program::start(&[]);
    let (_, refused) = program.post("/call", "wrong", &json!({})).await;
    let message = refused["message"].as_str().unwrap();
    assert!(
        message.contains("API key") && !message.contains("::"),
        "{message}"
    );
}
