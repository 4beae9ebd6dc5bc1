// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::DedicatedInstanceName;

/// A model on a dedicated instance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DedicatedInstanceModel {
    /// Name of the model.
    pub name: DedicatedInstanceName,
}

impl DedicatedInstanceModel {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{DedicatedInstanceModel, DedicatedInstanceName};
    ///
    /// let value = DedicatedInstanceModel::new(DedicatedInstanceName::Gpt41);
    /// ```
    pub fn new(name: impl Into<DedicatedInstanceName>) -> Self {
        Self { name: name.into() }
    }
}
