//! Voices, preset and cloned.

use serde_json::{Value, json};

use super::given::{is_true, text};
use super::{Output, Resource, conflict, not_found, success, unacceptable};
use crate::engine::Engine;
use crate::refusal::{Kind, Refusal};

pub(super) fn list(engine: &Engine) -> Resource {
    Ok(engine.voices.values().cloned().collect())
}

pub(super) fn retrieve(engine: &Engine, id: &str, query: &[(String, String)]) -> Resource {
    let provider = query.iter().find(|(name, _)| name == "provider");
    let voice = engine.voices.get(id).filter(|voice| {
        provider.is_none_or(|(_, provider)| text(voice, "provider") == Some(provider))
    });
    let voice = voice.ok_or_else(|| not_found("voice", id))?;
    Ok(json!({
        "id": voice.get("id"),
        "name": voice.get("name"),
        "description": voice.get("description"),
    }))
}

pub(super) fn clone(engine: &mut Engine, body: &Value) -> Resource {
    let id = engine.ids.next("voice");
    let (name, language) = (body.get("name"), body.get("language"));
    let voice = json!({
        "id": id,
        "accent": null,
        "description": "Cloned from a recording.",
        "gender": null,
        "isCloned": true,
        "language": language,
        "modelCompat": "sonic-3.5",
        "name": name,
        "provider": "cartesia",
    });
    engine.voices.insert(id.clone(), voice);
    Ok(json!({
        "id": id,
        "cartesiaVoiceId": engine.ids.next("cartesia"),
        "createdAt": engine.now.to_string(),
        "language": language,
        "name": name,
    }))
}

pub(super) fn delete(engine: &mut Engine, id: &str) -> Resource {
    let voice = engine
        .voices
        .get(id)
        .ok_or_else(|| not_found("voice", id))?;
    if !is_true(voice, "isCloned") {
        let message = format!("The voice {id:?} is a preset one, which nobody can delete.");
        return Err(Refusal::new(Kind::Forbidden, "preset_voice", message));
    }
    let speaks = |assistant: &Value| assistant.pointer("/voice/id") == Some(&id.into());
    let user = engine
        .assistants
        .values()
        .find(|assistant| speaks(assistant));
    if let Some(user) = user {
        let user = text(user, "id").unwrap_or_default();
        let message = format!("The assistant {user:?} speaks with the voice {id:?}.");
        return Err(conflict("voice_in_use", message));
    }
    engine.voices.shift_remove(id);
    Ok(success())
}

/// Checks what a schema cannot express: the provider has the voice, and can speak at such a speed
/// and so loud.
pub(super) fn check(engine: &Engine, given: &Value, id: &str, at: &str) -> Result<(), Refusal> {
    let provider = text(given, "provider").unwrap_or_default();
    let voice = text(given, id).and_then(|id| engine.voices.get(id));
    if voice.and_then(|voice| text(voice, "provider")) != Some(provider) {
        let named = given.get(id).cloned().unwrap_or_default();
        let what = format!("{provider} has no voice {named}");
        return Err(unacceptable(&format!("{at}/{id}"), what));
    }
    let speeds = match provider {
        "elevenlabs" => 0.7..=1.2,
        // Of Gradium, only the speed of an assistant's voice is documented.
        _ => 0.6..=1.5,
    };
    // The other providers ignore it.
    let volumes = (provider == "cartesia").then_some(0.5..=2.0);
    for (name, range) in [("speed", Some(speeds)), ("volume", volumes)] {
        let number = given.get(name).and_then(Value::as_f64);
        if let (Some(number), Some(range)) = (number, range)
            && !range.contains(&number)
        {
            let (least, most) = range.into_inner();
            let what = format!("{number} is not a {name} of {provider}, {least} to {most}");
            return Err(unacceptable(&format!("{at}/{name}"), what));
        }
    }
    Ok(())
}

/// Audio whose length follows from the text.
pub(super) fn preview(engine: &Engine, body: &Value) -> Result<Output, Refusal> {
    check(engine, body, "voiceId", "")?;
    Ok(silence(text(body, "text").unwrap_or("Hello.")))
}

/// Silence in a WAV file: 8,000 samples of 8 bits a second, 20 characters a second.
pub(super) fn silence(text: &str) -> Output {
    let samples = u32::try_from(text.chars().count().min(2_000) * 400).unwrap_or_default();
    let mut bytes = Vec::new();
    bytes.extend(b"RIFF");
    bytes.extend((36 + samples).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    for number in [16_u32, 0x0001_0001, 8_000, 8_000, 0x0008_0001] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(b"data");
    bytes.extend(samples.to_le_bytes());
    bytes.resize(bytes.len() + samples as usize, 0x80);
    Output::Audio {
        media_type: "audio/wav",
        bytes,
    }
}
