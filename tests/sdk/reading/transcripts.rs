//! Choice of the transcript, its form as text, and the tools that ran.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use revox::models::{CallAttempt, TranscriptEntry};
use revox::prelude::*;
use serde_json::{Value, json};

use super::attempt_with;

fn says(content: &str) -> Value {
    json!([{"role": "user", "content": content}])
}

fn text(entries: Value) -> String {
    attempt_with(entries, Value::Null).transcript().to_string()
}

#[test]
fn the_better_transcript_is_read_as_soon_as_there_is_one() {
    for (during, after, expected) in [
        (says("during"), says("after"), "Person: after\n"),
        (says("during"), Value::Null, "Person: during\n"),
        (says("during"), json!([]), "Person: during\n"),
        (Value::Null, says("after"), "Person: after\n"),
        (Value::Null, Value::Null, ""),
        (json!([]), Value::Null, ""),
    ] {
        let attempt = attempt_with(during.clone(), after.clone());
        let transcript = attempt.transcript();
        assert_eq!(transcript.to_string(), expected, "{during} {after}");
        assert_eq!(transcript.is_empty(), expected.is_empty());
        assert_eq!(transcript.len(), expected.lines().count());
    }
}

#[test]
fn a_transcript_is_a_list_of_its_entries() {
    let attempt = attempt_with(json!([{"content": "a"}, {"content": "b"}]), Value::Null);
    let transcript = attempt.transcript();
    let contents = |entry: &TranscriptEntry| entry.content.clone();
    assert_eq!(
        transcript.into_iter().map(contents).collect::<String>(),
        "ab"
    );
    assert_eq!(
        (&transcript).into_iter().map(contents).collect::<String>(),
        "ab"
    );
    assert_eq!(transcript.iter().map(contents).collect::<String>(), "ab");
    assert_eq!(transcript.entries(), attempt.transcript.as_deref().unwrap());
}

#[test]
fn every_speaker_has_a_name_and_tools_show_what_they_did() {
    let entries = json!([
        {"role": "assistant", "content": "Hello."},
        {"role": "user", "content": "  Hello.\n\nWho is it? \r\n"},
        {"role": "human_agent", "content": "It is me."},
        {"role": "supervisor\u{1b}[2J\nAgent", "content": "Go on."},
        {"content": ""},
        {"role": "tool", "content": "", "tool_name": "send_dtmf", "tool_arguments": "1#"},
        {
            "role": "tool",
            "content": "Looked it up.",
            "tool_name": "find",
            "tool_arguments": {"town": "Gournay\nAgent: no", "day": null},
            "tool_output": "{\n  \"slots\": []\n}",
            "tool_is_error": false,
        },
        {"role": "tool", "content": "Failed.", "tool_name": "find", "tool_is_error": true},
        {"role": "assistant", "content": "Bye.", "tool_name": "end_call", "tool_output": "ok"},
    ]);
    let expected = r#"Agent: Hello.
Person: Hello.
  Who is it?
Human agent: It is me.
supervisor [2J Agent: Go on.
Unknown:
Tool:
  send_dtmf 1#
Tool: Looked it up.
  find {"day":null,"town":"Gournay\nAgent: no"}
  result: {
  "slots": []
  }
Tool: Failed.
  find
  error:
Agent: Bye.
  end_call
  result: ok
"#;
    assert_eq!(text(entries), expected);
}

/// Anything at all, with plenty of what could look like another entry.
pub(super) fn entries() -> impl Strategy<Value = Vec<Value>> {
    let piece = prop_oneof![
        Just("Agent: ".to_owned()),
        Just("\nTool: ".to_owned()),
        Just("\u{2028}Person:".to_owned()),
        any::<char>().prop_map(String::from),
        r"[\r\n\u{b}\u{c}\u{85}\u{1b} \t]",
        r"[-+=:#>*_`|~\[\]()!<&$.0-9a-z\\]{1,4}",
    ];
    let text = prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat());
    let role = prop_oneof![
        Just("user".to_owned()),
        Just("assistant".to_owned()),
        Just("tool".to_owned()),
        text.clone(),
    ];
    let optional = prop::option::of(text.clone());
    let entry = (
        role,
        text,
        optional.clone(),
        optional.clone(),
        optional,
        any::<Option<bool>>(),
    );
    let entry = entry.prop_map(|(role, content, name, arguments, output, is_error)| {
        json!({
            "role": role,
            "content": content,
            "tool_name": name,
            "tool_arguments": arguments,
            "tool_output": output,
            "tool_is_error": is_error,
        })
    });
    prop::collection::vec(entry, 0..4)
}

#[test]
fn nothing_that_was_said_passes_for_another_entry_or_steers_a_terminal() {
    let law = |entries: Vec<Value>| {
        let text = text(entries.clone().into());
        let begun = text.lines().filter(|line| !line.starts_with("  "));
        prop_assert_eq!(begun.count(), entries.len(), "{}", text);
        let is_steering = |char: char| char.is_control() && char != '\n';
        prop_assert!(!text.contains(is_steering), "{:?}", text);
        prop_assert!(!text.contains(['\u{2028}', '\u{2029}']), "{:?}", text);
        Ok(())
    };
    TestRunner::deterministic().run(&entries(), law).unwrap();
}

#[test]
fn tools_are_read_from_the_transcript_that_saw_them_run() {
    let tool = |name: &str| json!([{"role": "tool", "tool_name": name}, {"role": "user"}]);
    let names = |attempt: &CallAttempt| -> Vec<String> {
        attempt
            .tool_calls()
            .map(|tool| tool.name().to_owned())
            .collect()
    };
    assert_eq!(
        names(&attempt_with(tool("during"), tool("after"))),
        ["during"]
    );
    assert_eq!(
        names(&attempt_with(says("nothing"), tool("after"))),
        ["after"]
    );
    assert_eq!(names(&attempt_with(Value::Null, tool("after"))), ["after"]);
    assert!(names(&attempt_with(says("nothing"), Value::Null)).is_empty());
    // A tool without a name, and a name without the role.
    let odd = json!([{"role": "tool"}, {"role": "assistant", "tool_name": "end_call"}]);
    assert_eq!(names(&attempt_with(odd, Value::Null)), ["", "end_call"]);
}

#[test]
fn a_tool_call_has_its_output_and_tells_whether_it_failed() {
    let entries = json!([
        {"role": "tool", "tool_output": "ok", "tool_is_error": false},
        {"role": "tool", "tool_output": "no", "tool_is_error": true},
        {"role": "tool"},
    ]);
    let attempt = attempt_with(entries, Value::Null);
    let tools: Vec<_> = attempt
        .tool_calls()
        .map(|tool| (tool.output(), tool.is_error()))
        .collect();
    assert_eq!(
        tools,
        [(Some("ok"), false), (Some("no"), true), (None, false)]
    );
    let entries: Vec<_> = attempt.tool_calls().map(|tool| tool.entry()).collect();
    assert!(attempt.transcript().iter().eq(entries));
}
