// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

/// A model reached through OpenRouter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OpenrouterModel {
    /// OpenRouter's ID of the model, such as `openai/gpt-4.1`.
    pub openrouter_model_id: String,
    /// Provider that OpenRouter is to use, such as `nebius`, `openai` or `azure`.
    pub openrouter_provider: String,
}

impl OpenrouterModel {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::OpenrouterModel;
    ///
    /// let value = OpenrouterModel::new("openai/gpt-4.1", "azure");
    /// ```
    pub fn new(
        openrouter_model_id: impl Into<String>,
        openrouter_provider: impl Into<String>,
    ) -> Self {
        Self {
            openrouter_model_id: openrouter_model_id.into(),
            openrouter_provider: openrouter_provider.into(),
        }
    }
}
