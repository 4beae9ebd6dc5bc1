// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{NotificationOutcome, ZohoFieldMapping};

/// Settings for Zoho CRM: after a call with one of the outcomes, the record of the
/// prospect, which is found by the phone number, is created or updated, and a note with a
/// summary of the call is attached to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Zoho {
    /// ID of the connection between the organization's Zoho CRM account and Revox, which is
    /// kept with Nango.
    pub connection_id: String,
    /// Assignment of the values of a call to the fields of the record.
    pub field_mapping: Vec<ZohoFieldMapping>,
    /// True if the call is also entered in Zoho's module `Calls`, linked to the record of the
    /// prospect.
    pub log_call_activity: bool,
    /// Zoho module that holds the records of the prospects, such as `Leads` or `Contacts`.
    pub module: String,
    /// Outcomes after which a call goes to Zoho, for instance `interested`; `none` stands for a
    /// call without an outcome.
    pub outcomes: Vec<NotificationOutcome>,
    /// Text of the note. These placeholders are filled in: `{{summary}}`, `{{outcome}}`,
    /// `{{phone}}`, `{{call_url}}`, `{{assistant_name}}`, `{{campaign_name}}`,
    /// `{{transcript}}`, the prompt variables of the call, and the fields of its structured
    /// output. With `null` or an empty text, a built-in note serves: the outcome, the summary
    /// and the extracted fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
}

impl Zoho {
    /// Creates a value from its required fields; setters add the optional ones.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{NotificationOutcome, Zoho, ZohoFieldMapping};
    ///
    /// let value = Zoho::new(
    ///     "zoho_bray_solaire",
    ///     "Leads",
    ///     [ZohoFieldMapping::new("roof_side", "Roof_Side__c")],
    ///     [NotificationOutcome::Interested, NotificationOutcome::RequestedCallbackLater],
    ///     true,
    /// );
    /// ```
    pub fn new(
        connection_id: impl Into<String>,
        module: impl Into<String>,
        field_mapping: impl IntoIterator<Item = impl Into<ZohoFieldMapping>>,
        outcomes: impl IntoIterator<Item = impl Into<NotificationOutcome>>,
        log_call_activity: bool,
    ) -> Self {
        Self {
            connection_id: connection_id.into(),
            field_mapping: field_mapping.into_iter().map(Into::into).collect(),
            log_call_activity,
            module: module.into(),
            outcomes: outcomes.into_iter().map(Into::into).collect(),
            template: None,
        }
    }
}

setters! {
    Zoho {
        template(impl Into<String>),
    }
}
