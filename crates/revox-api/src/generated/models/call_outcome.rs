// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Business outcome of a conversation.
    pub enum CallOutcome {
        /// The person is not interested.
        NotInterested = "not_interested",
        /// The person is interested.
        Interested = "interested",
        /// The conversation was completed.
        Completed = "completed",
        /// The person asked to be called again later.
        RequestedCallbackLater = "requested_callback_later",
        /// The person asked to be called back on another number.
        RequestedCallbackNewNumber = "requested_callback_new_number",
        /// The person does not want to be contacted.
        DoNotContact = "do_not_contact",
    }
}
