// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Provider through which an SMS is sent.
    pub enum SmsProvider {
        /// The SMS goes through Twilio.
        Twilio = "twilio",
        /// The SMS goes through Vonage.
        Vonage = "vonage",
    }
}
