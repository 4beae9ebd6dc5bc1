// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::SttContextEntry;

/// Hints for the transcriber of a conversation. Context that the service derives from the
/// prompt is added, and replaces no entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SttContext {
    /// General facts, as pairs of a key and a value.
    pub general: Vec<SttContextEntry>,
    /// Terms of the subject, such as product names.
    pub terms: Vec<String>,
}

impl SttContext {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{SttContext, SttContextEntry};
    ///
    /// let value = SttContext::new(
    ///     [SttContextEntry::new("topic", "solar panels")],
    ///     ["kilowatt-peak", "inverter"],
    /// );
    /// ```
    pub fn new(
        general: impl IntoIterator<Item = impl Into<SttContextEntry>>,
        terms: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        Self {
            general: general.into_iter().map(Into::into).collect(),
            terms: terms.into_iter().map(Into::into).collect(),
        }
    }
}
