// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Side that places the call.
    pub enum CallDirection {
        /// The call comes in to the agent.
        Inbound = "inbound",
        /// The agent places the call.
        Outbound = "outbound",
    }
}
