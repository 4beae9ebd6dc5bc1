// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::wire::{missing, or_missing};

/// An exported CSV file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CsvExport {
    /// Content of the file, as CSV text.
    pub csv: String,
    /// Name for the file. The server chose it, so take its last part alone before you write to
    /// that path.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub filename: String,
}

result!(CsvExport);
