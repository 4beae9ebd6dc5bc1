use revox::Null;

use super::case::{ALL, Case, NULL, REQUIRED, case};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case("phone_numbers_list", REQUIRED, |client| {
            client.phone_numbers().list()
        }),
        case("phone_numbers_delete", REQUIRED, |client| {
            client.phone_numbers().delete("number_6Qd2mX")
        }),
        case("phone_numbers_update", REQUIRED, |client| {
            client.phone_numbers().update("number_6Qd2mX")
        }),
        case("phone_numbers_update", ALL, |client| {
            client
                .phone_numbers()
                .update("number_6Qd2mX")
                .inbound_assistant_id("assistant_4Tn6yB")
                .label("Front desk")
        }),
        case("phone_numbers_update", NULL, |client| {
            client
                .phone_numbers()
                .update("number_6Qd2mX")
                .inbound_assistant_id(Null)
                .label(Null)
        }),
    ]
}
