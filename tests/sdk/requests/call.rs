use revox::Null;
use revox::jiff::Timestamp;
use revox::models::{
    AssistantType, BackgroundSound, Calendly, CallAssistant, CallConcurrency, CallDirection,
    CallSearch, CallStatus, CustomModel, FaqItemInput, FirstSentenceMode, HumanTransferMode,
    NotificationOutcome, OutcomeFilter, Position, ResultFilter, SortDirection, SttModel,
    ThinkingSound, TransferDestination, Voice, VoiceModel, VoiceProvider,
};

use super::case::{ALL, Case, NULL, REQUIRED, case};
use super::settings::{self, all_settings, null_settings};

/// Sets every filter of a search.
macro_rules! all_filters {
    ($search:expr) => {
        $search
            .assignee_ids(["user_9Fk2qA"])
            .assistant_ids(["assistant_4Tn6yB"])
            .call_ids(["call_8Zk3vQ", "call_2Wn7gJ"])
            .campaign_ids(["campaign_3Ge8wD"])
            .directions([CallDirection::Outbound])
            .from_phone_numbers(["+33199001234"])
            .outcomes([OutcomeFilter::Interested, OutcomeFilter::None])
            .page(2)
            .page_size(100)
            .query("Camille")
            .results([ResultFilter::Voicemail])
            .sort_by("created_at")
            .sort_direction(SortDirection::Desc)
            .statuses([CallStatus::Completed, CallStatus::Errored])
            .to_phone_number("+33639980142")
    };
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = vec![
        case("call_create", REQUIRED, |client| {
            client.call().create("+33639980142")
        }),
        case("call_create", ALL, |client| {
            let at: Timestamp = "2026-06-09T08:05:00Z".parse().unwrap();
            client
                .call()
                .create("+33639980142")
                .assistant(all_settings!(CallAssistant::new("You are Jules.")))
                .assistant_id("assistant_4Tn6yB")
                .concurrency(CallConcurrency::new("technicians-normandy"))
                .from_phone_number("+33199001234")
                .metadata([("crm_lead", "lead-20418")])
                .prompt_variables([("first_name", "Camille"), ("town", "Gournay-en-Bray")])
                .scheduled_at(at)
                .skip_calling_window(true)
        }),
        case("call_create", NULL, |client| {
            let assistant = null_settings!(CallAssistant::new("You are Jules."));
            client.call().create("+33639980142").assistant(assistant)
        }),
        case("call_retrieve", REQUIRED, |client| {
            client.call().retrieve("call_8Zk3vQ")
        }),
        case("call_cancel", REQUIRED, |client| {
            client.call().cancel("call_8Zk3vQ")
        }),
        case("call_pause", REQUIRED, |client| {
            client.call().pause("call_8Zk3vQ")
        }),
        case("call_resume", REQUIRED, |client| {
            client.call().resume("call_8Zk3vQ")
        }),
        case("call_phone_history", REQUIRED, |client| {
            client.call().phone_history()
        }),
        case("call_search", REQUIRED, |client| client.call().search()),
        case("call_search", ALL, |client| {
            all_filters!(client.call().search())
        }),
        case("call_export", REQUIRED, |client| {
            client.call().export(CallSearch::new())
        }),
        case("call_export", ALL, |client| {
            client
                .call()
                .export(all_filters!(CallSearch::new()))
                .include_metadata(true)
                .include_structured_output_fields(false)
        }),
    ];
    for (kind, model) in settings::llm_models() {
        cases.push(case("call_create", kind, move |client| {
            let assistant = CallAssistant::new("You are Jules.").llm_model(model.clone());
            client.call().create("+33639980142").assistant(assistant)
        }));
    }
    cases
}
