//! Structured output and arguments of tools in the caller's type: what is corrected, and what an error
//! tells and keeps to itself.

use revox::models::{Call, CallAttempt};
use revox::prelude::*;
use revox::{ExtractError, ToolCall};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn attempt(output: &Value) -> CallAttempt {
    let attempt = json!({"id": "attempt_1", "status": "completed", "structured_output": output});
    serde_json::from_value(attempt).unwrap()
}

fn read<T: DeserializeOwned>(output: &Value) -> Result<T, ExtractError> {
    attempt(output).structured_output()
}

#[derive(Debug, PartialEq, Deserialize)]
struct Lead {
    name: String,
    panels: u32,
    share: Option<f64>,
    side: Option<Side>,
    #[serde(default)]
    declined: bool,
    #[serde(default)]
    notes: Vec<Note>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Side {
    North,
    South,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Note {
    hour: u8,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Flattened {
    #[serde(flatten)]
    lead: Lead,
}

fn lead() -> Lead {
    Lead {
        name: "Camille".into(),
        panels: 12,
        share: None,
        side: None,
        declined: false,
        notes: Vec::new(),
    }
}

#[test]
fn a_null_is_as_absent_and_a_whole_number_as_an_integer() {
    for output in [
        json!({"name": "Camille", "panels": 12}),
        json!({"name": "Camille", "panels": 12.0, "share": null, "side": null, "declined": null}),
        json!({"name": "Camille", "panels": 12.0, "notes": null, "unknown": {"a": [null]}}),
    ] {
        assert_eq!(read::<Lead>(&output).unwrap(), lead(), "{output}");
        assert_eq!(read::<Flattened>(&output).unwrap().lead, lead(), "{output}");
    }
    let output = json!({"name": "Camille", "panels": 12, "notes": [{"hour": 3.0, "x": null}]});
    assert_eq!(read::<Lead>(&output).unwrap().notes, [Note { hour: 3 }]);
}

/// Corrections come second: a type that accepts the data as it is gets it so.
#[test]
fn a_type_that_takes_nulls_and_fractions_gets_them() {
    let output = json!({"name": null, "panels": 12.0});
    assert_eq!(read::<Value>(&output).unwrap(), output);
}

#[test]
fn an_error_names_the_field_and_keeps_the_json() {
    let name = "Camille Laurent, +33639980142";
    for (change, expected) in [
        (
            json!({"panels": "about 4711"}),
            "`panels` does not fit the type: expected u32, found string",
        ),
        (
            json!({"panels": -4711}),
            "`panels` does not fit the type: expected u32, found integer",
        ),
        (
            json!({"panels": 4711.5}),
            "`panels` does not fit the type: expected u32, found floating point",
        ),
        (
            json!({"panels": {"4711": 4711}}),
            "`panels` does not fit the type: expected u32, found map",
        ),
        (
            json!({"name": [4711]}),
            "`name` does not fit the type: expected a string, found sequence",
        ),
        (
            json!({"name": true}),
            "`name` does not fit the type: expected a string, found boolean",
        ),
        (json!({"name": null}), "`name` is missing or null"),
        (json!({"panels": null}), "`panels` is missing or null"),
        (
            json!({"side": "4711, expected x"}),
            "`side` does not fit the type: expected `north` or `south`, found another text",
        ),
        (
            json!({"notes": [{"hour": 3}, {"hour": 4711}]}),
            "`notes[1].hour` does not fit the type: expected u8, found integer",
        ),
        (
            json!({"notes": [{"minute": 4711}]}),
            "`notes[0].hour` is missing or null",
        ),
        (
            json!({"notes": [4711]}),
            "`notes[0]` does not fit the type: expected struct Note, found integer",
        ),
    ] {
        let mut output = json!({"name": name, "panels": 12});
        let Value::Object(change) = change else {
            panic!("{change}");
        };
        output.as_object_mut().unwrap().extend(change);
        let error = read::<Lead>(&output).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.json(), Some(&output));
        assert!(!error.is_missing());
        let path = expected.split('`').nth(1);
        assert_eq!(error.path(), path, "{output}");
        let shown = format!("{error} {error:?}");
        assert!(
            !shown.contains("4711") && !shown.contains("Camille"),
            "{shown}"
        );
    }
}

#[test]
fn a_field_of_a_flattened_struct_is_named_where_one_value_alone_can_be_meant() {
    let error = |output: Value| read::<Flattened>(&output).unwrap_err().to_string();
    assert_eq!(
        error(json!({"name": "Camille", "panels": "many"})),
        "`panels` does not fit the type: expected u32, found string"
    );
    assert_eq!(
        error(json!({"name": "Camille", "panels": 1, "side": "up"})),
        "`side` does not fit the type: expected `north` or `south`, found another text"
    );
    assert_eq!(
        error(json!({"name": "many", "panels": "many"})),
        "`.` does not fit the type: expected u32, found string"
    );
    assert_eq!(error(json!({"panels": 1})), "`name` is missing or null");
}

#[test]
fn an_error_of_the_type_itself_is_not_quoted() {
    #[derive(Debug, Deserialize)]
    struct Visit {
        #[expect(dead_code)]
        day: revox::jiff::civil::Date,
    }
    let error = read::<Visit>(&json!({"day": "Tuesday 4711"})).unwrap_err();
    assert_eq!(error.to_string(), "`day` does not fit the type");
    let error = read::<Vec<u8>>(&json!({"day": 4711})).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`.` does not fit the type: expected a sequence, found map"
    );
}

#[test]
fn data_that_is_not_there_is_missing() {
    let error = read::<Lead>(&Value::Null).unwrap_err();
    assert!(error.is_missing());
    assert_eq!((error.path(), error.json()), (None, None));
    assert!(
        error
            .to_string()
            .starts_with("the attempt has no structured output: its analysis")
    );

    let call: Call = serde_json::from_value(json!({"id": "call_1", "status": "calling"})).unwrap();
    let error = call.structured_output::<Lead>().unwrap_err();
    assert!(error.is_missing());
    assert!(
        error
            .to_string()
            .ends_with("none of its attempts is completed"),
        "{error}"
    );
}

fn with_arguments(arguments: &Value) -> CallAttempt {
    serde_json::from_value(json!({
        "id": "attempt_1",
        "status": "completed",
        "transcript": [{"role": "tool", "tool_name": "note", "tool_arguments": arguments}],
    }))
    .unwrap()
}

#[test]
fn arguments_of_a_tool_are_an_object_or_its_text() {
    let arguments = |arguments: Value| {
        let attempt = with_arguments(&arguments);
        let note = attempt
            .tool_calls()
            .next()
            .map(|tool: ToolCall<'_>| tool.arguments::<Note>());
        note.unwrap()
            .map_err(|error| (error.to_string(), error.is_missing()))
    };
    assert_eq!(arguments(json!({"hour": 3})), Ok(Note { hour: 3 }));
    assert_eq!(arguments(json!({"hour": 3.0})), Ok(Note { hour: 3 }));
    assert_eq!(arguments(json!(r#"{"hour": 3}"#)), Ok(Note { hour: 3 }));
    let mismatch = |text: &str| Err((text.to_owned(), false));
    assert_eq!(
        arguments(json!({"hour": "4711"})),
        mismatch("`hour` does not fit the type: expected u8, found string")
    );
    assert_eq!(
        arguments(json!("at 4711")),
        mismatch("`.` does not fit the type: expected struct Note, found string")
    );
    assert_eq!(
        arguments(json!([true])),
        mismatch("`[0]` does not fit the type: expected u8, found boolean")
    );
    let missing = ("the tool call has no arguments".to_owned(), true);
    assert_eq!(arguments(Value::Null), Err(missing));

    let attempt = with_arguments(&json!("at noon"));
    let text: String = attempt.tool_calls().next().unwrap().arguments().unwrap();
    assert_eq!(text, "at noon");
}
