//! The call orders that the sandbox holds.

use std::collections::HashMap;

use serde_json::Value;

use crate::error::PutCallError;
use crate::spec::{Spec, SpecError};

/// The operation that reads a call order, and whose examples are call orders.
pub(crate) const CALL_RETRIEVE: &str = "call_retrieve";

/// A call order of any shape, with the id it is found by.
pub(crate) struct CallOrder {
    id: String,
    json: Value,
}

impl TryFrom<Value> for CallOrder {
    type Error = PutCallError;

    fn try_from(json: Value) -> Result<Self, PutCallError> {
        let but = match &json {
            Value::Object(call) => match call.get("id") {
                Some(Value::String(id)) if !id.is_empty() => {
                    let id = id.clone();
                    return Ok(Self { id, json });
                }
                Some(Value::String(_)) => "its `id` is empty",
                Some(_) => "its `id` is not a string",
                None => "it has no `id`",
            },
            _ => "this is no object",
        };
        Err(PutCallError { but })
    }
}

#[derive(Default)]
pub(crate) struct Store {
    calls: HashMap<String, Value>,
    /// The keys of `calls`, in the order in which each first came.
    ids: Vec<String>,
}

impl Store {
    /// A store that holds the call orders among the examples of `spec`.
    pub(crate) fn with_examples(spec: &Spec) -> Result<Self, SpecError> {
        let mut store = Self::default();
        let operations = spec.operations.iter();
        for operation in operations.filter(|operation| operation.id == CALL_RETRIEVE) {
            for example in operation.examples() {
                let call = operation.enclosed(example).clone();
                let call = CallOrder::try_from(call).map_err(|error| {
                    SpecError::new(format!("an example of `{CALL_RETRIEVE}`: {error}"))
                })?;
                store.put(call);
            }
        }
        Ok(store)
    }

    pub(crate) fn put(&mut self, call: CallOrder) {
        if self.calls.insert(call.id.clone(), call.json).is_none() {
            self.ids.push(call.id);
        }
    }

    pub(crate) fn call(&self, id: &str) -> Option<&Value> {
        self.calls.get(id)
    }

    pub(crate) fn ids(&self) -> &[String] {
        &self.ids
    }
}
