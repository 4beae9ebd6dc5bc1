// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Outcome that an assistant can report by email. After-call SMS messages, Slack and Zoho
    /// go by the same list.
    pub enum NotificationOutcome {
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
        /// No outcome was determined for the call.
        None = "none",
    }
}
