// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Progress of an attempt.
    pub enum AttemptStatus {
        /// The attempt waits to be dialled.
        Queued = "queued",
        /// The phone is ringing.
        Ringing = "ringing",
        /// The call is under way.
        Ongoing = "ongoing",
        /// The attempt is completed.
        Completed = "completed",
        /// The attempt failed with an error.
        Error = "error",
    }
}
