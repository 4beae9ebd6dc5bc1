// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// SIP error that an attempt can meet.
    pub enum DialError {
        /// The number is not assigned to anyone.
        NumberNonAttributed = "number_non_attributed",
        /// There were too many calls.
        TooManyCalls = "too_many_calls",
        /// The line was busy.
        Busy = "busy",
        /// The number could not be reached for the time being.
        TemporarilyUnavailable = "temporarily_unavailable",
        /// Nobody answered.
        NoAnswer = "no_answer",
        /// International calls are not permitted.
        NoInternationalPermission = "no_international_permission",
        /// A precondition of the call was not met.
        PreconditionFailed = "precondition_failed",
        /// The error fits none of the other values.
        NonClassifiedError = "non_classified_error",
    }
}
