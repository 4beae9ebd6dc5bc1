// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{CallRetryConfig, CampaignContact};
use crate::IntoInteger;
use crate::wire::integer;

/// A campaign to create. Creating it places no call: each contact becomes a call order that
/// waits to be launched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CampaignCreate {
    /// ID of the assistant that is to conduct the calls. It cannot be changed afterwards.
    pub assistant_id: String,
    /// Contacts to call.
    pub contacts: Vec<CampaignContact>,
    /// Name of the campaign.
    pub name: String,
    /// Retry settings for the calls of this campaign, in place of the assistant's. If omitted,
    /// those of the assistant apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_retry_config: Option<CallRetryConfig>,
    /// Number to place the calls from, in E.164 form, such as `+33199001234`. If omitted, the
    /// campaign names no number of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_phone_number: Option<String>,
    /// Upper limit on the number of calls that the campaign may hold at the same time. Left
    /// out, the campaign sets no limit of its own.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "integer"
    )]
    pub max_concurrent_calls: Option<i64>,
}

impl CampaignCreate {
    /// Creates a value from its required fields; setters add the optional ones.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{CampaignContact, CampaignCreate};
    ///
    /// let value = CampaignCreate::new(
    ///         "Website enquiries, June 2026",
    ///         "assistant_4Tn6yB",
    ///         [
    ///             CampaignContact::new("+33639980142")
    ///                 .prompt_variables([
    ///                     ("first_name", serde_json::json!("Camille")),
    ///                     ("town", serde_json::json!("Gournay-en-Bray")),
    ///                 ]),
    ///             CampaignContact::new("+33639980157")
    ///                 .prompt_variables([
    ///                     ("first_name", serde_json::json!("Hugo")),
    ///                     ("town", serde_json::json!("Forges-les-Eaux")),
    ///                 ]),
    ///         ],
    ///     )
    ///     .from_phone_number("+33199001234")
    ///     .max_concurrent_calls(5);
    /// ```
    pub fn new(
        name: impl Into<String>,
        assistant_id: impl Into<String>,
        contacts: impl IntoIterator<Item = impl Into<CampaignContact>>,
    ) -> Self {
        Self {
            assistant_id: assistant_id.into(),
            contacts: contacts.into_iter().map(Into::into).collect(),
            name: name.into(),
            call_retry_config: None,
            from_phone_number: None,
            max_concurrent_calls: None,
        }
    }
}

setters! {
    CampaignCreate and its requests {
        call_retry_config(impl Into<CallRetryConfig>),
        from_phone_number(impl Into<String>),
        max_concurrent_calls(impl IntoInteger),
    }
}

limits! {
    CampaignCreate {
        contacts: [],
        call_retry_config: [],
        from_phone_number: [Form(E164)],
        max_concurrent_calls: [],
    }
}

parameters!(CampaignCreate in Body);
