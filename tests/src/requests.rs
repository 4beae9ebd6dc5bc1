//! A request of every operation, by its id, so that one test can cover all of them.

use revox::models::{
    AudioContentType, CallSearch, CampaignContact, LaunchFilters, LaunchMode, LaunchRows,
    LaunchRowsMode, LaunchSelection, VoiceLanguage, VoiceProvider,
};
use revox::{Client, Content, Parameters, Request};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A use of the request of an operation, whatever its parameters and result.
pub trait Use {
    /// The outcome.
    type Output;

    /// Uses the request of an operation that returns JSON.
    fn json<T, P>(self, request: Request<T, P>) -> Self::Output
    where
        T: DeserializeOwned + Serialize + JsonSchema + Send + 'static,
        P: Parameters + DeserializeOwned + JsonSchema;

    /// Uses the request of an operation that returns something else.
    fn content<P>(self, request: Request<Content, P>) -> Self::Output
    where
        P: Parameters + DeserializeOwned + JsonSchema;
}

/// Passes a request of an operation with only its required parameters to `to`.
pub fn with_request<U: Use>(client: &Client, operation: &str, to: U) -> U::Output {
    let (call, campaigns, voices) = (client.call(), client.campaigns(), client.voices());
    let (assistants, phone_numbers) = (client.assistants(), client.phone_numbers());
    match operation {
        "assistants_clone" => to.json(assistants.clone(ID)),
        "assistants_create" => to.json(assistants.create("name", "prompt")),
        "assistants_delete" => to.json(assistants.delete(ID)),
        "assistants_list" => to.json(assistants.list()),
        "assistants_retrieve" => to.json(assistants.retrieve(ID)),
        "assistants_update" => to.json(assistants.update(ID)),
        "auth_status_retrieve" => to.json(client.auth_status().retrieve()),
        "call_cancel" => to.json(call.cancel(ID)),
        "call_create" => to.json(call.create(PHONE_NUMBER)),
        "call_export" => to.json(call.export(CallSearch::new())),
        "call_pause" => to.json(call.pause(ID)),
        "call_phone_history" => to.json(call.phone_history()),
        "call_resume" => to.json(call.resume(ID)),
        "call_retrieve" => to.json(call.retrieve(ID)),
        "call_search" => to.json(call.search()),
        "campaigns_cancel" => to.json(campaigns.cancel(ID)),
        "campaigns_create" => to.json(campaigns.create("name", ID, [contact()])),
        "campaigns_delete" => to.json(campaigns.delete(ID)),
        "campaigns_export_rows" => to.json(campaigns.export_rows(ID)),
        "campaigns_get_rows" => to.json(campaigns.get_rows(ID)),
        "campaigns_launch" => to.json(campaigns.launch(ID, LaunchMode::SpeedDial, selection())),
        "campaigns_list" => to.json(campaigns.list()),
        "campaigns_pause" => to.json(campaigns.pause(ID)),
        "campaigns_resume" => to.json(campaigns.resume(ID)),
        "campaigns_retrieve" => to.json(campaigns.retrieve(ID)),
        "campaigns_statistics" => to.json(campaigns.statistics(ID)),
        "campaigns_update" => to.json(campaigns.update(ID)),
        "phone_numbers_delete" => to.json(phone_numbers.delete(ID)),
        "phone_numbers_list" => to.json(phone_numbers.list()),
        "phone_numbers_update" => to.json(phone_numbers.update(ID)),
        "users_retrieve" => to.json(client.users().retrieve()),
        "voices_clone" => {
            let (kind, language) = (AudioContentType::AudioWav, VoiceLanguage::Fr);
            to.json(voices.clone("name", language, b"RIFF", kind))
        }
        "voices_delete" => to.json(voices.delete(ID)),
        "voices_list" => to.json(voices.list()),
        "voices_preview" => to.content(voices.preview(ID, VoiceProvider::Cartesia)),
        "voices_retrieve" => to.json(voices.retrieve(ID, VoiceProvider::Cartesia)),
        other => panic!("a new operation: add `{other}` to this list"),
    }
}

const ID: &str = "id_1";
const PHONE_NUMBER: &str = "+33639980142";

fn contact() -> CampaignContact {
    CampaignContact::new(PHONE_NUMBER)
}

fn selection() -> LaunchSelection {
    LaunchSelection::new(
        LaunchFilters::new(),
        LaunchRows::new(LaunchRowsMode::Only, [ID]),
    )
}
