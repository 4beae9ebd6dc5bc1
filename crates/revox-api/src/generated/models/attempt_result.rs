// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Person or machine that took the call.
    pub enum AttemptResult {
        /// A phone menu (interactive voice response) answered.
        Ivr = "IVR",
        /// A voicemail box answered.
        Voicemail = "voicemail",
        /// A person answered.
        Human = "human",
        /// It is not known who or what answered.
        Undetermined = "unknown",
        /// The call screening of an iPhone answered.
        IosScreeningFilter = "ios-screening-filter",
    }
}
