// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Voice model of Cartesia that a voice needs.
    pub enum VoiceModelCompat {
        /// The voice goes with every model.
        Universal = "universal",
        /// The voice goes with the model `sonic-3`.
        Sonic3 = "sonic-3",
        /// The voice goes with the model `sonic-3.5`.
        Sonic35 = "sonic-3.5",
    }
}
