// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Language of a voice.
    pub enum VoiceLanguage {
        /// The voice speaks English.
        En = "en",
        /// The voice speaks French.
        Fr = "fr",
        /// The voice speaks Spanish.
        Es = "es",
        /// The voice speaks German.
        De = "de",
        /// The voice speaks Italian.
        It = "it",
        /// The voice speaks Portuguese.
        Pt = "pt",
        /// The voice speaks Russian.
        Ru = "ru",
        /// The voice speaks Chinese.
        Zh = "zh",
    }
}
