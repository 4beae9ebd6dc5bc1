//! The table of operations: the id, the method, the path and the handler of each.

use serde_json::json;

use super::{Output, Request, Resource, assistants, calls, campaigns, phone_numbers, voices};
use crate::engine::Engine;
use crate::refusal::Refusal;

pub(crate) struct Operation {
    /// The `operationId` in the description.
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    /// The path below the base URL.
    pub(crate) path: &'static str,
    pub(super) handler: Handler,
}

pub(super) enum Handler {
    Json(fn(&mut Engine, &Request) -> Resource),
    Audio(fn(&mut Engine, &Request) -> Result<Output, Refusal>),
}

#[rustfmt::skip]
pub(crate) const OPERATIONS: &[Operation] = &[
    json("call_create", "POST", "/call", |engine, request| calls::create(engine, &request.body)),
    json("call_retrieve", "GET", "/call/{id}", |engine, request| calls::retrieve(engine, request.id())),
    json("call_cancel", "POST", "/call/{id}/cancel", |engine, request| calls::cancel(engine, request.id())),
    json("call_pause", "POST", "/call/{id}/pause", |engine, request| calls::pause(engine, request.id())),
    json("call_resume", "POST", "/call/{id}/resume", |engine, request| calls::resume(engine, request.id())),
    json("call_search", "POST", "/call/search", |engine, request| calls::search(engine, &request.body)),
    json("call_export", "POST", "/call/export", |engine, request| calls::export(engine, &request.body)),
    json("call_phone_history", "GET", "/calls/phone-history", |engine, _| calls::phone_history(engine)),
    json("campaigns_list", "GET", "/campaigns", |engine, _| campaigns::list(engine)),
    json("campaigns_create", "POST", "/campaigns", |engine, request| campaigns::create(engine, &request.body)),
    json("campaigns_retrieve", "GET", "/campaigns/{id}", |engine, request| campaigns::retrieve(engine, request.id())),
    json("campaigns_update", "PATCH", "/campaigns/{id}", |engine, request| campaigns::update(engine, request.id(), &request.body)),
    json("campaigns_delete", "DELETE", "/campaigns/{id}", |engine, request| campaigns::delete(engine, request.id())),
    json("campaigns_cancel", "POST", "/campaigns/{id}/cancel", |engine, request| campaigns::cancel(engine, request.id())),
    json("campaigns_pause", "POST", "/campaigns/{id}/pause", |engine, request| campaigns::pause(engine, request.id())),
    json("campaigns_resume", "POST", "/campaigns/{id}/resume", |engine, request| campaigns::resume(engine, request.id())),
    json("campaigns_get_rows", "GET", "/campaigns/{id}/rows", |engine, request| campaigns::rows(engine, request.id())),
    json("campaigns_export_rows", "GET", "/campaigns/{id}/export", |engine, request| campaigns::export(engine, request.id())),
    json("campaigns_statistics", "GET", "/campaigns/{id}/statistics", |engine, request| campaigns::statistics(engine, request.id())),
    json("campaigns_launch", "POST", "/campaigns/{id}/launch-calls", |engine, request| campaigns::launch(engine, request.id(), &request.body)),
    json("assistants_list", "GET", "/assistants", |engine, _| assistants::list(engine)),
    json("assistants_create", "POST", "/assistants", |engine, request| assistants::create(engine, &request.body)),
    json("assistants_retrieve", "GET", "/assistants/{id}", |engine, request| assistants::retrieve(engine, request.id())),
    json("assistants_update", "PATCH", "/assistants/{id}", |engine, request| assistants::update(engine, request.id(), &request.body)),
    json("assistants_delete", "DELETE", "/assistants/{id}", |engine, request| assistants::delete(engine, request.id())),
    json("assistants_clone", "POST", "/assistants/{id}/clone", |engine, request| assistants::clone(engine, request.id())),
    json("phone_numbers_list", "GET", "/phone-numbers", |engine, _| phone_numbers::list(engine)),
    json("phone_numbers_update", "PATCH", "/phone-numbers/{id}", |engine, request| phone_numbers::update(engine, request.id(), &request.body)),
    json("phone_numbers_delete", "DELETE", "/phone-numbers/{id}", |engine, request| phone_numbers::delete(engine, request.id())),
    json("voices_list", "GET", "/voices", |engine, _| voices::list(engine)),
    json("voices_retrieve", "GET", "/voices/{id}", |engine, request| voices::retrieve(engine, request.id(), &request.query)),
    json("voices_clone", "POST", "/voices/clone", |engine, request| voices::clone(engine, &request.body)),
    json("voices_delete", "DELETE", "/voices/{id}", |engine, request| voices::delete(engine, request.id())),
    audio("voices_preview", "POST", "/voices/preview", |engine, request| voices::preview(engine, &request.body)),
    json("users_retrieve", "GET", "/users/me", |engine, _| Ok(engine.user.clone())),
    json("auth_status_retrieve", "GET", "/auth-status", |_, _| Ok(json!({ "authenticated": true }))),
];

const fn json(
    id: &'static str,
    method: &'static str,
    path: &'static str,
    handler: fn(&mut Engine, &Request) -> Resource,
) -> Operation {
    let handler = Handler::Json(handler);
    Operation {
        id,
        method,
        path,
        handler,
    }
}

const fn audio(
    id: &'static str,
    method: &'static str,
    path: &'static str,
    handler: fn(&mut Engine, &Request) -> Result<Output, Refusal>,
) -> Operation {
    let handler = Handler::Audio(handler);
    Operation {
        id,
        method,
        path,
        handler,
    }
}

pub(super) fn find(id: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::OPERATIONS;
    use crate::spec::{Segment, Spec};

    #[test]
    #[allow(clippy::unwrap_used)]
    fn the_table_holds_the_operations_of_the_description_and_no_others() {
        let spec = Spec::embedded().unwrap();
        let described: BTreeSet<_> = spec
            .operations
            .iter()
            .map(|operation| {
                let segments = operation.path.iter().map(|segment| match segment {
                    Segment::Literal(text) => format!("/{text}"),
                    Segment::Parameter(parameter) => format!("/{{{}}}", parameter.name),
                });
                let path: String = segments.collect();
                format!("{} {} {path}", operation.id, operation.method)
            })
            .collect();
        let listed = OPERATIONS
            .iter()
            .map(|operation| format!("{} {} {}", operation.id, operation.method, operation.path));
        assert_eq!(listed.collect::<BTreeSet<_>>(), described);
    }
}
