// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::wire::{missing, or_missing};

/// The user whom the API key authenticates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct User {
    /// ID of the user.
    pub id: String,
    /// Time at which the user was created.
    #[serde(default = "missing::<Timestamp>")]
    pub created_at: Timestamp,
    /// Email address of the user.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub email: String,
    /// First name of the user, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// True if the user has completed the tutorial for newcomers.
    #[serde(default = "missing::<bool>", deserialize_with = "or_missing")]
    pub has_completed_onboarding: bool,
    /// Last name of the user, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// ID of the organization to which the user belongs.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub organization_id: String,
    /// Time of the latest change to the user.
    #[serde(default = "missing::<Timestamp>")]
    pub updated_at: Timestamp,
    /// Country of the organization, as a code of ISO 3166-1 alpha-2 such as `FR`, or `null`.
    /// Phone numbers in national form are taken to be of this country by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization_country: Option<String>,
}

result!(User);
