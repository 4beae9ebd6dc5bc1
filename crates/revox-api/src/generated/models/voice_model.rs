// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Text-to-speech model of Cartesia.
    pub enum VoiceModel {
        /// The model is `sonic-3`.
        Sonic3 = "sonic-3",
        /// The model is `sonic-3.5`.
        Sonic35 = "sonic-3.5",
    }
}
