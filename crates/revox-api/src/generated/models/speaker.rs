// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Speaker in a segment of a call.
    pub enum Speaker {
        /// The person on the phone speaks.
        User = "user",
        /// The AI agent speaks.
        Agent = "agent",
    }
}
