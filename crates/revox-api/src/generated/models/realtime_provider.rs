// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Provider of realtime models.
    pub enum RealtimeProvider {
        /// The model comes from OpenAI.
        Openai = "openai",
        /// The model comes from Google.
        Google = "google",
    }
}
