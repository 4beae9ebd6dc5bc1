//! The checked-in spec agrees with the published page, its examples are valid and show all of it, and each
//! operation has its retry class.

use std::collections::BTreeSet;

use jsonschema::Validator;
use revox_tests::operations::expanded;
use revox_tests::positions::{Location, Part, Positions};
use revox_tests::schema::Schema;
use revox_tests::spec::{Endpoint, endpoints, examples, published, root};
use revox_tests::spots::{Spot, spots};
use serde_json::{Value, json};

/// Returns a third party's validator, which forbids unknown properties, so that a misspelt one shows.
fn validator(schema: &Value) -> Validator {
    let options = jsonschema::draft202012::options().should_validate_formats(true);
    options.build(&expanded(root(), schema)).unwrap()
}

/// Returns the errors of a validator, each with its location.
fn errors(validator: &Validator, value: &Value) -> Vec<String> {
    let errors = validator.iter_errors(value);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

mod published_page {
    use super::*;

    /// The page as a list: a property a line by its path, and an enum value as `path = value`. Every
    /// repetition is written out; the variants of a union share their names.
    const PAGE: &str = include_str!("../published/call_retrieve.txt");

    /// The properties and the enum values of the page.
    fn page() -> (BTreeSet<String>, BTreeSet<String>) {
        let lines = PAGE
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines
            .map(str::to_owned)
            .partition(|line| !line.contains(" = "))
    }

    /// Returns a path in the form of the page: without steps into lists, maps and variants.
    fn names(path: &str) -> String {
        let path = path.replace("[]", "").replace("{}", "");
        let mut parts = path.split('<');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |names, part| names + part.split_once('>').unwrap().1)
    }

    #[test]
    fn the_spec_has_each_property_and_enum_value() {
        let all = Positions::new(root());
        let is_there = |location: &Location| {
            location.operation == "call_retrieve" && location.part == Part::Response
        };
        let locations = all.nodes.keys().filter(|location| is_there(location));
        let properties: BTreeSet<_> = locations.map(|location| names(&location.path)).collect();
        let values = all.values.iter().filter(|(location, _)| is_there(location));
        let values: BTreeSet<_> = values
            .map(|(location, value)| format!("{} = {value}", names(&location.path)))
            .collect();
        let page = page();
        // Counted by hand on the page.
        assert_eq!((page.0.len(), page.1.len()), (172, 133));
        let missing: Vec<_> = page.0.difference(&properties).collect();
        assert!(
            missing.is_empty(),
            "on the page and not in the spec: {missing:#?}"
        );
        let missing: Vec<_> = page.1.difference(&values).collect();
        assert!(
            missing.is_empty(),
            "on the page and not in the spec: {missing:#?}"
        );
    }

    fn response_schema() -> &'static Value {
        let retrieve = endpoints().find(|operation| operation.id == "call_retrieve");
        &retrieve.unwrap().response().unwrap()["schema"]
    }

    #[test]
    fn its_example_fills_every_property_of_its_variants() {
        let spots = spots(root(), response_schema(), &published(), "");
        let filled: BTreeSet<_> = spots.iter().map(|spot| names(&spot.path)).collect();
        // The example shows one of four variants of the language model, in two properties.
        let page = page().0;
        let missing = page.difference(&filled);
        let missing: Vec<_> = missing
            .filter(|path| !path.contains("/llm_model/"))
            .collect();
        assert!(missing.is_empty(), "{missing:#?}");
    }

    /// The page has an arbitrary string there.
    #[test]
    fn its_example_is_valid_but_for_the_reason_that_has_become_an_enum() {
        let validator = validator(response_schema());
        let mut example = published();
        for attempt in ["/call/call_attempts/0", "/call/last_call_attempt"] {
            assert!(!validator.is_valid(&example));
            example.pointer_mut(attempt).unwrap()["end_reason"] = json!("tool_end_call");
        }
        assert_eq!(errors(&validator, &example), [""; 0]);
    }

    /// Two limits are exceptions. For `CallingWindow.retry_delay_seconds`, the page demands more than 0, but
    /// release 0.5.0 gives 0 a meaning; for `Assistant.email_notification_address`, it demands one address,
    /// but release 0.5.0 accepts and returns several.
    #[test]
    fn the_spec_has_its_limits() {
        let table = [
            ("Assistant.background_sound_volume", "0 to 1"),
            (
                "Assistant.first_sentence_delay_ms",
                "-9007199254740991 to 9007199254740991",
            ),
            (
                "Assistant.max_duration_end_message",
                "at most 150 characters",
            ),
            ("Assistant.thinking_sound_probability", "0 to 1"),
            ("Assistant.thinking_sound_volume", "0 to 1"),
            (
                "Call.first_sentence_delay_ms",
                "-9007199254740991 to 9007199254740991",
            ),
            (
                "CallRetryConfig.max_retry_attempts",
                "above 0 to 9007199254740991",
            ),
            ("CallingWindow.retry_delay_seconds", "0 to 9007199254740991"),
            ("CustomModel.api_key", "at least 1 characters"),
            ("CustomModel.api_url", "uri"),
            ("CustomModel.model_name", "at least 1 characters"),
            ("CustomTool.description", "at least 1 characters"),
            ("CustomTool.name", "at least 1 characters"),
            ("CustomTool.url", "at least 1 characters"),
            ("KeyValue.key", "at least 1 characters"),
            ("OutputField.name", "at least 1 characters"),
            ("RealtimeModel.realtime_voice_id", "at least 1 characters"),
            ("Voice.id", "at least 1 characters"),
            ("Voice.speed", "0.6 to 1.5"),
            ("Voice.volume", "0.5 to 2"),
        ];
        for (name, expected) in table {
            assert_eq!(limits(name), expected, "{name}");
        }
    }

    fn limits(name: &str) -> String {
        let (of, property) = name.split_once('.').unwrap();
        let reference = json!({"$ref": format!("#/components/schemas/{of}")});
        let keywords =
            Schema::new(root(), Schema::new(root(), &reference).properties[property]).keywords;
        let said = |key: &str| keywords.get(key).map(|value| value.to_string());
        let above = if said("exclusiveMinimum").is_some() {
            "above "
        } else {
            ""
        };
        let limits = [
            said("minimum")
                .zip(said("maximum"))
                .map(|(from, to)| format!("{above}{from} to {to}")),
            said("minLength").map(|least| format!("at least {least} characters")),
            said("maxLength").map(|most| format!("at most {most} characters")),
            said("format")
                .map(|format| format.replace('"', ""))
                .filter(|format| format != "password"),
        ];
        limits.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

mod examples_of_the_spec {
    use super::*;

    /// Returns the JSON bodies of an operation's request and response.
    fn contents(
        operation: &Endpoint<'static>,
    ) -> impl Iterator<Item = (&'static str, &'static Value)> {
        let (body, response) = (operation.body(), operation.response());
        let contents = [("body", body), ("response", response)];
        contents
            .into_iter()
            .filter_map(|(part, content)| Some((part, content?)))
    }

    #[test]
    fn each_body_has_two_examples_and_each_response_one() {
        let (mut bodies, mut responses) = (0, 0);
        for operation in endpoints() {
            for (part, content) in contents(&operation) {
                let names: Vec<_> = examples(content).map(|(name, _)| name).collect();
                if part == "body" {
                    assert_eq!(names, ["least", "typical"], "{}", operation.id);
                    bodies += 1;
                } else {
                    assert_eq!(names.len(), 1, "{}", operation.id);
                    responses += 1;
                }
            }
        }
        // The audio of a preview has none.
        assert_eq!((bodies, responses), (11, 35));
    }

    #[test]
    fn the_examples_are_valid() {
        for operation in endpoints() {
            for (part, content) in contents(&operation) {
                let validator = validator(&content["schema"]);
                for (name, example) in examples(content) {
                    let errors = errors(&validator, example);
                    assert!(
                        errors.is_empty(),
                        "{} {part} {name}: {errors:#?}",
                        operation.id
                    );
                }
            }
        }
    }

    /// Such examples show users everything that a response can have.
    #[test]
    fn objects_in_responses_have_all_their_properties() {
        for operation in endpoints() {
            let Some(response) = operation.response() else {
                continue;
            };
            let all = Positions::new(root());
            for (name, example) in examples(response) {
                let spots = spots(root(), &response["schema"], example, "");
                let shown: BTreeSet<_> = spots.iter().map(|spot| &spot.path).collect();
                let is_object = |spot: &&Spot| example.pointer(&spot.pointer).unwrap().is_object();
                let objects: BTreeSet<_> = spots
                    .iter()
                    .filter(is_object)
                    .map(|spot| &spot.path)
                    .collect();
                let missing: Vec<_> = all
                    .properties()
                    .map(|(location, ..)| location)
                    .filter(|location| {
                        location.operation == operation.id && location.part == Part::Response
                    })
                    .filter(|location| objects.contains(&location.above().unwrap().path))
                    .filter(|location| !shown.contains(&location.path))
                    .map(|location| &location.path)
                    .collect();
                assert!(missing.is_empty(), "{} {name}: {missing:#?}", operation.id);
            }
        }
    }
}

/// The retry class decides whether a request may be resent. A mistake here rings a phone twice.
#[test]
fn each_operation_has_its_retry_class() {
    let table = [
        ("assistants_clone", "once"),
        ("assistants_create", "once"),
        ("assistants_delete", "idempotent"),
        ("assistants_list", "read"),
        ("assistants_retrieve", "read"),
        ("assistants_update", "idempotent"),
        ("auth_status_retrieve", "read"),
        ("call_cancel", "idempotent"),
        ("call_create", "once"),
        ("call_export", "read"),
        ("call_pause", "idempotent"),
        ("call_phone_history", "read"),
        ("call_resume", "idempotent"),
        ("call_retrieve", "read"),
        ("call_search", "read"),
        ("campaigns_cancel", "idempotent"),
        ("campaigns_create", "once"),
        ("campaigns_delete", "idempotent"),
        ("campaigns_export_rows", "read"),
        ("campaigns_get_rows", "read"),
        ("campaigns_launch", "once"),
        ("campaigns_list", "read"),
        ("campaigns_pause", "idempotent"),
        ("campaigns_resume", "idempotent"),
        ("campaigns_retrieve", "read"),
        ("campaigns_statistics", "read"),
        ("campaigns_update", "idempotent"),
        ("phone_numbers_delete", "idempotent"),
        ("phone_numbers_list", "read"),
        ("phone_numbers_update", "idempotent"),
        ("users_retrieve", "read"),
        ("voices_clone", "once"),
        ("voices_delete", "idempotent"),
        ("voices_list", "read"),
        ("voices_preview", "read"),
        ("voices_retrieve", "read"),
    ];
    let class = |endpoint: Endpoint<'static>| endpoint.value["x-retry-class"].as_str().unwrap();
    let said: BTreeSet<_> = endpoints().map(|it| (it.id, class(it))).collect();
    let differing: Vec<_> = said.symmetric_difference(&table.into()).copied().collect();
    assert!(
        differing.is_empty(),
        "in only one of spec and table: {differing:?}"
    );
}

/// Without a name, the examples of an operation would call it `result`.
#[test]
fn each_operation_names_its_result() {
    let is_named = |endpoint: &Endpoint<'_>| {
        let names = ["x-unwrap", "x-result-name"];
        names.iter().any(|name| endpoint.value[*name].is_string())
    };
    let nameless: Vec<_> = endpoints().filter(|endpoint| !is_named(endpoint)).collect();
    let nameless: Vec<_> = nameless.iter().map(|endpoint| endpoint.id).collect();
    assert!(
        nameless.is_empty(),
        "give these an `x-result-name`: {nameless:?}"
    );
}
