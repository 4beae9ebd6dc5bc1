// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use super::{CustomModel, DedicatedInstanceModel, OpenrouterModel, RealtimeModel};

tagged_union! {
    /// The language model behind a conversation; `type` tells which of the four kinds it is.
    #[tag = "type"]
    pub enum LlmModel {
        /// `type` is `dedicated-instance`.
        DedicatedInstance(DedicatedInstanceModel) = "dedicated-instance",
        /// `type` is `openrouter`.
        Openrouter(OpenrouterModel) = "openrouter",
        /// `type` is `custom`.
        Custom(CustomModel) = "custom",
        /// `type` is `realtime`.
        Realtime(RealtimeModel) = "realtime",
    }
}

limits! {
    enum LlmModel {
        Custom,
        Realtime,
    }
}
