// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Ambient sound for a call.
    pub enum BackgroundSound {
        /// The sound is that of an office.
        AudioOfficeOgg = "audio/office.ogg",
    }
}
