// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

/// One value of a call, and the field of the Zoho record that it goes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ZohoFieldMapping {
    /// Name of a field of the structured output. Where there is no such field, it is the prompt
    /// variable of this name.
    pub source: String,
    /// Zoho's API name of the field, such as `Email` or `Roof_Side__c`.
    pub zoho_field: String,
}

impl ZohoFieldMapping {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::ZohoFieldMapping;
    ///
    /// let value = ZohoFieldMapping::new("roof_side", "Roof_Side__c");
    /// ```
    pub fn new(source: impl Into<String>, zoho_field: impl Into<String>) -> Self {
        Self {
            source: source.into(),
            zoho_field: zoho_field.into(),
        }
    }
}
