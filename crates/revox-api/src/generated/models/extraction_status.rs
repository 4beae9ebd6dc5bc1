// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Progress of the extraction of the structured output.
    pub enum ExtractionStatus {
        /// There is no extraction.
        None = "none",
        /// The extraction is running.
        Running = "running",
        /// The extraction is completed.
        Completed = "completed",
    }
}
