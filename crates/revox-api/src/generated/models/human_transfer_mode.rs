// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Way of handing a call to a person.
    pub enum HumanTransferMode {
        /// The transfer is warm: the person taking over receives a summary.
        Warm = "warm",
        /// The transfer is cold: the call is passed on without a summary.
        Cold = "cold",
    }
}
