// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};

use super::VoiceProvider;
use crate::parameters::ParameterLocation;
use crate::parameters::sealed::Sealed;
use crate::{Parameters, Violation};

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

impl Parameters for VoicesRetrieveQuery {
    fn location(&self) -> ParameterLocation {
        ParameterLocation::Query
    }

    fn violations(&self) -> Vec<Violation> {
        Vec::new()
    }
}

impl Sealed for VoicesRetrieveQuery {}
