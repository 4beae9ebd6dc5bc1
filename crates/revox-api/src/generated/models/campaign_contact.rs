// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A contact that a new campaign is to call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CampaignContact {
    /// Number to call, in E.164 form, such as `+33639980142`.
    pub to_phone_number: String,
    /// Values that fill the variables of the assistant's prompt for this contact, by variable
    /// name. The API requires the map, which may be empty, and leaves the type of the values
    /// open.
    #[serde(default)]
    pub prompt_variables: Map<String, Value>,
}

impl CampaignContact {
    /// Creates a value from its required fields; setters add the optional ones.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::CampaignContact;
    ///
    /// let value = CampaignContact::new("+33639980142")
    ///     .prompt_variables([
    ///         ("first_name", serde_json::json!("Camille")),
    ///         ("town", serde_json::json!("Gournay-en-Bray")),
    ///     ]);
    /// ```
    pub fn new(to_phone_number: impl Into<String>) -> Self {
        Self {
            to_phone_number: to_phone_number.into(),
            prompt_variables: Default::default(),
        }
    }
}

setters! {
    CampaignContact {
        prompt_variables(impl IntoIterator<Item = (impl Into<String>, impl Into<Value>)>),
    }
}

limits! {
    CampaignContact {
        to_phone_number: [Form(E164)],
    }
}
