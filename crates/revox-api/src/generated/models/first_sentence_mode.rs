// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Source of the opening sentence of a call.
    pub enum FirstSentenceMode {
        /// The opening sentence is generated.
        Generated = "generated",
        /// The opening sentence is a fixed text.
        Static = "static",
        /// There is no opening sentence.
        None = "none",
    }
}
