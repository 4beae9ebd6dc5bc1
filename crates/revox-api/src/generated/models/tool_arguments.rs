// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde_json::{Map, Value};

untagged_union! {
    /// Arguments of a tool call: either an object with one property for each argument, or a
    /// string.
    pub enum ToolArguments {
        /// A JSON object.
        Object(Map<String, Value>),
        /// A JSON string.
        String(String),
    }
}
