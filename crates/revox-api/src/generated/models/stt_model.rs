// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Speech-to-text model that transcribes a conversation.
    pub enum SttModel {
        /// The model is `stt-rt-v4`.
        SttRtV4 = "stt-rt-v4",
        /// The model is `stt-rt-v5`.
        SttRtV5 = "stt-rt-v5",
    }
}
