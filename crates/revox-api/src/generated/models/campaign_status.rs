// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Progress of a campaign. A cancelled campaign has `is_cancelled` set beside it.
    pub enum CampaignStatus {
        /// The campaign is running.
        Running = "running",
        /// The campaign is paused, and places no further calls until it is resumed.
        Paused = "paused",
        /// The campaign is completed.
        Completed = "completed",
    }
}
