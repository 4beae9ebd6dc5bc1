//! Query parameters and body fields that the API does not document.

use bytes::Bytes;
use percent_encoding::utf8_percent_encode;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::parameters::ParameterLocation;
use crate::path::ENCODED;

/// Undocumented query parameters and body fields of a request.
#[derive(Debug, Default)]
pub(super) struct Extra {
    pub(super) query: Vec<(String, String)>,
    pub(super) body: Map<String, Value>,
    /// The reason why the request cannot be sent.
    pub(super) defect: Option<String>,
}

impl Extra {
    pub(super) fn add_to_body(&mut self, name: String, value: impl Serialize) {
        match serde_json::to_value(value) {
            Ok(value) => {
                self.body.insert(name, value);
            }
            // Both the name and serde's reason may be private.
            Err(_) => {
                self.defect = Some("a field of the body cannot be encoded as JSON".to_owned());
            }
        }
    }

    /// Encodes the query and the body of a request whose parameters are `json`.
    pub(super) fn encode(
        self,
        location: ParameterLocation,
        json: serde_json::Result<String>,
    ) -> Result<(Option<String>, Option<Bytes>), String> {
        if let Some(defect) = self.defect {
            return Err(defect);
        }
        let json = json.map_err(not_json)?;
        let mut query = self.query;
        let mut body = None;
        match location {
            ParameterLocation::None if self.body.is_empty() => {}
            ParameterLocation::Body if self.body.is_empty() => body = Some(json.into_bytes()),
            // By way of text: `to_value` has a serializer of its own, for which all models would be compiled.
            ParameterLocation::Body => {
                let Value::Object(mut fields) = value(&json)? else {
                    return Err("fields can be added only to a body that is an object".to_owned());
                };
                fields.extend(self.body);
                body = Some(Value::Object(fields).to_string().into_bytes());
            }
            ParameterLocation::Query | ParameterLocation::None => {
                if let Value::Object(fields) = value(&json)? {
                    let is_replaced = |name: &String| query.iter().any(|(extra, _)| extra == name);
                    let pairs: Vec<_> = fields
                        .into_iter()
                        .filter(|(name, _)| !is_replaced(name))
                        .flat_map(|(name, value)| pairs(name, value))
                        .collect();
                    query.splice(0..0, pairs);
                }
                if !self.body.is_empty() {
                    body = Some(Value::Object(self.body).to_string().into_bytes());
                }
            }
        }
        let query = (!query.is_empty()).then(|| {
            let pairs = query.iter().map(|(name, value)| {
                let name = utf8_percent_encode(name, ENCODED);
                format!("{name}={}", utf8_percent_encode(value, ENCODED))
            });
            pairs.collect::<Vec<_>>().join("&")
        });
        Ok((query, body.map(Bytes::from)))
    }
}

fn value(json: &str) -> Result<Value, String> {
    serde_json::from_str(json).map_err(not_json)
}

fn not_json(_: serde_json::Error) -> String {
    "the parameters cannot be encoded as JSON".to_owned()
}

/// Repeats the name for each entry of a list: OpenAPI's `form` style, exploded.
fn pairs(name: String, value: Value) -> Vec<(String, String)> {
    match value {
        Value::Array(items) => items
            .into_iter()
            .flat_map(|item| pairs(name.clone(), item))
            .collect(),
        Value::String(text) => vec![(name, text)],
        value => vec![(name, value.to_string())],
    }
}
