// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Kind of node in a prompt flow.
    pub enum PromptNodeType {
        /// The node holds a block of the prompt.
        PromptBlock = "promptBlock",
    }
}
