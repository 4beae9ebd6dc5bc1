// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Result of attempts to search for.
    pub enum ResultFilter {
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
        /// There is no result.
        None = "none",
    }
}
