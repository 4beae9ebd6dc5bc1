// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Occasion on which an SMS is sent.
    pub enum SmsType {
        /// The SMS is sent while the call lasts.
        InCall = "in_call",
        /// The SMS is sent because the call reached a voicemail box.
        Voicemail = "voicemail",
        /// The SMS is sent after the call.
        AfterCall = "after_call",
    }
}
