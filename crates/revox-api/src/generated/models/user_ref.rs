// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::wire::{missing, or_missing};

/// A user of the organization, that is a member of the team, by ID, email address and name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UserRef {
    /// ID of the user.
    pub id: String,
    /// Email address of the user.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub email: String,
    /// First name of the user, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Last name of the user, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
}
