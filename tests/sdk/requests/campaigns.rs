use revox::Null;
use revox::models::{
    CallDirection, CallStatus, CampaignContact, LaunchFilters, LaunchMode, LaunchRows,
    LaunchRowsMode, LaunchSelection, OutcomeFilter, ResultFilter,
};

use super::case::{ALL, Case, NULL, REQUIRED, case};
use super::settings::retries;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case("campaigns_list", REQUIRED, |client| {
            client.campaigns().list()
        }),
        case("campaigns_create", REQUIRED, |client| {
            let nobody: [CampaignContact; 0] = [];
            client
                .campaigns()
                .create("June", "assistant_4Tn6yB", nobody)
        }),
        case("campaigns_create", ALL, |client| {
            let contacts = [
                CampaignContact::new("+33639980142").prompt_variables([("first_name", "Camille")]),
                CampaignContact::new("+33639980175").prompt_variables([("roof_area", 82.5)]),
            ];
            client
                .campaigns()
                .create("June", "assistant_4Tn6yB", contacts)
                .call_retry_config(retries())
                .from_phone_number("+33199001234")
                .max_concurrent_calls(5)
        }),
        case("campaigns_retrieve", REQUIRED, |client| {
            client.campaigns().retrieve("campaign_3Ge8wD")
        }),
        case("campaigns_delete", REQUIRED, |client| {
            client.campaigns().delete("campaign_3Ge8wD")
        }),
        case("campaigns_update", REQUIRED, |client| {
            client.campaigns().update("campaign_3Ge8wD")
        }),
        case("campaigns_update", ALL, |client| {
            client
                .campaigns()
                .update("campaign_3Ge8wD")
                .call_retry_config(retries())
                .from_phone_number("+33199001234")
                .max_concurrent_calls(5)
                .name("June")
        }),
        case("campaigns_update", NULL, |client| {
            client
                .campaigns()
                .update("campaign_3Ge8wD")
                .call_retry_config(Null)
                .from_phone_number(Null)
                .max_concurrent_calls(Null)
        }),
        case("campaigns_cancel", REQUIRED, |client| {
            client.campaigns().cancel("campaign_3Ge8wD")
        }),
        case("campaigns_export_rows", REQUIRED, |client| {
            client.campaigns().export_rows("campaign_3Ge8wD")
        }),
        case("campaigns_get_rows", REQUIRED, |client| {
            client.campaigns().get_rows("campaign_3Ge8wD")
        }),
        case("campaigns_pause", REQUIRED, |client| {
            client.campaigns().pause("campaign_3Ge8wD")
        }),
        case("campaigns_resume", REQUIRED, |client| {
            client.campaigns().resume("campaign_3Ge8wD")
        }),
        case("campaigns_statistics", REQUIRED, |client| {
            client.campaigns().statistics("campaign_3Ge8wD")
        }),
        case("campaigns_launch", REQUIRED, |client| {
            let only = LaunchRows::new(LaunchRowsMode::Only, ["call_2Wn7gJ"]);
            let selection = LaunchSelection::new(LaunchFilters::new(), only);
            client
                .campaigns()
                .launch("campaign_3Ge8wD", LaunchMode::SpeedDial, selection)
        }),
        case("campaigns_launch", ALL, |client| {
            let filters = LaunchFilters::new()
                .assignee_ids(["user_9Fk2qA"])
                .directions([CallDirection::Outbound])
                .outcomes([OutcomeFilter::None])
                .query("Camille")
                .results([ResultFilter::Voicemail])
                .statuses([CallStatus::NotLaunched]);
            let others = LaunchRows::new(LaunchRowsMode::AllExcept, ["call_2Wn7gJ"]);
            client
                .campaigns()
                .launch(
                    "campaign_3Ge8wD",
                    LaunchMode::AiFirst,
                    LaunchSelection::new(filters, others),
                )
                .scheduled_at("2026-06-09T10:05:00+02:00")
        }),
    ]
}
