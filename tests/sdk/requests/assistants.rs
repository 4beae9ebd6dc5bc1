use revox::Null;
use revox::models::{
    AssistantType, BackgroundSound, Calendly, CustomModel, FaqItemInput, FirstSentenceMode,
    HumanTransferMode, NotificationOutcome, Position, SttModel, ThinkingSound, TransferDestination,
    Voice, VoiceModel, VoiceProvider,
};

use super::case::{ALL, Case, NULL, REQUIRED, case};
use super::settings::{self, all_settings, null_settings};

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = vec![
        case("assistants_list", REQUIRED, |client| {
            client.assistants().list()
        }),
        case("assistants_create", REQUIRED, |client| {
            client.assistants().create("Jules", "You are Jules.")
        }),
        case("assistants_create", ALL, |client| {
            all_settings!(client.assistants().create("Jules", "You are Jules."))
        }),
        case("assistants_create", NULL, |client| {
            null_settings!(client.assistants().create("Jules", "You are Jules."))
        }),
        case("assistants_retrieve", REQUIRED, |client| {
            client.assistants().retrieve("assistant_4Tn6yB")
        }),
        case("assistants_delete", REQUIRED, |client| {
            client.assistants().delete("assistant_4Tn6yB")
        }),
        case("assistants_update", REQUIRED, |client| {
            client.assistants().update("assistant_4Tn6yB")
        }),
        case("assistants_update", ALL, |client| {
            all_settings!(client.assistants().update("assistant_4Tn6yB"))
                .name("Jules")
                .prompt("You are Jules.")
        }),
        case("assistants_update", NULL, |client| {
            null_settings!(client.assistants().update("assistant_4Tn6yB"))
        }),
        case("assistants_clone", REQUIRED, |client| {
            client.assistants().clone("assistant_4Tn6yB")
        }),
    ];
    for (kind, model) in settings::llm_models() {
        let of_update = model.clone();
        cases.push(case("assistants_create", kind, move |client| {
            let assistant = client.assistants().create("Jules", "You are Jules.");
            assistant.llm_model(model.clone())
        }));
        cases.push(case("assistants_update", kind, move |client| {
            let assistant = client.assistants().update("assistant_4Tn6yB");
            assistant.llm_model(of_update.clone())
        }));
    }
    cases
}
