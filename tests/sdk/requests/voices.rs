use revox::models::{AudioContentType, VoiceLanguage, VoiceModel, VoiceProvider};

use super::case::{ALL, Case, REQUIRED, case};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case("voices_list", REQUIRED, |client| client.voices().list()),
        case("voices_clone", ALL, |client| {
            client.voices().clone(
                "Nadia",
                VoiceLanguage::Fr,
                b"RIFF....WAVE",
                AudioContentType::AudioWav,
            )
        }),
        case("voices_preview", REQUIRED, |client| {
            client
                .voices()
                .preview("voice_en_1", VoiceProvider::Elevenlabs)
        }),
        case("voices_preview", ALL, |client| {
            client
                .voices()
                .preview("voice_fr_jules", VoiceProvider::Cartesia)
                .model(VoiceModel::Sonic35)
                .speed(1.05)
                .text("Bonjour !")
                .volume(1.2)
        }),
        case("voices_retrieve", REQUIRED, |client| {
            client
                .voices()
                .retrieve("voice_fr_jules", VoiceProvider::Cartesia)
        }),
        case("voices_delete", REQUIRED, |client| {
            client.voices().delete("voice_fr_nadia")
        }),
    ]
}
