// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Built-in LiveKit clip that fills the time in which the agent thinks.
    pub enum ThinkingSound {
        /// The clip plays the sounds of a city.
        CityAmbienceOgg = "city-ambience.ogg",
        /// The clip plays the sounds of a forest.
        ForestAmbienceOgg = "forest-ambience.ogg",
        /// The clip plays the sounds of an office.
        OfficeAmbienceOgg = "office-ambience.ogg",
        /// The clip plays the sounds of a room full of people.
        CrowdedRoomOgg = "crowded-room.ogg",
        /// The clip plays typing on a keyboard.
        KeyboardTypingOgg = "keyboard-typing.ogg",
        /// The clip plays typing on a keyboard, in a second version.
        KeyboardTyping2Ogg = "keyboard-typing2.ogg",
        /// The clip plays the music of a phone on hold.
        HoldMusicOgg = "hold_music.ogg",
    }
}
