//! One request in, one response out: the order of the checks, and the record of what happened.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::request::Parts;
use axum::response::Response;

use crate::answer::{Answer, answer};
use crate::body::ReceivedBody;
use crate::record::RecordedRequest;
use crate::spec::{Operation, Spec, SpecError};
use crate::store::Store;
use crate::{check, route};

pub(crate) struct Server {
    spec: Spec,
    state: Mutex<State>,
}

pub(crate) struct State {
    pub(crate) store: Store,
    pub(crate) requests: Vec<RecordedRequest>,
}

impl Server {
    pub(crate) fn new(spec: Spec) -> Result<Self, SpecError> {
        let state = State {
            store: Store::with_examples(&spec)?,
            requests: Vec::new(),
        };
        Ok(Self {
            spec,
            state: Mutex::new(state),
        })
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        // A poisoned state is whole all the same: nothing is changed in more than one step.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) async fn respond(&self, request: Request) -> Response {
        let (head, body) = request.into_parts();
        let body = ReceivedBody::read(body).await;

        // Held from the answer to its record, so that request ids follow the order of arrival.
        let mut state = self.lock();
        let (operation, answer) = self.answer(&head, &body, &state.store);
        state.requests.push(RecordedRequest::new(
            head,
            body.bytes,
            answer.status,
            operation.map(|operation| operation.id.clone()),
        ));
        let number = state.requests.len();
        drop(state);

        let mut response = answer.into_response();
        if let Ok(id) = HeaderValue::try_from(format!("req_{number}")) {
            response.headers_mut().insert("x-request-id", id);
        }
        response
    }

    fn answer(
        &self,
        head: &Parts,
        body: &ReceivedBody,
        store: &Store,
    ) -> (Option<&Operation>, Answer) {
        let matched = match route::find(&self.spec, &head.method, head.uri.path()) {
            Ok(matched) => matched,
            Err(refusal) => return (None, refusal),
        };
        let answered = check::key(&head.headers)
            .and_then(|()| check::body(matched.operation, body))
            .and_then(|()| check::parameters(&matched, head.uri.query()))
            .and_then(|path| answer(matched.operation, &path, store));
        (
            Some(matched.operation),
            answered.unwrap_or_else(|refusal| refusal),
        )
    }
}

#[cfg(test)]
mod tests;
