// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

/// Identity of the person on the phone, as far as it could be drawn from the input data of
/// the call order and from its transcript.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CallContact {
    /// Company of the person, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Email address of the person, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// First name of the person, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Last name of the person, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Job title of the person, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
}
