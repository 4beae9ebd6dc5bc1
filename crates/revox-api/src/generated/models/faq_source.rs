// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Who an FAQ entry comes from.
    pub enum FaqSource {
        /// The entry comes from a person.
        Human = "human",
        /// The entry comes from an AI.
        Ai = "ai",
    }
}
