// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Media type of a recording.
    pub enum AudioContentType {
        /// The recording is WebM audio.
        AudioWebm = "audio/webm",
        /// The recording is WAV audio.
        AudioWav = "audio/wav",
        /// The recording is MPEG audio, such as MP3.
        AudioMpeg = "audio/mpeg",
        /// The recording is Ogg audio.
        AudioOgg = "audio/ogg",
        /// The recording is MP4 audio.
        AudioMp4 = "audio/mp4",
        /// The recording is in a WebM file of the video type.
        VideoWebm = "video/webm",
    }
}
