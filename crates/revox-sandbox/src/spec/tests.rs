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
      "examples": { "one": { "$ref": "#/components/examples/One" } }
    } } } },
    "examples": { "One": { "value": { "thing": 1 } } }
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

/// Lengths of a text, of up to twenty characters.
fn lengths(parameter: &Parameter) -> RangeInclusive<usize> {
    let fits = |length: &usize| {
        let text = "x".repeat(*length).into();
        parameter.schema.problems(&text, Forms::Checked).is_empty()
    };
    let mut fitting = (0..20).filter(fits);
    fitting.next().unwrap()..=fitting.next_back().unwrap()
}

#[test]
fn the_example_of_the_description_is_served() {
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
        ("/paths", json!(7), "/paths: not an object"),
        (
            "/servers/0/url",
            json!("https://bad host/"),
            "/servers/0/url: `https://bad host/`",
        ),
        (
            "/paths/~1things~1{id}/parameters",
            json!([{ "$ref": "#/components/parameters/Id" }]),
            "/paths/~1things~1{id}/parameters: the sandbox reads operations",
        ),
        (
            &format!("{operation}/operationId"),
            Value::Null,
            "/paths/~1things~1{id}/post/operationId: not a string",
        ),
        (
            &format!("{operation}/x-unwrap"),
            json!(1),
            "/paths/~1things~1{id}/post/x-unwrap: not a string",
        ),
        (
            &format!("{operation}/parameters/0"),
            json!({ "$ref": "#/components/parameters/Nobody" }),
            "/parameters/0/$ref: `#/components/parameters/Nobody` leads nowhere",
        ),
        (
            &format!("{operation}/parameters"),
            json!([]),
            "/paths/~1things~1{id}/post: `{id}` is not declared",
        ),
        (
            &format!("{operation}/parameters/1/in"),
            json!("header"),
            "/parameters/1/in: neither `path` nor `query`",
        ),
        (
            &format!("{operation}/responses"),
            json!({ "400": { "description": "no" } }),
            "/paths/~1things~1{id}/post/responses: no response with a success status",
        ),
        (
            "/components/responses/Thing/content",
            json!({}),
            "/components/responses/Thing: no content",
        ),
        (
            "/components/responses/Thing/content/application~1json/examples/two",
            json!({ "value": 2 }),
            "/application~1json: several examples",
        ),
        (
            "/components/responses/Thing/content/application~1json/examples",
            json!({}),
            "/application~1json: no example",
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

#[test]
fn a_schema_that_the_sandbox_does_not_check_is_refused() {
    for (schema, problem) in [
        (json!(true), ": not an object"),
        (
            json!({ "type": "string", "pattern": "^a" }),
            "/pattern: the sandbox does not check `pattern` here",
        ),
        (
            json!({ "type": "string", "minimum": 1 }),
            "/minimum: the sandbox does not check `minimum` here",
        ),
        (
            json!({ "minLength": 1 }),
            "/minLength: the sandbox does not check `minLength` here",
        ),
        (
            json!({ "anyOf": [] }),
            "/anyOf: the sandbox does not check `anyOf` here",
        ),
        (
            json!({ "type": "string", "maxLength": -1 }),
            "/maxLength: not a length",
        ),
        (
            json!({ "type": "string", "nullable": "no" }),
            "/nullable: neither true nor false",
        ),
        (
            json!({ "type": "integer", "maximum": "9" }),
            "/maximum: not a number",
        ),
        (
            json!({ "type": "string", "enum": ["a", 1] }),
            "/enum/1: not a string",
        ),
        (
            json!({ "type": "string", "format": "ipv6" }),
            "/format: the sandbox knows no form `ipv6`",
        ),
        (json!({ "type": ["string", "null"] }), "/type: not a string"),
        (
            json!({ "type": "text" }),
            "/type: the sandbox knows no type `text`",
        ),
        (
            json!({ "$ref": "#/components/schemas/Nobody" }),
            "/$ref: `#/components/schemas/Nobody` leads nowhere",
        ),
        (
            json!({ "$ref": "#/components/parameters/Id/schema" }),
            "/$ref: a reference to something other than a named schema",
        ),
        (
            json!({ "$ref": "#/components/schemas/Short", "type": "string" }),
            "/type: the sandbox does not check `type` here",
        ),
        (
            json!({ "oneOf": [], "discriminator": { "propertyName": "type" } }),
            "/discriminator: `mapping` is missing",
        ),
        (
            json!({ "allOf": [{ "type": "object", "properties": {} }, { "type": "string" }] }),
            "/allOf/1: a part of a composition that is not an object",
        ),
        (
            json!({ "allOf": [{ "type": "object", "properties": {} }, { "type": "object" }] }),
            "/allOf/1: a part of a composition that takes other properties",
        ),
        (
            json!({ "allOf": [
                { "type": "object", "properties": { "a": {} } },
                { "type": "object", "properties": { "a": {} } },
            ] }),
            "/allOf/1: a part of a composition repeats /components/schemas/Short/allOf/0/properties/a",
        ),
    ] {
        let error =
            parse_with(|document| document["components"]["schemas"]["Short"] = schema.clone());
        let error = error
            .err()
            .unwrap_or_else(|| panic!("{schema} is understood"));
        assert_eq!(error, format!("/components/schemas/Short{problem}"));
    }
}
