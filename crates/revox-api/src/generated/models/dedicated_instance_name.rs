// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Model available on a dedicated instance.
    pub enum DedicatedInstanceName {
        /// The model is `gpt-4.1`.
        Gpt41 = "gpt-4.1",
        /// The model is `ministral-3-8b-instruct`.
        Ministral3Instruct8b = "ministral-3-8b-instruct",
    }
}
