// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Progress of a call order, over all of its attempts.
    pub enum CallStatus {
        /// The call order is being set up.
        Initializing = "initializing",
        /// The call order is in the queue to be called.
        QueuedForCalling = "queued_for_calling",
        /// A call is in progress.
        Calling = "calling",
        /// The call order is planned for a later time.
        Scheduled = "scheduled",
        /// The call order is completed.
        Completed = "completed",
        /// The call order was cancelled.
        Cancelled = "cancelled",
        /// The call order failed with an error.
        Errored = "errored",
        /// The call order is being processed after a call.
        PostProcessing = "post_processing",
        /// The call order has not been launched.
        NotLaunched = "not_launched",
        /// The call order is paused and makes no new attempts until it is resumed.
        Paused = "paused",
    }
}
