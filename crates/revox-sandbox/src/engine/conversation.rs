//! The course of an attempt, planned when it starts: ringing, turns of the conversation, its end.
//!
//! The pace of speech is our assumption: a line takes a second and a fifteenth of one for each
//! character, and the other side answers after half a second.

use serde_json::{Map, Value, json};

use crate::script::{Pickup, Reply};

/// The agent's lines where nothing else is known.
const AGENT_LINES: [&str; 3] = [
    "I see. May I tell you more?",
    "Good. I will note that down.",
    "Is there anything else?",
];

const GREETING: &str = "Hello, do you have a moment?";
const FAREWELL: &str = "Thank you, and goodbye.";

/// The course of an attempt. Times count in milliseconds from the moment at which it is answered.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) reply: Reply,
    pub(crate) rings_ms: i64,
    pub(crate) turns: Vec<Turn>,
    pub(crate) lasts_ms: i64,
    pub(crate) end_reason: Option<&'static str>,
    pub(crate) ended_by: Option<&'static str>,
}

#[derive(Clone, Debug)]
pub(crate) struct Turn {
    pub(crate) starts_ms: i64,
    pub(crate) ends_ms: i64,
    /// A `TranscriptEntry`.
    pub(crate) entry: Value,
}

impl Turn {
    /// The segment of speech; `None` for a tool.
    fn speech(&self, id: String) -> Option<Value> {
        let is_agent = match self.entry.get("role").and_then(Value::as_str)? {
            "assistant" | "human_agent" => true,
            "user" => false,
            _ => return None,
        };
        Some(json!({
            "id": id,
            "is_real_turn": true,
            "llm_system_prompt": null,
            "llm_ttft_ms": if is_agent { json!(320) } else { Value::Null },
            "llm_winner_model": null,
            "speaker": if is_agent { "agent" } else { "user" },
            "started_speaking_at_ms": self.starts_ms,
            "stopped_speaking_at_ms": self.ends_ms,
            "stt_transcription_delay_ms": if is_agent { Value::Null } else { json!(180) },
            "transcript": self.entry.get("content"),
            "tts_ttfb_ms": if is_agent { json!(140) } else { Value::Null },
            "was_cut": if is_agent { json!(false) } else { Value::Null },
        }))
    }
}

/// The segments of speech of the turns that were taken.
pub(crate) fn speech_events(attempt: &str, turns: &[Turn]) -> Vec<Value> {
    let turns = turns.iter().enumerate();
    turns
        .filter_map(|(index, turn)| turn.speech(format!("speech_{attempt}_{index}")))
        .collect()
}

/// Plans an attempt of a call order with these settings.
pub(crate) fn plan(
    reply: Reply,
    assistant: &Value,
    variables: &Map<String, Value>,
    is_speed_dial: bool,
) -> Plan {
    let answered = reply.pickup.result().is_some();
    let rings = reply
        .rings_seconds
        .unwrap_or(if answered { 6.0 } else { 30.0 });
    let mut plan = Plan {
        rings_ms: (rings.clamp(0.0, 600.0) * 1000.0) as i64,
        turns: Vec::new(),
        lasts_ms: 0,
        end_reason: None,
        ended_by: None,
        reply,
    };
    if !answered {
        return plan;
    }
    let number = |name: &str| assistant.get(name).and_then(Value::as_f64);
    let mut at = number("first_sentence_delay_ms").map_or(400, |delay| delay as i64);
    at = at.clamp(0, 60_000);
    for entry in entries(&plan.reply, assistant, variables, is_speed_dial) {
        let content = entry.get("content").and_then(Value::as_str);
        let characters = i64::try_from(content.unwrap_or_default().chars().count());
        let ends_ms = at + 1000 + characters.unwrap_or(0).min(100_000) * 66;
        plan.turns.push(Turn {
            starts_ms: at,
            ends_ms,
            entry,
        });
        at = ends_ms + 500;
    }
    plan.lasts_ms = at;
    (plan.end_reason, plan.ended_by) = end(&plan.reply, is_speed_dial);
    cut_off(&mut plan, number("max_call_duration_secs"));
    plan
}

/// Ends the call at the maximum duration.
fn cut_off(plan: &mut Plan, seconds: Option<f64>) {
    let Some(seconds) = seconds.filter(|seconds| *seconds > 0.0) else {
        return;
    };
    let most = (seconds.min(1e9) * 1000.0) as i64;
    if plan.lasts_ms > most {
        plan.lasts_ms = most;
        plan.turns.retain(|turn| turn.ends_ms <= most);
        (plan.end_reason, plan.ended_by) = (Some("max_duration"), Some("system"));
    }
}

fn end(reply: &Reply, is_speed_dial: bool) -> (Option<&'static str>, Option<&'static str>) {
    match reply.pickup {
        Pickup::Voicemail => (Some("voicemail"), Some("agent")),
        Pickup::PhoneMenu => (Some("ivr_no_navigate"), Some("agent")),
        // Of other ends, the API documents no reason.
        _ if reply.hangs_up => (None, Some("user")),
        Pickup::Human if is_speed_dial => (Some("speed_dial_hangup"), Some("agent")),
        Pickup::Human => (Some("tool_end_call"), Some("agent")),
        _ => (Some("user_unavailable"), Some("agent")),
    }
}

fn entries(
    reply: &Reply,
    assistant: &Value,
    variables: &Map<String, Value>,
    is_speed_dial: bool,
) -> Vec<Value> {
    if let Some(transcript) = &reply.transcript {
        let entries = transcript.iter().map(serde_json::to_value);
        return entries.filter_map(Result::ok).collect();
    }
    let text = |name: &str| {
        let text = assistant.get(name).and_then(Value::as_str);
        text.map(|text| fill(text, variables))
    };
    let agent = if is_speed_dial {
        "human_agent"
    } else {
        "assistant"
    };
    let says = |role: &str, content: String| json!({ "role": role, "content": content });
    if reply.pickup != Pickup::Human {
        let heard = reply.says.iter().map(|line| says("user", line.clone()));
        let left = (reply.pickup == Pickup::Voicemail).then(|| text("voicemail_message"));
        let left = left.flatten().map(|message| says("assistant", message));
        return heard.chain(left).collect();
    }
    let mut entries = Vec::new();
    let opening = match assistant.get("first_sentence_mode").and_then(Value::as_str) {
        Some("none") => None,
        Some("static") => text("first_sentence").or(Some(GREETING.into())),
        _ => Some(GREETING.into()),
    };
    entries.extend(opening.map(|opening| says(agent, opening)));
    for (line, answer) in reply.says.iter().zip(AGENT_LINES.iter().cycle()) {
        entries.push(says("user", line.clone()));
        entries.push(says(agent, (*answer).to_owned()));
    }
    // The last word is the agent's own, unless the other side hangs up before.
    if !reply.says.is_empty() {
        entries.pop();
    }
    if !reply.hangs_up {
        let farewell = text("end_of_call_sentence").unwrap_or_else(|| FAREWELL.into());
        entries.push(says(agent, farewell));
    }
    entries
}

/// Fills in the `{{variable}}` placeholders whose values are known.
pub(crate) fn fill(text: &str, variables: &Map<String, Value>) -> String {
    variables
        .iter()
        .fold(text.to_owned(), |text, (name, value)| {
            text.replace(
                &format!("{{{{{name}}}}}"),
                value.as_str().unwrap_or_default(),
            )
        })
}

/// The names of the `{{variable}}` placeholders of a text, each once.
pub(crate) fn placeholders(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in text.split("{{").skip(1) {
        if let Some((name, _)) = part.split_once("}}")
            && !names.iter().any(|known| known == name.trim())
        {
            names.push(name.trim().to_owned());
        }
    }
    names
}
