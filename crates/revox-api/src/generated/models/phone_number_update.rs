// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::Nullable;
use crate::wire::some;

/// Changes to a phone number. What is omitted stays as it is; an explicit `null` clears it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PhoneNumberUpdate {
    /// ID of the assistant for the calls that come in to this number. With `null`, the number
    /// has no such assistant any more. When it is omitted, the assistant stays the same.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub inbound_assistant_id: Option<Nullable<String>>,
    /// Label that tells this number from others, for people to read. With `null`, the number
    /// has no label any more. When it is omitted, the label stays the same.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub label: Option<Nullable<String>>,
}

impl PhoneNumberUpdate {
    /// Creates a value with nothing set; setters add what to send.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::PhoneNumberUpdate;
    ///
    /// let value = PhoneNumberUpdate::new().label("Solar panel enquiries");
    /// ```
    pub fn new() -> Self {
        Self::default()
    }
}

setters! {
    PhoneNumberUpdate and its requests {
        inbound_assistant_id(impl Into<Nullable<String>>),
        label(impl Into<Nullable<String>>),
    }
}

limits! {
    PhoneNumberUpdate {}
}

parameters!(PhoneNumberUpdate in Body);
