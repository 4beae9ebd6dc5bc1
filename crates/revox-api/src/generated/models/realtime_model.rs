// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::RealtimeProvider;

/// A realtime model of OpenAI or Google.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RealtimeModel {
    /// Provider of the realtime model.
    pub provider: RealtimeProvider,
    /// The provider's ID of the model, such as `gpt-4.1`.
    pub realtime_model_id: String,
    /// Voice that the realtime provider speaks with, such as `marin` at OpenAI or `Puck` at
    /// Gemini.
    ///
    /// Never empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub realtime_voice_id: Option<String>,
}

impl RealtimeModel {
    /// Creates a value from its required fields; setters add the optional ones.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{RealtimeModel, RealtimeProvider};
    ///
    /// let value = RealtimeModel::new(RealtimeProvider::Openai, "realtime_model_id");
    /// ```
    pub fn new(
        provider: impl Into<RealtimeProvider>,
        realtime_model_id: impl Into<String>,
    ) -> Self {
        Self {
            provider: provider.into(),
            realtime_model_id: realtime_model_id.into(),
            realtime_voice_id: None,
        }
    }
}

setters! {
    RealtimeModel {
        realtime_voice_id(impl Into<String>),
    }
}

limits! {
    RealtimeModel {
        realtime_voice_id: [MinLength(1)],
    }
}
