//! Typed data: the data to extract from a conversation, the extracted data, and the variables of a
//! prompt.
//!
//! | from | to | with |
//! |---|---|---|
//! | the definition of a struct | `structured_output_config`, or `input_schema` of a custom tool | [`output_fields`] (feature `extract`) |
//! | structured output of a call order | the struct | [`structured_output`](crate::reading::CallExt::structured_output) |
//! | arguments of a tool call | the struct | [`ToolCall::arguments`](crate::ToolCall::arguments) |
//! | a value of a struct | prompt variables, metadata | [`to_pairs`] |
//!
//! All of these except `output_fields` need only serde, and are available without a feature. With the
//! features `extract` and `jiff`, one struct describes the data and holds it:
//!
#![cfg_attr(all(feature = "extract", feature = "jiff"), doc = "```")]
#![cfg_attr(not(all(feature = "extract", feature = "jiff")), doc = "```ignore")]
//! use revox::models::{Call, OutputField, OutputFieldType};
//! use revox::output_fields;
//! use revox::prelude::*;
//! use revox::schemars::{self, JsonSchema};
//! use serde::Deserialize;
//!
//! #[derive(Debug, PartialEq, Deserialize, JsonSchema)]
//! #[serde(rename_all = "snake_case")]
//! enum RoofSide {
//!     South,
//!     /// Also a flat roof.
//!     Other,
//! }
//!
//! #[derive(Debug, PartialEq, Deserialize, JsonSchema)]
//! struct Lead {
//!     /// Full name of the person.
//!     name: String,
//!     roof_side: RoofSide,
//!     panels: Option<u32>,
//! }
//!
//! let config = output_fields::<Lead>()?;
//! assert_eq!(config[0], OutputField::new("name", "string", true).description("Full name of the person."));
//! assert_eq!(config[1].enum_options.as_deref(), Some(&["south".to_owned(), "other".to_owned()][..]));
//! assert!(!config[2].required);
//!
//! // … the assistant is created with this config, and some days later:
//! let call: Call = serde_json::from_value(serde_json::json!({
//!     "id": "call_8Zk3vQ",
//!     "status": "completed",
//!     "call_attempts": [{
//!         "id": "attempt_5Rw1cM",
//!         "status": "completed",
//!         "structured_output": {"name": "Camille Laurent", "roof_side": "south", "panels": null},
//!     }],
//! }))?;
//! let lead: Lead = call.structured_output()?;
//! assert_eq!(lead.roof_side, RoofSide::South);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod decode;
mod error;
#[cfg(feature = "extract")]
mod fields;
#[cfg(feature = "extract")]
mod order;
mod pairs;
#[cfg(feature = "extract")]
mod shape;

pub(crate) use decode::decode;
pub use error::ExtractError;
#[cfg(feature = "extract")]
pub use fields::{UnsupportedField, UnsupportedType, output_fields};
pub use pairs::{PairsError, to_pairs};
