//! The error of a refused request names each violation, and nothing else.

use revox::Parameters;
use revox::models::{
    CallAssistant, CallCreate, CallRetryConfig, CallingWindow, CampaignContact, CampaignLaunch,
    CustomModel, CustomTool, KeyValue, LaunchFilters, LaunchRows, LaunchSelection, OutputField,
    TransferDestination, Voice,
};
use revox_tests::stub::{self, Stub};

use super::{places, refused};

#[tokio::test]
async fn places_lead_into_objects_lists_unions_and_maps() {
    let tool = CustomTool::new("slots", "", "GET", "https://agenda.example/slots")
        .query_params([KeyValue::new("town", ""), KeyValue::new("", "{{town}}")])
        .input_schema([OutputField::new("", "string", true)]);
    let assistant = CallAssistant::new("You are Jules.")
        .transfer_destinations([
            TransferDestination::new("Sales", "+33199001250"),
            TransferDestination::new("Billing", "0199001251"),
        ])
        .custom_tools([tool])
        .llm_model(CustomModel::new("llm.example", "", ""));
    let call = CallCreate::new("+33639980142").assistant(assistant);
    let mut found = places(&call);
    found.sort();
    let expected = [
        "assistant.custom_tools[0].description",
        "assistant.custom_tools[0].input_schema[0].name",
        "assistant.custom_tools[0].query_params[1].key",
        "assistant.llm_model.api_key",
        "assistant.llm_model.api_url",
        "assistant.llm_model.model_name",
        "assistant.transfer_destinations[1].phone_number",
    ];
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_setting_that_goes_only_with_another_is_refused_without_it() {
    let launch = |mode: &str| {
        let rows = LaunchRows::new("only", ["call_2Wn7gJ"]);
        let selection = LaunchSelection::new(LaunchFilters::new(), rows);
        CampaignLaunch::new(mode, selection).scheduled_at("2026-06-09T08:05:00Z")
    };
    let said = launch("speed_dial").violations();
    assert_eq!(said.len(), 1);
    let expected = "`scheduled_at` may be set only when `mode` is `ai_first`";
    assert_eq!(said[0].to_string(), expected);
    assert!(places(&launch("ai_first")).is_empty());
}

#[tokio::test]
async fn all_that_is_wrong_is_said_at_once() {
    let said = refused(|client| {
        let contacts = [
            CampaignContact::new("+33639980142"),
            CampaignContact::new("0612345678"),
            CampaignContact::new("0612345679"),
        ];
        let campaign = client
            .campaigns()
            .create("June", "assistant_4Tn6yB", contacts);
        campaign.from_phone_number("0612345670")
    });
    let said = said.await;
    let places: Vec<_> = said
        .iter()
        .map(|it| it.split('`').nth(1).unwrap())
        .collect();
    let expected = [
        "contacts[1].to_phone_number",
        "contacts[2].to_phone_number",
        "from_phone_number",
    ];
    assert_eq!(places, expected);
}

#[tokio::test]
async fn nothing_of_what_is_refused_is_said() {
    let stub = Stub::start(vec![stub::Canned::json("200 OK", &[], "{}")]).await;
    let window = CallingWindow::new("teatime", "6pm", 60);
    let retries = CallRetryConfig::new([window], ["monday"], -4_815_162_342_i64, false);
    let secret = "sk-l1ve".repeat(30);
    let assistant = CallAssistant::new("You are Jules.")
        .call_retry_config(retries.timezone("Mars/Base"))
        .llm_model(CustomModel::new(secret.as_str(), "", ""))
        .max_duration_end_message(secret.as_str())
        .voice(Voice::new("", "cartesia").speed(48.151));
    let call = stub.client().call().create("+33 6 39 98 01 42");
    let call = call.assistant(assistant).scheduled_at("next Tuesday");
    let error = call.await.unwrap_err();
    let violations = error.violations();
    assert_eq!(violations.len(), 11, "{violations:?}");
    let shown = format!("{error} {error:?} {error:#?} {violations:?}");
    for private in [
        "6 39",
        "teatime",
        "4815162342",
        "Mars",
        "sk-l1ve",
        "48.151",
        "Tuesday",
    ] {
        assert!(!shown.contains(private), "{private}: {shown}");
    }
}

/// Whichever way a request is awaited.
#[tokio::test]
async fn no_way_to_send_passes_the_limits_by() {
    let stub = Stub::start(vec![stub::Canned::json("200 OK", &[], "{}")]).await;
    let client = stub.client();
    let errors = [
        client
            .call()
            .create("06")
            .with_response()
            .await
            .unwrap_err(),
        client
            .call()
            .create("06")
            .as_type::<()>()
            .await
            .unwrap_err(),
        client
            .call()
            .create("06")
            .header("x-team", "sales")
            .await
            .unwrap_err(),
        client
            .voices()
            .preview("voice_fr_jules", "cartesia")
            .speed(9)
            .stream()
            .await
            .unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.violations().len(), 1, "{error}");
    }
    // A value that replaces a parameter is the caller's own.
    let call = client
        .call()
        .create("+33639980142")
        .extra_body("phone_number", "06");
    assert!(
        call.as_type::<serde_json::Value>()
            .await
            .unwrap_err()
            .is_decode()
    );
    assert_eq!(stub.received().len(), 1);
    assert!(stub.received()[0].ends_with(r#"{"phone_number":"06"}"#));
}
