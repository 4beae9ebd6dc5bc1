// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Author of a transcript entry.
    pub enum TranscriptRole {
        /// The entry comes from the person on the phone.
        User = "user",
        /// The entry comes from the AI agent.
        Assistant = "assistant",
        /// The entry comes from a tool that the agent used.
        Tool = "tool",
        /// The entry comes from a human agent.
        HumanAgent = "human_agent",
    }
}
