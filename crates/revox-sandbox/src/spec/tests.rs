#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::ops::RangeInclusive;

use serde_json::{Value, json};

use super::{Forms, Operation, Parameter, Segment, Spec};

/// A description with one operation, `POST /things/{id}`.
const DESCRIPTION: &str = r##"{
  "openapi": "3.0.3",
  "info": { "title": "t", "version": "1" },
  "servers": [{ "url": "https://api.example/v1/" }],
  "paths": { "/things/{id}": { "post": {
    "operationId": "thing_update",
    "x-unwrap": "thing",
    "parameters": [
      { "$ref": "#/components/parameters/Id" },
      { "name": "dry", "in": "query", "schema": { "$ref": "#/components/schemas/Short" } }
    ],
    "requestBody": { "content": {} },
    "responses": {
      "400": { "description": "no" },
      "201": { "$ref": "#/components/responses/Thing" }
    }
  } } },
  "components": {
    "parameters": { "Id": {
      "name": "id", "in": "path", "required": true,
      "schema": { "type": "string", "minLength": 2, "maxLength": 9 }
    } },
    "schemas": { "Short": { "type": "string", "maxLength": 3 } },
    "responses": { "Thing": { "description": "yes", "content": { "application/json": {
      "examples": {
        "z": { "value": { "thing": 1 } },
        "a": { "$ref": "#/components/examples/Second" }
      }
    } } } },
    "examples": { "Second": { "value": { "thing": 2 } } }
  }
}"##;

/// [`DESCRIPTION`], changed by `change`.
fn parse_with(change: impl FnOnce(&mut Value)) -> Result<Spec, String> {
    let mut document = serde_json::from_str(DESCRIPTION).unwrap();
    change(&mut document);
    Spec::parse(&document.to_string()).map_err(|error| error.to_string())
}

fn only(spec: &Spec) -> &Operation {
    let [operation] = spec.operations.as_slice() else {
        panic!("one operation");
    };
    operation
}

#[test]
fn the_embedded_description_is_understood() {
    let spec = Spec::embedded().unwrap();
    assert_eq!(spec.prefix, "/api");
    assert!(spec.operations.iter().any(|o| o.id == "call_retrieve"));
}

#[test]
fn an_operation_is_taken_over_with_its_references_followed() {
    let spec = Spec::parse(DESCRIPTION).unwrap();
    assert_eq!(spec.prefix, "/v1");

    let operation = only(&spec);
    assert_eq!(operation.id, "thing_update");
    assert_eq!(operation.method, "POST");
    assert_eq!(operation.success, 201);
    assert!(operation.body.is_some());
    assert_eq!(operation.envelope.as_deref(), Some("thing"));

    let [Segment::Literal(things), Segment::Parameter(id)] = operation.path.as_slice() else {
        panic!("{}", operation.id);
    };
    assert_eq!(things, "things");
    assert_eq!(lengths(id), 2..=9);

    let [dry] = operation.query.as_slice() else {
        panic!("{}", operation.id);
    };
    assert!(!dry.required);
    assert_eq!(lengths(dry), 0..=3);
}

/// How long a text may be, of up to twenty characters.
fn lengths(parameter: &Parameter) -> RangeInclusive<usize> {
    let fits = |length: &usize| {
        let text = "x".repeat(*length).into();
        parameter.schema.problems(&text, Forms::Checked).is_empty()
    };
    let mut fitting = (0..20).filter(fits);
    fitting.next().unwrap()..=fitting.next_back().unwrap()
}

#[test]
fn the_first_example_of_the_description_counts() {
    let spec = Spec::parse(DESCRIPTION).unwrap();
    assert_eq!(only(&spec).example, json!({ "thing": 1 }));
}

#[test]
fn the_more_literal_path_comes_first_wherever_it_stands() {
    let operation = |id| {
        format!(
            r##""get": {{
              "operationId": "{id}",
              "parameters": [{{ "name": "x", "in": "path", "required": true, "schema": {{}} }}],
              "responses": {{ "201": {{ "$ref": "#/components/responses/Thing" }} }}
            }}"##
        )
    };
    let paths = format!(
        r#""paths": {{ "/{{x}}/b": {{ {} }}, "/a/{{x}}": {{ {} }}, "/a/b": {{ {} }},"#,
        operation("third"),
        operation("second"),
        operation("first"),
    );
    let description = DESCRIPTION.replace(r#""paths": {"#, &paths);
    let spec = Spec::parse(&description).unwrap();
    let ids: Vec<_> = spec.operations.iter().map(|o| o.id.as_str()).collect();
    assert_eq!(ids, ["first", "second", "thing_update", "third"]);
}

#[test]
fn without_a_server_there_is_no_prefix() {
    let spec = parse_with(|document| document["servers"] = json!([])).unwrap();
    assert_eq!(spec.prefix, "");
}

#[test]
fn what_the_sandbox_cannot_follow_is_named() {
    let operation = "/paths/~1things~1{id}/post";
    for (at, value, problem) in [
        ("/paths", json!(7), "invalid type"),
        (
            "/servers/0/url",
            json!("https://bad host/"),
            "the server URL `https://bad host/`",
        ),
        (
            "/paths/~1things~1{id}/parameters",
            json!([{ "$ref": "#/components/parameters/Id" }]),
            "/things/{id}: parameters of a path",
        ),
        (
            &format!("{operation}/operationId"),
            Value::Null,
            "POST /things/{id}: no operationId",
        ),
        (
            &format!("{operation}/x-unwrap"),
            json!(1),
            "POST /things/{id}: x-unwrap is not a string",
        ),
        (
            &format!("{operation}/parameters/0"),
            json!({ "$ref": "#/components/parameters/Nobody" }),
            "POST /things/{id}: `#/components/parameters/Nobody` leads to none of the parameters",
        ),
        (
            &format!("{operation}/parameters"),
            json!([]),
            "POST /things/{id}: `{id}` is not declared",
        ),
        (
            &format!("{operation}/parameters/1/in"),
            json!("header"),
            "POST /things/{id}: the parameter `dry` is neither in the path nor in the query",
        ),
        (
            &format!("{operation}/responses"),
            json!({ "400": { "description": "no" } }),
            "POST /things/{id}: no response with a success status",
        ),
        (
            "/components/responses/Thing/content",
            json!({}),
            "POST /things/{id}: no application/json example of the success response",
        ),
    ] {
        let error = parse_with(|document| {
            let (parent, key) = at.rsplit_once('/').unwrap();
            let parent = document.pointer_mut(parent).unwrap();
            match key.parse::<usize>() {
                Ok(index) => parent[index] = value,
                Err(_) => parent[key] = value,
            }
        })
        .err()
        .unwrap();
        assert!(error.contains(problem), "{at}: {error}");
    }
}
