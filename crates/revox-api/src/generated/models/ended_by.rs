// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Party that ended a call.
    pub enum EndedBy {
        /// The AI agent ended the call.
        Agent = "agent",
        /// The person on the phone, calling or called, hung up.
        User = "user",
        /// The service ended the call, for instance at the maximum duration.
        System = "system",
    }
}
