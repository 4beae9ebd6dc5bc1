//! The JSON schema of a model (feature `schemars`) allows the values that the model decodes, and
//! requires the same fields.
//!
//! Snapshots of 130 schemas would find nothing more: the snapshots of the models have types, names and
//! attributes, and the generated files have the texts.

use std::collections::BTreeSet;

use jsonschema::Validator;
use revox::{Content, Parameters, Request};
use revox_tests::requests::{Use, with_request};
use revox_tests::responses::{client_that_receives, decoded};
use revox_tests::samples::{Fill, sample, samples};
use revox_tests::spec::{endpoints, examples, root};
use revox_tests::spots::spots;
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Validators for what an operation takes and what it gives.
struct Validators;

impl Use for Validators {
    type Output = (Validator, Option<Validator>);

    fn json<T, P>(self, _: Request<T, P>) -> Self::Output
    where
        T: DeserializeOwned + Serialize + JsonSchema + Send + 'static,
        P: Parameters + DeserializeOwned + JsonSchema,
    {
        (validator::<P>(), Some(validator::<T>()))
    }

    fn content<P>(self, _: Request<Content, P>) -> Self::Output
    where
        P: Parameters + DeserializeOwned + JsonSchema,
    {
        (validator::<P>(), None)
    }
}

fn validator<T: JsonSchema>() -> Validator {
    let schema = schemars::schema_for!(T);
    jsonschema::draft202012::new(schema.as_value()).unwrap()
}

fn validators(operation: &str) -> (Validator, Option<Validator>) {
    with_request(&client_that_receives(""), operation, Validators)
}

/// The documented examples, and values that show everything.
fn values(content: &Value) -> impl Iterator<Item = Value> {
    let examples = examples(content).map(|(_, value)| value.clone());
    examples.chain(samples(root(), &content["schema"]))
}

#[test]
fn what_is_sent_and_what_is_read_fits_the_schema() {
    let mut number = 0;
    let mut fits = |validator: &Validator, value: &Value| {
        let errors: Vec<_> = validator.iter_errors(value).collect();
        assert!(errors.is_empty(), "{errors:#?} in {value:#}");
        number += 1;
    };
    for operation in endpoints() {
        let (takes, gives) = validators(operation.id);
        for body in operation.body().into_iter().flat_map(values) {
            fits(&takes, &body);
        }
        for answer in operation.response().into_iter().flat_map(values) {
            fits(gives.as_ref().unwrap(), operation.inside(&answer));
        }
    }
    assert!(number > 300, "{number}");
}

/// A null that reads as a missing member is the one thing that a model takes and its schema does not
/// promise.
#[tokio::test]
async fn a_schema_demands_what_the_model_demands() {
    let mut tried = BTreeSet::new();
    for operation in endpoints() {
        let (Some(answer), (_, Some(validator))) = (operation.response(), validators(operation.id))
        else {
            continue;
        };
        let whole = sample(root(), &answer["schema"], Fill::Full, 0);
        for spot in spots(root(), &answer["schema"], &whole, operation.id) {
            // An envelope has no model, and a language model of tomorrow may hold anything.
            let is_of_a_model = spot.name.starts_with(char::is_uppercase);
            if !is_of_a_model || spot.name.contains("Model.") || !tried.insert(spot.name.clone()) {
                continue;
            }
            let null = spot.replaced_in(&whole, Value::Null);
            let removed = spot.removed_from(&whole);
            let mut may_be_missing = false;
            for damaged in [removed, Some(null)].iter().flatten() {
                let reads = decoded(operation.id, damaged.to_string()).await.is_ok();
                let allows = validator.is_valid(operation.inside(damaged));
                let is_corrected = may_be_missing && reads;
                assert!(
                    reads == allows || is_corrected,
                    "{} in {damaged:#}",
                    spot.name
                );
                may_be_missing = reads;
            }
        }
    }
    assert!(tried.len() > 300, "{}", tried.len());
}
