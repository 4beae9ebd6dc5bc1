// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Provider that a phone number is reached through.
    pub enum PhoneNumberProvider {
        /// The number is reached through Twilio.
        Twilio = "twilio",
        /// The number is reached through Telnyx.
        Telnyx = "telnyx",
        /// The number is reached through a SIP connection.
        Sip = "sip",
    }
}
