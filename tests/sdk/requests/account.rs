use super::case::{Case, REQUIRED, case};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case("users_retrieve", REQUIRED, |client| {
            client.users().retrieve()
        }),
        case("auth_status_retrieve", REQUIRED, |client| {
            client.auth_status().retrieve()
        }),
    ]
}
