// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Provider of voices.
    pub enum VoiceProvider {
        /// The voice comes from Cartesia.
        Cartesia = "cartesia",
        /// The voice comes from ElevenLabs.
        Elevenlabs = "elevenlabs",
        /// The voice comes from Gradium.
        Gradium = "gradium",
    }
}
