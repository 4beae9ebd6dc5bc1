// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::VoiceProvider;

/// Query parameters of `client.voices().retrieve(…)`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct VoicesRetrieveQuery {
    /// Provider that the voice comes from.
    pub provider: VoiceProvider,
}

impl VoicesRetrieveQuery {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{VoiceProvider, VoicesRetrieveQuery};
    ///
    /// let value = VoicesRetrieveQuery::new(VoiceProvider::Cartesia);
    /// ```
    pub fn new(provider: impl Into<VoiceProvider>) -> Self {
        Self { provider: provider.into() }
    }
}

limits! {
    VoicesRetrieveQuery {}
}

parameters!(VoicesRetrieveQuery in Query);
