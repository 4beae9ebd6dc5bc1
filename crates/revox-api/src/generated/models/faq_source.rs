// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Author of an FAQ entry.
    pub enum FaqSource {
        /// The entry comes from a person.
        Human = "human",
        /// The entry comes from an AI.
        Ai = "ai",
    }
}
