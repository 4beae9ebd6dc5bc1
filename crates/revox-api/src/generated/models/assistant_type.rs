// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Kind of assistant.
    pub enum AssistantType {
        /// The assistant is an ordinary one that works by itself.
        Standalone = "standalone",
        /// The assistant directs a flow of sub-assistants. The transitions between them are not
        /// part of the assistant itself.
        MultiStep = "multi-step",
        /// The assistant is one step of a multi-step flow; the list of assistants leaves it out.
        SubAssistant = "sub-assistant",
    }
}
