// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Outcome of call orders to search for.
    pub enum OutcomeFilter {
        /// The person is not interested.
        NotInterested = "not_interested",
        /// The person is interested.
        Interested = "interested",
        /// The conversation was completed.
        Completed = "completed",
        /// The person asked to be called again later.
        RequestedCallbackLater = "requested_callback_later",
        /// There is no outcome.
        None = "none",
    }
}
