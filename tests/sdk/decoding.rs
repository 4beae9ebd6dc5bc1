//! Responses of every operation decode: today's, those of earlier releases, and those that a server
//! may send tomorrow.

use std::collections::{BTreeMap, BTreeSet};

use revox_tests::history::{self, RELEASES};
use revox_tests::responses::decoded;
use revox_tests::samples::{Fill, sample, samples};
use revox_tests::spec::{Endpoint, endpoints, endpoints_of, examples, published, root};
use revox_tests::spots::{Spot, spots};
use serde_json::{Value, json};

/// The operations that return JSON, and the schemas of their responses.
fn answers() -> impl Iterator<Item = (Endpoint<'static>, &'static Value)> {
    endpoints().filter_map(|operation| {
        let schema = &operation.response()?["schema"];
        Some((operation, schema))
    })
}

/// The documented examples, and responses that are made to show everything.
fn all_answers() -> impl Iterator<Item = (Endpoint<'static>, &'static Value, Value)> {
    answers().flat_map(|(operation, schema)| {
        let examples = examples(operation.response().unwrap()).map(|(_, value)| value.clone());
        let all = examples.chain(samples(root(), schema));
        all.map(move |answer| (operation.clone(), schema, answer))
    })
}

async fn reads(operation: &Endpoint<'_>, answer: &Value) -> Value {
    match decoded(operation.id, answer.to_string()).await {
        Ok(value) => value,
        Err(error) => panic!("{error}\n{answer:#}"),
    }
}

/// Equality of what JSON says: `0` and `0.0` are one number, and null is absence.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(l, r)| same(l, r))
        }
        (Value::Object(left), Value::Object(right)) => {
            let mut keys = left.keys().chain(right.keys());
            keys.all(|key| same(at(left, key), at(right, key)))
        }
        _ => left == right,
    }
}

fn at<'a>(map: &'a serde_json::Map<String, Value>, key: &str) -> &'a Value {
    map.get(key).unwrap_or(&Value::Null)
}

#[tokio::test]
async fn answers_decode_and_are_written_back_equal() {
    let retrieve = endpoints().find(|operation| operation.id == "call_retrieve");
    let page = retrieve.map(|operation| (operation, &Value::Null, published()));
    let mut number = 0;
    for (operation, _, answer) in all_answers().chain(page) {
        let written = reads(&operation, &answer).await;
        let read = operation.inside(&answer);
        assert!(
            same(read, &written),
            "{}\n{read:#}\n{written:#}",
            operation.id
        );
        number += 1;
    }
    assert!(number > 250, "{number}");
}

mod demands {
    use super::*;

    /// Returns the names of the locations at which `damage` makes some response unreadable.
    ///
    /// Each is tried in one operation only, since a named type is read in one way everywhere.
    async fn demanded(damage: impl Fn(&Spot, &Value) -> Option<Value>) -> BTreeSet<String> {
        let (mut tried, mut demanded) = (BTreeSet::new(), BTreeSet::new());
        for (operation, schema) in answers() {
            // A turn for each kind of language model.
            for turn in 0..4 {
                let answer = sample(root(), schema, Fill::Full, turn);
                for spot in spots(root(), schema, &answer, operation.id) {
                    if tried.insert(spot.name.clone())
                        && let Some(damaged) = damage(&spot, &answer)
                        && decoded(operation.id, damaged.to_string()).await.is_err()
                    {
                        demanded.insert(spot.name);
                    }
                }
            }
        }
        demanded
    }

    /// The list is what a server has to keep sending; it is as short as the spec allows.
    #[tokio::test]
    async fn only_these_fields_must_be_there() {
        let demanded: Vec<_> = demanded(Spot::removed_from).await.into_iter().collect();
        insta::with_settings!({
            snapshot_path => "../snapshots/decoding",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!("fields_that_must_be_there", demanded.join("\n")) });
    }

    #[tokio::test]
    async fn fields_may_be_null_where_they_may_be_absent_and_only_there() {
        // What stands in lists and maps cannot be absent.
        let is_field = |name: &&String| name.contains('.') && !name.ends_with(['}', ']']);
        let not_null = demanded(|spot, whole| Some(spot.replaced_in(whole, Value::Null))).await;
        let not_null: Vec<_> = not_null.iter().filter(is_field).collect();
        let not_absent = demanded(Spot::removed_from).await;
        assert_eq!(not_null, Vec::from_iter(&not_absent));
    }
}

/// A required member that is missing reads as empty, unless the spec says that a decision hangs on it.
mod corrections {
    use revox::models::{Assistant, Call, CallSearchResult, CampaignStatistics};
    use serde::de::DeserializeOwned;

    use super::*;

    fn read<T: DeserializeOwned>(json: Value) -> Result<T, serde_json::Error> {
        serde_json::from_str(&json.to_string())
    }

    /// Each kind of value, and a field that a decision hangs on beside them.
    #[test]
    fn a_call_order_of_id_and_status_is_empty_in_everything_else() {
        let call: Call = read(json!({"id": "call_8Zk3vQ", "status": "completed"})).unwrap();
        assert_eq!(call.to_phone_number, "");
        assert_eq!(call.calls_count, 0);
        assert!(call.call_attempts.is_empty());
        assert!(call.created_at.is_null());
        assert_eq!(call.direction.as_str(), "");
        assert!(!call.direction.is_known());
        assert!(call.llm_model.as_unknown().unwrap().as_object().is_empty());
        assert_eq!(call.metadata, None);

        for missing in ["id", "status"] {
            let mut call = json!({"id": "call_8Zk3vQ", "status": "completed"});
            call.as_object_mut().unwrap().remove(missing);
            let error = read::<Call>(call).unwrap_err().to_string();
            assert!(
                error.contains(&format!("missing field `{missing}`")),
                "{error}"
            );
        }
    }

    #[test]
    fn null_reads_as_a_missing_member_does() {
        let least = json!({"id": "call_8Zk3vQ", "status": "completed"});
        let mut nulls = published()["call"].clone();
        for (name, value) in nulls.as_object_mut().unwrap() {
            *value = at(least.as_object().unwrap(), name).clone();
        }
        assert_eq!(read::<Call>(nulls).unwrap(), read::<Call>(least).unwrap());
    }

    #[test]
    fn an_object_is_empty_as_a_whole_where_no_part_of_it_is_decisive() {
        let campaign = json!({"id": "campaign_3Ge8wD", "status": "running", "is_cancelled": false});
        let statistics: CampaignStatistics = read(json!({"campaign": campaign})).unwrap();
        assert_eq!(statistics.funnel.reached.count, 0);
        assert_eq!(statistics.funnel.reached.pct_of_called, None);
        assert_eq!(statistics.effort.calls_total, 0);
        assert!(read::<CampaignStatistics>(json!({})).is_err());
    }

    /// A program that reads, changes and writes back a value must not store anything that nobody set.
    #[test]
    fn a_type_that_is_sent_as_well_is_not_corrected() {
        let mut call = published()["call"].clone();
        let config = call["call_retry_config"].as_object_mut().unwrap();
        config.remove("call_twice_in_a_row");
        let error = read::<Call>(call).unwrap_err().to_string();
        assert!(
            error.contains("missing field `call_twice_in_a_row`"),
            "{error}"
        );
    }

    /// Nor is what is written back under another type, or what a loop ends by.
    #[test]
    fn what_a_decision_hangs_on_is_an_error() {
        let error = read::<Assistant>(json!({"id": "assistant_4Tn6yB"})).unwrap_err();
        assert!(error.to_string().contains("missing field `prompt`"));
        let error = read::<CallSearchResult>(json!({"total_count": 0})).unwrap_err();
        assert!(error.to_string().contains("missing field `calls`"));
        let error = read::<CallSearchResult>(json!({"calls": []})).unwrap_err();
        assert!(error.to_string().contains("missing field `total_count`"));
    }
}

mod tomorrow {
    use super::*;

    #[tokio::test]
    async fn fields_nobody_knows_yet_are_ignored_everywhere() {
        for (operation, schema, answer) in all_answers() {
            let mut extended = answer.clone();
            // From the inside out, so that the path to a location stays the same.
            for spot in spots(root(), schema, &answer, operation.id).iter().rev() {
                if let Value::Object(map) = extended.pointer_mut(&spot.pointer).unwrap()
                    && spot.is_closed
                {
                    map.insert("field_of_tomorrow".to_owned(), json!({"nested": [1, null]}));
                }
            }
            assert_ne!(extended, answer);
            let (today, tomorrow) = (reads(&operation, &answer), reads(&operation, &extended));
            assert_eq!(today.await, tomorrow.await, "{}", operation.id);
        }
    }

    async fn is_kept(operation: &Endpoint<'_>, answer: &Value) {
        let written = reads(operation, answer).await;
        let read = operation.inside(answer);
        assert!(
            same(read, &written),
            "{}\n{read:#}\n{written:#}",
            operation.id
        );
    }

    /// Enums take any text, and no documented limit is checked on what arrives.
    #[tokio::test]
    async fn any_text_and_any_number_is_kept_where_one_stands() {
        let mut enums = BTreeSet::new();
        for (operation, schema, answer) in all_answers() {
            for (text, number) in [("value_of_tomorrow", 1e9), ("", -1e9)] {
                let mut answer = answer.clone();
                for spot in spots(root(), schema, &answer, operation.id) {
                    match answer.pointer_mut(&spot.pointer).unwrap() {
                        // What tells variants apart is for the next test.
                        Value::String(_) if spot.name.ends_with("Model.type") => {}
                        Value::String(place) => text.clone_into(place),
                        place if place.is_number() => *place = json!(number),
                        _ => continue,
                    }
                    if spot.is_enum {
                        enums.insert(spot.name);
                    }
                }
                is_kept(&operation, &answer).await;
            }
        }
        assert!(enums.len() > 30, "{enums:#?}");
    }

    #[tokio::test]
    async fn a_union_variant_nobody_knows_yet_is_kept_wherever_one_stands() {
        let mut unions = BTreeSet::new();
        for (operation, schema, mut answer) in all_answers() {
            for spot in spots(root(), schema, &answer, operation.id) {
                if spot.kind.as_deref() == Some("union")
                    && let Some(place) = answer.pointer_mut(&spot.pointer)
                    && !place.is_null()
                {
                    *place = json!({"type": "of_tomorrow", "depth": {"n": [1, 2.5, null]}});
                    unions.insert(spot.name);
                }
            }
            is_kept(&operation, &answer).await;
        }
        let all = [
            "Assistant.llm_model",
            "Call.llm_model",
            "TranscriptEntry.tool_arguments",
        ];
        assert_eq!(Vec::from_iter(unions), all);
    }
}

/// Responses as the releases of the official library type them: the least, one with every null, and
/// as many as show all there is.
#[tokio::test]
async fn the_answers_of_all_releases_decode() {
    let ids: BTreeMap<_, _> = endpoints().map(|it| (it.line(), it.id)).collect();
    let mut unread: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut number = 0;
    for release in RELEASES {
        let root: Value = serde_json::from_str(&history::spec(release)).unwrap();
        for operation in endpoints_of(&root) {
            let (Some(id), Some(answer)) = (ids.get(&operation.line()), operation.response())
            else {
                continue;
            };
            for answer in samples(&root, &answer["schema"]) {
                number += 1;
                if let Err(error) = decoded(id, answer.to_string()).await {
                    let text = error.to_string();
                    let problem = text.split(" decode: ").nth(1).unwrap();
                    let problem = problem.split(" at `").next().unwrap();
                    unread
                        .entry(problem.to_owned())
                        .or_default()
                        .insert(release);
                }
            }
        }
    }
    assert!(number > 1_000, "{number}");
    let expected = [
        // Retry settings are sent as well as received: a program that writes back what it has read
        // would store what nobody said.
        (
            "missing field `allowed_days`",
            BTreeSet::from(["0.0.3", "0.1.1"]),
        ),
        // As are Slack's settings, whose requests have to have the list.
        (
            "missing field `channels`",
            BTreeSet::from(["0.2.0", "0.3.0"]),
        ),
        // Call orders had none then, and whoever waits for one stops by it.
        ("missing field `status`", BTreeSet::from(["0.0.3"])),
    ];
    let expected = expected.map(|(problem, releases)| (problem.to_owned(), releases));
    assert_eq!(unread, BTreeMap::from(expected));
}

#[test]
fn decoding_a_known_enum_value_allocates_nothing() {
    use revox::models::CallStatus;
    let bytes = br#""queued_for_calling""#;
    let mut status = None;
    let allocations = allocation_counter::measure(|| {
        status = serde_json::from_slice::<CallStatus>(bytes).ok();
    });
    assert_eq!(status, Some(CallStatus::QueuedForCalling));
    assert_eq!(allocations.count_total, 0);
}

/// `serde_json` alone would take the entries for the fields, in the order of their declaration.
#[tokio::test]
async fn an_array_in_the_place_of_an_object_is_no_object() {
    let place = async |body: Value| {
        let error = decoded("call_retrieve", body.to_string())
            .await
            .unwrap_err();
        error.decode_path().map(str::to_owned)
    };
    assert_eq!(
        place(json!({"call": ["call_1", "calling"]}))
            .await
            .as_deref(),
        Some("call")
    );

    let zoho = json!({"assistants": [{"id": "a", "zoho": {"field_mapping": [["x", "y"]]}}]});
    let error = decoded("assistants_list", zoho.to_string())
        .await
        .unwrap_err();
    assert_eq!(
        error.decode_path(),
        Some("assistants[0].zoho.field_mapping[0]")
    );
}
