//! The errors that a maintainer reads if no code can be generated: location, message and cure.
//!
//! Each case changes one thing in `specs/valid.yaml`, or in `specs/valid_requests.yaml`; its snapshot
//! shows the change and the error.

use std::collections::BTreeSet;
use std::path::Path;

use revox_tests::spec::{names, workspace};
use xtask::codegen::document::Document;
use xtask::codegen::error::CodegenError;
use xtask::codegen::{self, generator};

/// Name of a case, a text of the valid spec, and the text that replaces it. One line each.
type Case = (&'static str, &'static str, &'static str);

/// The spec that most cases change.
const VALID: &str = "valid";
/// A spec with bodies and queries.
const REQUESTS: &str = "valid_requests";

/// All cases, so that every snapshot belongs to one.
const TABLES: &[&[Case]] = &[
    FILE, REFERENCES, KEYWORDS, OPERATIONS, PARAMETERS, RESPONSES, SCHEMAS, UNIONS, ENUMS, NAMES,
    MODELS, QUERIES, BODIES, PARTS, CONTENTS, DECISIONS,
];

#[rustfmt::skip]
const FILE: &[Case] = &[
    ("yaml_that_does_not_parse", "tags: [call]", "tags: [call"),
    ("key_twice", "info:\n", "info: {}\ninfo:\n"),
    ("swagger_2", "openapi: 3.0.3", "swagger: '2.0'"),
    ("openapi_3_1", "openapi: 3.0.3", "openapi: 3.1.0"),
    ("no_version", "openapi: 3.0.3\n", ""),
    ("version_is_a_number", "openapi: 3.0.3", "openapi: 3"),
    ("no_title", "  title: Example\n", ""),
    ("title_is_a_number", "  title: Example\n", "  title: 7\n"),
    ("path_is_a_number", "  /call/{id}:\n", "  /call/{id}: 7\n  /calls:\n"),
    ("tags_are_a_number", "tags: [call]", "tags: 7"),
    ("parameter_without_in", "          in: path\n", ""),
    ("property_is_a_string", "        notes:\n", "        note: text\n        notes:\n"),
    ("list_of_types", "type: string # url", "type: [string, 'null']"),
    ("enum_value_that_is_not_a_string", "[queued, completed]", "[queued, completed, 7]"),
];

#[test]
fn a_file_that_is_not_openapi_3_0_is_refused() {
    refused(FILE);
}

#[rustfmt::skip]
const REFERENCES: &[Case] = &[
    ("reference_to_nowhere", "schemas/CallStatus'", "schemas/CalStatus'"),
    ("reference_out_of_the_file", "'#/components/schemas/CallStatus'", "other.yaml#/CallStatus"),
    ("reference_into_a_type", "schemas/CallStatus'", "schemas/Call/properties/status'"),
    ("reference_in_a_property_called_example", "        notes:\n", "        example: {description: One., allOf: [{$ref: '#/components/schemas/Nowhere'}]}\n        notes:\n"),
];

#[test]
fn a_reference_leads_to_a_named_part_of_the_file() {
    refused(REFERENCES);
}

#[rustfmt::skip]
const KEYWORDS: &[Case] = &[
    ("misspelt_keyword", "required: [id, status]", "requried: [id, status]"),
    ("misspelt_key_of_an_operation", "x-unwrap: call", "x-unwrap: call\n      desciption: It."),
    ("keyword_beside_a_reference", "# hosted", "\n          nullable: true"),
    ("key_of_queries_in_a_path_parameter", "          in: path\n", "          in: path\n          allowReserved: true\n"),
    ("keyword_of_openapi_3_1", "type: string # url", "type: string\n          const: here"),
];

#[test]
fn a_keyword_without_a_meaning_is_refused() {
    refused(KEYWORDS);
}

/// Of the same ID as the first.
const SECOND_OPERATION: &str = "paths:
  /calls:
    get:
      operationId: call_retrieve
      tags: [call]
      summary: Retrieve all call orders
      x-retry-class: read
      responses: {'200': {description: All., content: {application/json: {schema: {}}}}}
";

#[rustfmt::skip]
const OPERATIONS: &[Case] = &[
    ("no_tag", "tags: [call]", "tags: []"),
    ("two_tags", "tags: [call]", "tags: [call, calls]"),
    ("tag_not_declared", "name: call\n", "name: calls\n"),
    ("tag_not_described", "    description: Call orders.\n", ""),
    ("no_operation_id", "      operationId: call_retrieve\n", ""),
    ("operation_id_without_the_tag", "call_retrieve", "retrieve"),
    ("operation_id_that_is_the_tag", "call_retrieve", "call_"),
    ("operation_id_in_camel_case", "call_retrieve", "call_retrieveOne"),
    ("operation_id_twice", "paths:\n", SECOND_OPERATION),
    ("no_summary", "      summary: Retrieve a call order\n", ""),
    ("no_retry_class", "      x-retry-class: read\n", ""),
    ("unknown_retry_class", "x-retry-class: read", "x-retry-class: always"),
    ("result_named_as_a_keyword", "x-unwrap: call\n", "x-unwrap: call\n      x-result-name: move\n"),
    ("result_named_in_camel_case", "x-unwrap: call\n", "x-unwrap: call\n      x-result-name: theCall\n"),
    ("method_that_is_a_keyword", "call_retrieve", "call_move"),
    ("security_of_one_operation", "      x-unwrap: call\n", "      x-unwrap: call\n      security: []\n"),
    ("server_of_one_path", "    get:\n", "    servers: [{url: 'https://a.example'}]\n    get:\n"),
];

#[test]
fn an_operation_has_one_tag_an_id_a_summary_and_a_retry_class() {
    refused(OPERATIONS);
}

#[rustfmt::skip]
const PARAMETERS: &[Case] = &[
    ("request_body", "x-unwrap: call", "requestBody: {content: {}}"),
    ("parameter_not_in_the_path", "/call/{id}:", "/call:"),
    ("parameter_of_another_name", "- name: id", "- name: call_id"),
    ("parameter_that_is_a_number", "type: string # id", "type: integer"),
    ("parameter_without_a_description", "          description: ID of the call order. # id\n", ""),
    ("parameter_in_a_header", "in: path", "in: header"),
    ("parameter_that_is_optional", "          required: true\n", ""),
    ("parameter_in_part_of_a_segment", "/call/{id}:", "/call/{id}.json:"),
    ("parameters_of_one_rust_name", "        - name: id\n", "        - {name: Id, in: path, required: true, description: Another., schema: {type: string}}\n        - name: id\n"),
    ("parameters_of_a_path", "    get:\n", "    parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n    get:\n"),
];

#[test]
fn parameters_are_described_strings_of_the_path_in_its_order() {
    refused(PARAMETERS);
}

/// A successful response of another type than the first.
const SECOND_SUCCESS: &str = "responses:
        '201': {description: A text., content: {application/json: {schema: {type: string}}}}
";

#[rustfmt::skip]
const RESPONSES: &[Case] = &[
    ("no_success", "'200':", "'404':"),
    ("two_successes", "responses:\n", SECOND_SUCCESS),
    ("success_without_json", "application/json:", "text/plain:"),
    ("success_with_schema_null", "              schema:\n                type: object\n                required: [call]\n                properties:\n                  call: {$ref: '#/components/schemas/Call'}\n", "              schema: null\n"),
    ("unwrap_of_no_property", "x-unwrap: call", "x-unwrap: order"),
    ("unwrap_of_no_name", "x-unwrap: call", "x-unwrap: true"),
    ("unwrap_of_an_optional_property", "                required: [call]\n", ""),
    ("unwrap_of_a_property_in_place", "{$ref: '#/components/schemas/Call'}", "{type: string}"),
];

#[test]
fn an_operation_has_one_successful_response_and_unwraps_one_of_its_properties() {
    refused(RESPONSES);
}

#[rustfmt::skip]
const SCHEMAS: &[Case] = &[
    ("schema_without_a_description", "      description: A call order.\n", ""),
    ("description_that_is_blank", "description: A call order.", "description: ' '"),
    ("property_without_a_description", "          description: Where it runs.\n", ""),
    ("property_that_is_only_a_reference", "notes:\n", "more: {$ref: '#/components/schemas/Call'}\n        notes:\n"),
    ("enum_without_a_name", "{type: string} # notes", "{type: string, enum: [a, b]}"),
    ("object_without_a_name", "{type: string} # notes", "{type: object, properties: {a: {description: A.}}}"),
    ("union_without_a_name", "type: string # url", "oneOf: [{type: string}, {type: boolean}]"),
    ("any_of", "type: string # url", "anyOf: [{type: string}, {type: boolean}]"),
    ("all_of_several", "type: string # url", "allOf: [{type: string}, {type: string}]"),
    ("all_of_one_in_place", "type: string # url", "allOf: [{type: string}]"),
    ("not", "type: string # url", "not: {type: string}"),
    ("properties_without_a_type", "type: object\n      required: [id, status]", "nullable: false"),
    ("keywords_of_two_types", "type: string # url", "type: string\n          oneOf: []"),
    ("array_of_nothing", "          items: {type: string} # notes\n", ""),
    ("type_misspelt", "type: string # url", "type: strin"),
    ("type_missing", "          type: string # url\n", ""),
    ("keywords_without_a_type", "type: string # url", "minLength: 1"),
    ("required_without_a_property", "required: [id, status]", "required: [id, statsu]"),
    ("fields_of_one_name", "        notes:\n", "        Notes: {description: More., type: string}\n        notes:\n"),
    ("properties_and_others", "required: [id, status]", "additionalProperties: {type: string}"),
    ("nullable_as_a_whole", "    CallStatus:\n", "    CallStatus:\n      nullable: true\n"),
    ("deprecated_as_a_whole", "    CallStatus:\n", "    CallStatus:\n      deprecated: true\n"),
    ("name_without_a_form", "    CallStatus:\n", "    Note: {description: A note., type: string}\n    CallStatus:\n"),
    ("enum_of_integers", "items: {type: string} # notes", "items: {type: integer, enum: [1, 2]}"),
    ("enum_of_numbers", "items: {type: string} # notes", "items: {type: number, enum: [0.5]}"),
];

#[test]
fn a_schema_is_described_and_named_and_has_a_form_in_rust() {
    refused(SCHEMAS);
}

#[rustfmt::skip]
const UNIONS: &[Case] = &[
    ("member_without_a_mapping", "          hosted: '#/components/schemas/HostedModel'\n", ""),
    ("member_mapped_from_another_value", "          hosted: '#", "          house: '#"),
    ("members_mapped_crosswise", "hosted: '#/components/schemas/HostedModel'\n          custom:", "custom: '#/components/schemas/HostedModel'\n          hosted:"),
    ("tag_that_is_not_required", "required: [type, name]", "required: [name]"),
    ("tag_of_any_value", "type: string, enum: [hosted]", "type: string"),
    ("tag_of_two_values", "enum: [hosted]", "enum: [hosted, house]"),
    ("members_without_a_tag", "      discriminator:\n", "      x-discriminator:\n"),
    ("members_of_one_json_type", "- type: string\n", "- type: object\n"),
    ("mapping_to_no_member", "custom: '#/components/schemas/CustomModel'", "custom: '#/components/schemas/Call'"),
    ("variant_without_its_union", "items: {type: string} # notes", "items: {$ref: '#/components/schemas/CustomModel'}"),
    ("variant_name_taken", "          custom: '#/components/schemas/CustomModel'", "          custom: '#/components/schemas/CustomModel'\n          own: '#/components/schemas/CustomModel'"),
];

#[test]
fn the_members_of_a_union_are_distinguishable() {
    refused(UNIONS);
}

#[rustfmt::skip]
const ENUMS: &[Case] = &[
    ("value_null", "enum: [queued, completed]", "enum: [queued, completed, null]"),
    ("value_without_a_description", "        queued: It waits.\n", ""),
    ("value_with_an_empty_description", "queued: It waits.", "queued: ''"),
    ("description_of_no_value", "queued: It waits.", "queued: It waits.\n        errored: It failed."),
    ("name_of_no_value", "{completed: Done}", "{completed: Done, errored: Failed}"),
    ("two_values_of_one_name", "{completed: Done}", "{completed: Queued}"),
    ("name_of_the_arm_for_unknown", "{completed: Done}", "{completed: Unknown}"),
    ("value_twice", "[queued, completed]", "[queued, completed, queued]"),
    ("value_without_a_rust_name", "{completed: Done}", "{completed: not a name}"),
];

#[test]
fn the_values_of_an_enum_are_described_and_have_names_of_their_own() {
    refused(ENUMS);
}

#[rustfmt::skip]
const NAMES: &[Case] = &[
    ("schema_that_is_no_rust_type", "  schemas:\n", "  schemas:\n    call_order: {description: It.}\n"),
    ("schema_of_a_name_that_is_taken", "  schemas:\n", "  schemas:\n    Response: {description: It.}\n"),
    ("tag_that_is_no_rust_method", "tags: [call]", "tags: [Call]"),
    ("tag_that_is_a_method_of_the_client", "tags: [call]", "tags: [new]"),
    ("schema_named_as_a_keyword", "    CallStatus:\n", "    Type: {description: A type., type: string, enum: [a], x-enum-descriptions: {a: A.}}\n    CallStatus:\n"),
];

#[test]
fn schemas_and_tags_have_rust_names() {
    refused(NAMES);
}

#[rustfmt::skip]
const MODELS: &[Case] = &[
    ("schema_that_is_anything", "  schemas:\n", "  schemas:\n    Any: {description: It.}\n"),
    ("body_without_a_name", "      x-unwrap: call\n", ""),
];

#[test]
fn every_type_has_a_named_schema() {
    refused(MODELS);
}

#[rustfmt::skip]
const QUERIES: &[Case] = &[
    ("query_without_a_description", "          description: What to list. # statuses\n", ""),
    ("query_of_objects", "{type: array, items: {type: string}} # statuses", "{type: object, additionalProperties: {type: string}}"),
    ("query_in_another_style", "description: What to list. # statuses", "description: What to list.\n          style: pipeDelimited"),
    ("query_joined_by_commas", "description: What to list. # statuses", "description: What to list.\n          explode: false"),
    ("query_that_may_be_null", "schema: {type: integer} # page", "schema: {type: integer, nullable: true}"),
    ("query_of_a_named_object", "schema: {type: integer} # page", "schema: {$ref: '#/components/schemas/Call'}"),
    ("query_called_as_a_schema", "    NoteSettings:\n", "    CallListQuery: {description: It., type: object, properties: {a: {description: A., type: string}}}\n    NoteSettings:\n"),
    ("queries_of_one_rust_name", "        - name: page\n", "        - {name: Page, in: query, description: Another., schema: {type: integer}}\n        - name: page\n"),
];

#[test]
fn the_parameters_of_a_query_are_plain_and_described() {
    refused_in(REQUESTS, QUERIES);
}

#[rustfmt::skip]
const BODIES: &[Case] = &[
    ("body_that_is_optional", "required: true # body", "required: false"),
    ("body_that_is_no_json", "          application/json:\n            schema: {$ref: '#/components/schemas/NoteCreate'} # body", "          text/plain:\n            schema: {$ref: '#/components/schemas/NoteCreate'}"),
    ("body_of_two_kinds", "        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/NoteCreate'} # body", "        content:\n          text/plain: {schema: {type: string}}\n          application/json:\n            schema: {$ref: '#/components/schemas/NoteCreate'}"),
    ("body_in_place", "{$ref: '#/components/schemas/NoteCreate'} # body", "{type: object, properties: {text: {description: It., type: string}}}"),
    ("body_and_query", "        - {name: id, in: path", "        - {name: dry, in: query, description: Only try., schema: {type: boolean}}\n        - {name: id, in: path"),
    ("body_of_a_get", "  /call/{id}/note:\n    post:", "  /call/{id}/note:\n    get:"),
    ("property_called_as_a_path_parameter", "          required: [text, labels]\n          properties:\n", "          required: [text, labels, id]\n          properties:\n            id: {description: Another., type: string}\n"),
    ("form_that_nobody_checks", "{description: What it says., type: string} # text", "{description: What it says., type: string, x-format: E164}"),
    ("client_default_of_another_type", "x-client-default: []} # labels", "x-client-default: 1}"),
    ("client_default_that_is_not_empty", "x-client-default: []} # labels", "x-client-default: [new]}"),
    ("client_default_in_a_format", "type: string} # text", "type: string, format: byte, x-client-default: UklGRg==}"),
    ("condition_on_no_property", "items: {type: string}, x-client-default: []} # labels", "items: {type: string}}\n            shade: {description: Its shade., type: string, x-only-with: {shape: round}}"),
    ("condition_of_what_is_required", "type: string} # text", "type: string, x-only-with: {labels: none}}"),
    ("client_default_of_an_optional_property", "required: [text, labels]", "required: [text]"),
];

#[test]
fn a_body_is_json_of_a_named_object_whose_properties_have_setters() {
    refused_in(REQUESTS, BODIES);
}

#[rustfmt::skip]
const PARTS: &[Case] = &[
    ("part_that_is_no_object", "- $ref: '#/components/schemas/NoteSettings' # part", "- {type: string}"),
    ("part_that_leads_back", "- $ref: '#/components/schemas/NoteSettings' # part", "- $ref: '#/components/schemas/NoteCreate'"),
    ("parts_with_the_same_property", "            text: {", "            colour: {description: Another., type: string}\n            text: {"),
    ("part_that_is_also_a_map", "        - type: object\n", "        - type: object\n          additionalProperties: {type: string}\n"),
    ("parts_without_a_name", "type: string} # text", "allOf: [{$ref: '#/components/schemas/Call'}, {$ref: '#/components/schemas/NoteSettings'}]}"),
];

#[test]
fn an_object_made_of_parts_is_named_and_its_parts_share_nothing() {
    refused_in(REQUESTS, PARTS);
}

#[rustfmt::skip]
const CONTENTS: &[Case] = &[
    ("content_that_is_no_binary", "{type: string, format: binary} # audio", "{type: string}"),
    ("contents_of_two_types", "            audio/*: # audio\n", "            image/*: {schema: {type: string, format: binary}}\n            audio/*:\n"),
    ("unwrap_of_content", "      x-retry-class: once\n", "      x-retry-class: once\n      x-unwrap: note\n"),
    ("unwrap_of_a_list_of_texts", "items: {$ref: '#/components/schemas/Call'}}", "items: {type: string}}"),
];

#[test]
fn content_that_is_not_json_is_binary_and_is_not_unwrapped() {
    refused_in(REQUESTS, CONTENTS);
}

#[rustfmt::skip]
const DECISIONS: &[Case] = &[
    ("nothing_decided", "          x-decisive: It names the call order. # decided\n", ""),
    ("decided_without_a_reason", "x-decisive: It names the call order.", "x-decisive: true"),
    ("decided_for_an_empty_reason", "x-decisive: It names the call order.", "x-decisive: ' '"),
    ("decided_for_a_named_schema", "      required: [type, url]\n", "      required: [type, url]\n      x-decisive: It is called.\n"),
    ("decided_in_an_envelope", "call: {$ref: '#/components/schemas/Call'}", "call: {$ref: '#/components/schemas/Call'}\n                  page: {description: The page., type: integer, x-decisive: false}"),
    ("empty_although_a_part_is_decisive", "name: {description: Name of the model., type: string, x-decisive: false}\n", "name: {description: Its name., x-decisive: false, allOf: [{$ref: '#/components/schemas/Name'}]}\n    Name:\n      description: A name.\n      type: object\n      required: [text]\n      properties:\n        text: {description: The name., type: string, x-decisive: It is looked up.}\n"),
    ("empty_although_it_holds_itself", "name: {description: Name of the model., type: string, x-decisive: false}\n", "name: {description: Its name., x-decisive: false, allOf: [{$ref: '#/components/schemas/Name'}]}\n    Name:\n      description: A name.\n      type: object\n      required: [short]\n      properties:\n        short: {description: A shorter one., x-decisive: false, allOf: [{$ref: '#/components/schemas/Name'}]}\n"),
];

#[test]
fn every_required_property_of_a_response_has_a_decision_about_its_absence() {
    refused(DECISIONS);
}

#[test]
fn the_specs_that_the_cases_break_are_accepted() {
    for spec in [VALID, REQUESTS] {
        let document = Document::parse(Path::new("openapi.yaml"), &text(spec)).unwrap();
        codegen::generate(&document).unwrap_or_else(|error| panic!("{spec}: {error}"));
    }
}

#[rustfmt::skip]
const HARMLESS: &[Case] = &[
    ("another_3_0", "openapi: 3.0.3", "openapi: 3.0.0"),
    ("reference_in_an_example", "type: string # url", "type: string\n          example: {$ref: '#/no'}"),
    ("default_said_in_full", "type: string # url", "type: string\n          nullable: false\n          enum: []"),
    ("extension", "x-unwrap: call", "x-unwrap: call\n      x-note: Ours."),
];

#[test]
fn changes_without_a_meaning_are_accepted() {
    for case in HARMLESS {
        let text = change(&valid(), case);
        let document = Document::parse(Path::new("openapi.yaml"), &text).unwrap();
        codegen::generate(&document).unwrap_or_else(|error| panic!("{}: {error}", case.0));
    }
}

/// A large description that was written for other tools has tens of thousands of errors.
#[test]
fn the_number_of_listed_errors_is_limited() {
    let operations: String = (0..1_200)
        .map(|number| {
            format!(
                "  /calls/{number}: {{get: {{responses: {{'204': {{description: Done.}}}}}}}}\n"
            )
        })
        .collect();
    let text =
        format!("openapi: 3.0.3\ninfo: {{title: Example, version: '1'}}\npaths:\n{operations}");
    let error = error(&text);
    assert_eq!(error.matches("error: ").count(), 1_001);
    assert!(error.contains("error: there are more errors than these\n"));
}

#[test]
fn a_missing_file_is_named() {
    let path = Path::new("no-such-folder/openapi.yaml");
    let error = Document::load(path).unwrap_err();
    assert!(
        error
            .to_string()
            .contains(&format!("--> {}\n", path.display()))
    );
    let CodegenError::File { error, .. } = error else {
        panic!("{error}");
    };
    assert_eq!(error.kind(), std::io::ErrorKind::NotFound);
}

#[test]
fn all_errors_are_reported_at_once() {
    let mut text = valid();
    for case in ["misspelt_keyword", "no_retry_class", "array_of_nothing"] {
        text = change(&text, find(case));
    }
    snapshot("several_errors", error(&text));
}

#[test]
fn dangling_references_are_reported_alone_since_they_mislead_the_other_lints() {
    let text = change(&valid(), find("reference_to_nowhere"));
    let text = change(&text, find("no_retry_class"));
    snapshot("dangling_reference_among_others", error(&text));
}

/// Skips the lints, which exist so that nobody gets here.
#[test]
fn a_panic_of_progenitor_is_an_error_with_its_message() {
    snapshot("progenitor_panics", generator_error("two_successes"));
}

/// Skips the lints, too.
#[test]
fn a_refusal_of_progenitor_is_an_error_with_its_message() {
    snapshot("progenitor_refuses", generator_error("no_operation_id"));
}

/// A snapshot without a case would guard nothing.
#[test]
fn every_snapshot_belongs_to_a_case() {
    let cases: BTreeSet<String> = TABLES
        .iter()
        .flat_map(|table| table.iter().map(|(name, ..)| *name))
        .chain(["several_errors", "dangling_reference_among_others"])
        .chain(["progenitor_panics", "progenitor_refuses"])
        .map(ToOwned::to_owned)
        .collect();
    let kept = names("snapshots/codegen_errors", ".snap");
    let left_over: Vec<_> = kept.difference(&cases).collect();
    assert!(
        left_over.is_empty(),
        "delete these snapshots: {left_over:?}"
    );
}

fn refused(table: &[Case]) {
    refused_in(VALID, table);
}

fn refused_in(spec: &str, table: &[Case]) {
    for case in table {
        let (name, valid_text, instead) = case;
        let lines = |sign: &str, text: &str| -> String {
            text.lines()
                .map(|line| format!("{sign} {line}\n"))
                .collect()
        };
        let message = error(&change(&text(spec), case));
        let change = lines("-", valid_text) + &lines("+", instead);
        snapshot(name, format!("{change}\n{message}"));
    }
}

fn valid() -> String {
    text(VALID)
}

fn text(spec: &str) -> String {
    std::fs::read_to_string(workspace().join(format!("tests/specs/{spec}.yaml"))).unwrap()
}

fn find(name: &str) -> &'static Case {
    let mut cases = TABLES.iter().flat_map(|table| table.iter());
    cases.find(|(case, ..)| *case == name).unwrap()
}

fn change(text: &str, (name, from, to): &Case) -> String {
    assert_eq!(text.matches(from).count(), 1, "{name}: {from}");
    text.replace(from, to)
}

fn error(text: &str) -> String {
    Document::parse(Path::new("openapi.yaml"), text)
        .and_then(|document| codegen::generate(&document))
        .unwrap_err()
        .to_string()
}

fn generator_error(case: &str) -> String {
    let text = change(&valid(), find(case));
    let document = Document::parse(Path::new("openapi.yaml"), &text).unwrap();
    let error = generator::run(&document.api).unwrap_err();
    let path = document.path;
    let errors = vec![(document.lines.at(&error.pointer), error)];
    CodegenError::Spec { path, errors }.to_string()
}

fn snapshot(name: &str, text: String) {
    insta::with_settings!({
        snapshot_path => "../snapshots/codegen_errors",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
}
