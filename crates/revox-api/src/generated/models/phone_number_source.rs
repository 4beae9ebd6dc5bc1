// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Origin of a phone number of the organization.
    pub enum PhoneNumberSource {
        /// A user imported the number.
        UserImported = "user_imported",
        /// Revox provisioned the number.
        RevoxProvisioned = "revox_provisioned",
        /// Revox purchased the number.
        RevoxPurchased = "revox_purchased",
    }
}
