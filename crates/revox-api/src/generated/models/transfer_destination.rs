// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

/// A phone number that a call can be transferred to, with a label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TransferDestination {
    /// Name of the destination for people and for the assistant's prompt, which refers to it by
    /// this label, such as `Sales`.
    pub label: String,
    /// Number that the call is transferred to, in E.164 form, such as `+33199001250`.
    pub phone_number: String,
}

impl TransferDestination {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::TransferDestination;
    ///
    /// let value = TransferDestination::new("Sales", "+33199001250");
    /// ```
    pub fn new(label: impl Into<String>, phone_number: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            phone_number: phone_number.into(),
        }
    }
}

limits! {
    TransferDestination {
        phone_number: [Form(E164)],
    }
}
