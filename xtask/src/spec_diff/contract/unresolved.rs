//! References that lead to nothing: to what is not there, or to a file that was not taken in.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::codegen::walk::escape;
use crate::spec_diff::spec::Spec;

/// What such references say, each with the JSON pointer of the first that says it.
pub(super) fn unresolved(spec: &Spec) -> BTreeMap<&str, String> {
    let mut found = BTreeMap::new();
    below(spec, &spec.value, &mut Vec::new(), &mut found);
    found
}

fn below<'s>(
    spec: &'s Spec,
    value: &'s Value,
    path: &mut Vec<String>,
    found: &mut BTreeMap<&'s str, String>,
) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                // These hold data, in which a `$ref` is a key like any other.
                if matches!(key.as_str(), "example" | "examples" | "default" | "enum") {
                    let names_a_part = path.last().is_some_and(|around| around == "properties");
                    if !names_a_part {
                        continue;
                    }
                }
                path.push(key.clone());
                match value {
                    Value::String(reference) if key == "$ref" => {
                        if spec.refer(reference).is_none() {
                            found.entry(reference).or_insert_with(|| pointer(path));
                        }
                    }
                    value => below(spec, value, path, found),
                }
                path.pop();
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(index.to_string());
                below(spec, item, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}

fn pointer(path: &[String]) -> String {
    path.iter().map(|key| format!("/{}", escape(key))).collect()
}
