//! Texts that have to be of a form.

use revox::Timestamp;
use revox::models::{
    AssistantUpdate, CallCreate, CallRetryConfig, CallingWindow, CampaignUpdate, CustomTool,
    LaunchFilters, LaunchRows, LaunchSelection,
};

use super::{places, refused, window};

#[tokio::test]
async fn phone_numbers_are_in_e164_form() {
    let expected = "`phone_number` must be a phone number in E.164 form: `+`, country code and \
                    number, at most 15 digits and nothing in between, as in `+33639980142`";
    let wrong = [
        "",
        "+",
        "+1",
        "0612345678",
        "33612345678",
        "0033612345678",
        "+0612345678",
        "+33 6 12 34 56 78",
        "+33-612345678",
        "+33(0)612345678",
        "+33612345678 ",
        "+33612345678\n",
        "+3361234567O",
        "+33612345678;ext=9",
        "++33612345678",
        "tel:+33612345678",
        "+３３612345678",
        "+1234567890123456",
        "anonymous",
    ];
    for number in wrong {
        let said = refused(|client| client.call().create(number)).await;
        assert_eq!(said, [expected], "{number:?}");
    }
    for number in ["+12", "+33612345678", "+123456789012345"] {
        assert!(places(&CallCreate::new(number)).is_empty(), "{number}");
    }
}

#[tokio::test]
async fn times_of_day_are_on_one_of_the_two_clocks() {
    let retries = |time: &str| {
        let window = CallingWindow::new(time, "6pm", 60);
        CallRetryConfig::new([window], ["monday"], 1, false)
    };
    let expected = "`call_retry_config.calling_windows[0].calling_window_start_time` must be a \
                    time of day, as in `17:30`, `5:30pm` or `6pm`";
    let wrong = [
        "", "24:00", "17:60", "6:7", "17", "17h", "17:00:00", "17.00", " 17:00", "-1:00", "+7:00",
        "６:00", "6 pm", "13pm", "0pm", "00pm", "6:60pm", "6p", "pm", ":30pm", "6:pm", "17:00pm",
        "6pmpm", "noon",
    ];
    for time in wrong {
        let said = refused(|client| {
            let update = client.campaigns().update("campaign_3Ge8wD");
            update.call_retry_config(retries(time))
        });
        assert_eq!(said.await, [expected], "{time:?}");
    }
    let right = [
        "17:00", "9:30", "09:30", "0:00", "23:59", "6pm", "6am", "06pm", "6:30PM", "6:30Pm",
        "12am", "12:59pm", "11:05am",
    ];
    for time in right {
        let update = CampaignUpdate::new().call_retry_config(retries(time));
        assert!(places(&update).is_empty(), "{time}");
    }
}

#[tokio::test]
async fn time_zones_are_names_of_the_database_letter_by_letter() {
    let retries =
        |zone: &str| CallRetryConfig::new([window()], ["monday"], 1, false).timezone(zone);
    let expected = "`call_retry_config.timezone` must be a time zone of the IANA database, as \
                    in `Europe/Paris`";
    let wrong = [
        "",
        "Europe/paris",
        "EUROPE/PARIS",
        "Europe/Paris ",
        "Europe",
        "Mars/Base",
        "CET+1",
        "CEST",
        "UTC+2",
        "+02:00",
        "Z",
        "Romance Standard Time",
        "../Europe/Paris",
    ];
    for zone in wrong {
        let said = refused(|client| {
            let assistant = client.assistants().create("Jules", "You are Jules.");
            assistant.call_retry_config(retries(zone))
        });
        assert_eq!(said.await, [expected], "{zone:?}");
    }
    for zone in [
        "Europe/Paris",
        "America/Argentina/Buenos_Aires",
        "UTC",
        "Etc/GMT+2",
        "US/Pacific",
    ] {
        let update = AssistantUpdate::new().call_retry_config(retries(zone));
        assert!(places(&update).is_empty(), "{zone}");
    }
}

#[tokio::test]
async fn moments_are_in_rfc_3339_form_with_an_offset() {
    let expected = "`scheduled_at` must be an RFC 3339 date and time with an offset, as in \
                    `2026-06-09T12:05:43Z`";
    let wrong = [
        "",
        "tomorrow",
        "1780992300",
        "2026-06-09",
        "2026-06-09T08:05:00",
        "2026-06-09 08:05:00Z",
        "2026-06-09T08:05Z",
        "20260609T080500Z",
        "2026-06-09T08:05:00+02",
        "2026-06-09T08:05:00+0200",
        "2026-06-09T08:05:00+02:00[Europe/Paris]",
        "2026-06-09T08:05:00.Z",
        "2026-06-09T08:05:00,5Z",
        "2026-06-09T08:05:00Z ",
        "2026-02-30T08:05:00Z",
        "2026-06-09T24:00:00Z",
        "+002026-06-09T08:05:00Z",
        "２026-06-09T08:05:00Z",
    ];
    for moment in wrong {
        let said = refused(|client| client.call().create("+33639980142").scheduled_at(moment));
        assert_eq!(said.await, [expected], "{moment:?}");
        let said = refused(|client| {
            let launch = client
                .campaigns()
                .launch("campaign_3Ge8wD", "ai_first", everything());
            launch.scheduled_at(moment)
        });
        assert_eq!(said.await, [expected], "{moment:?}");
    }
    // As in a response, for something that has not happened.
    let never: Timestamp = serde_json::from_str("null").unwrap();
    let call = CallCreate::new("+33639980142").scheduled_at(never);
    assert_eq!(places(&call), ["scheduled_at"]);
    let right = [
        "2026-06-09T08:05:00Z",
        "2026-06-09t08:05:00z",
        "2026-06-09T08:05:00.123456789Z",
        "2026-06-09T10:05:00+02:00",
        "2026-06-08T22:05:00-10:00",
        "2028-02-29T08:05:00-00:00",
    ];
    for moment in right {
        let call = CallCreate::new("+33639980142").scheduled_at(moment);
        assert!(places(&call).is_empty(), "{moment}");
    }
}

#[test]
fn names_of_tools_are_in_snake_case() {
    let named = |name: &str| {
        let tool = CustomTool::new(name, "Books.", "GET", "https://agenda.example/slots");
        places(&AssistantUpdate::new().custom_tools([tool]))
    };
    for name in [
        "bookSlot",
        "Book",
        "book-slot",
        "book slot",
        "1st",
        "_book",
        "réserver",
    ] {
        assert_eq!(named(name), ["custom_tools[0].name"], "{name}");
    }
    for name in ["book", "book_slot", "book2"] {
        assert!(named(name).is_empty(), "{name}");
    }
}

#[test]
fn lookups_are_of_a_url_with_a_place_for_the_number() {
    let at = |url: &str| places(&AssistantUpdate::new().precall_lookup_url(url));
    let wrong = [
        "",
        "https://crm.example",
        "https://crm.example/{phone}",
        "crm.example/{{phone}}",
        "ftp://crm.example/{{phone}}",
        "https://crm.example/ {{phone}}",
    ];
    for url in wrong {
        assert_eq!(at(url), ["precall_lookup_url"], "{url}");
    }
    for url in [
        "https://crm.example/?a={{phone}}",
        "http://{{phone}}.crm.example",
    ] {
        assert!(at(url).is_empty(), "{url}");
    }
}

fn everything() -> LaunchSelection {
    let none: [&str; 0] = [];
    LaunchSelection::new(LaunchFilters::new(), LaunchRows::new("all_except", none))
}
