// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// True if a phone number is owned, or verified as a caller ID.
    pub enum PhoneNumberType {
        /// The number is an owned one.
        OwnedNumber = "owned_number",
        /// The number is verified for use as a caller ID.
        VerifiedCallerId = "verified_caller_id",
    }
}
