//! One request in, one response out: the order of the checks, and the record of what happened.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{ConnectInfo, Request};
use axum::handler::HandlerWithoutStateExt;
use axum::http::HeaderValue;
use axum::http::request::Parts;
use axum::response::Response;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::answer::Answer;
use super::body::ReceivedBody;
use super::check::{self, Checked};
use super::connection::{Cut, Listening};
use super::deliver::{deliver, faulty_answer};
use super::record::{Fate, RecordedRequest};
use super::route;
use crate::error::PutCallError;
use crate::fault::{Effect, Fault, FaultError, Rules, Step};
use crate::spec::{Forms, Operation, Spec};
use crate::state::State;
use crate::{Mode, api, control};

pub(crate) type Observer = Box<dyn Fn(&RecordedRequest) + Send + Sync>;

pub(crate) struct Server {
    pub(crate) spec: Arc<Spec>,
    pub(crate) mode: Mode,
    pub(crate) api_key: String,
    observer: Option<Observer>,
    state: Mutex<State>,
}

/// Tells that the server stops.
#[derive(Clone)]
pub(crate) struct Stopped(pub(crate) watch::Receiver<()>);

impl Stopped {
    pub(crate) async fn wait(&self) {
        // An error is how the sender's drop arrives here.
        while self.0.clone().changed().await.is_ok() {}
    }
}

impl Server {
    pub(crate) fn new(
        spec: Arc<Spec>,
        mode: Mode,
        api_key: String,
        observer: Option<Observer>,
        state: State,
    ) -> Self {
        Self {
            spec,
            mode,
            api_key,
            observer,
            state: Mutex::new(state),
        }
    }

    /// Refuses a fault that could never hit.
    pub(crate) fn inject(&self, fault: Fault) -> Result<(), FaultError> {
        if let Some(operation) = &fault.operation
            && self.spec.operation(operation).is_none()
        {
            return Err(FaultError(format!("there is no operation `{operation}`")));
        }
        self.lock().faults.add(fault);
        Ok(())
    }

    pub(crate) fn put_call(&self, call: Value) -> Result<(), PutCallError> {
        let id = PutCallError::check(&call)?;
        self.lock().engine.put_call(id, call);
        Ok(())
    }

    /// The state, as it is now.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        let state = self.state.lock();
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        state.catch_up();
        state
    }

    pub(crate) async fn respond(&self, request: Request, cut: &Cut, stopped: &Stopped) -> Response {
        let (head, body) = request.into_parts();
        if let Some(path) = control::path(head.uri.path()) {
            let body = ReceivedBody::read(body).await;
            let answer = control::answer(self, &head.method, path, &body.bytes);
            return deliver(answer, None, cut, stopped).await;
        }
        let operation = route::find(&self.spec, &head.method, head.uri.path()).ok();
        let operation = operation.map(|matched| matched.operation.id.clone());
        let fault = self.lock().faults.next(operation.as_deref());
        let unread = |step: &Step| step.effect == Effect::Drop && !step.accepts;
        let body = match &fault {
            Some(step) if unread(step) => ReceivedBody::unread(),
            _ => ReceivedBody::read(body).await,
        };
        let (number, answer) = self.answer(head, &body, operation, fault.as_ref());
        let effect = fault.as_ref().map(|step| &step.effect);
        let mut response = deliver(answer, effect, cut, stopped).await;
        if let Ok(id) = HeaderValue::try_from(format!("req_{number}")) {
            response.headers_mut().insert("x-request-id", id);
        }
        response
    }

    /// Answers a request and records it; the number is that of the record.
    fn answer(
        &self,
        head: Parts,
        body: &ReceivedBody,
        operation_id: Option<String>,
        fault: Option<&Step>,
    ) -> (usize, Answer) {
        let checked = self.check(&head, body);
        let effect = fault.map(|step| &step.effect);

        // Held from the answer to its record, so that request ids follow the order of arrival.
        let mut state = self.lock();
        let mut accepted = 0;
        let mut answer = match checked {
            Ok((operation, checked)) if fault.is_none_or(|step| step.accepts) => {
                let mut process = || {
                    let answer = match self.mode {
                        Mode::Examples => api::example(operation),
                        Mode::Stateful => api::answer(operation, &checked, &mut state.engine),
                    };
                    accepted += u32::from(answer.refusal.is_none());
                    answer
                };
                let answer = process();
                if effect == Some(&Effect::Duplicate) {
                    process();
                }
                answer
            }
            // What would have been answered is not looked at.
            Ok((operation, _)) => api::example(operation),
            Err(refusal) => refusal,
        };
        if let Some(faulty) = effect.and_then(faulty_answer) {
            answer = faulty;
        }
        let number = state.requests.len() + 1;
        let unanswered = matches!(effect, Some(Effect::Hang | Effect::Drop));
        let fate = Fate {
            operation_id,
            accepted,
            answer: Some(&answer).filter(|_| !unanswered),
            fault: fault.map(Step::word),
        };
        let at = state.engine.now;
        let record = RecordedRequest::new(number, at, head, body.bytes.clone(), fate);
        state.requests.push(record.clone());
        drop(state);
        if let Some(observer) = &self.observer {
            observer(&record);
        }
        (number, answer)
    }

    fn check(&self, head: &Parts, body: &ReceivedBody) -> Result<(&Operation, Checked), Answer> {
        let matched = route::find(&self.spec, &head.method, head.uri.path())?;
        let query = head.uri.query();
        let forms = match self.mode {
            Mode::Stateful => Forms::Checked,
            Mode::Examples => Forms::Ignored,
        };
        let headers = &head.headers;
        let checked = check::request(&matched, headers, query, body, &self.api_key, forms)?;
        Ok((matched.operation, checked))
    }

    /// A call order as the API shows it.
    pub(crate) fn call(&self, id: &str) -> Option<Value> {
        let state = self.lock();
        let call = state.engine.calls.get(id)?;
        Some(api::call(&state.engine, call))
    }

    /// Forgets everything that happened.
    pub(crate) fn reset(&self) {
        let mut state = self.lock();
        state.engine = crate::seed::engine(&self.spec, state.engine.settings.clone());
        state.requests.clear();
        state.faults = Rules::new(state.engine.settings.seed);
        state.clock.restart();
    }
}

/// Serves on `address` until it is stopped; returns where that is.
pub(crate) async fn serve(
    server: Arc<Server>,
    address: SocketAddr,
    stopped: Stopped,
) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let until = stopped.clone();
    // A handler instead of axum's `Router`, which would match decoded paths.
    let handler = move |ConnectInfo(cut): ConnectInfo<Cut>, request: Request| {
        let (server, stopped) = (Arc::clone(&server), stopped.clone());
        async move { server.respond(request, &cut, &stopped).await }
    };
    let service = handler.into_make_service_with_connect_info::<Cut>();
    let serving = axum::serve(Listening(listener), service)
        .with_graceful_shutdown(async move { until.wait().await });
    tokio::spawn(serving.into_future());
    Ok(address)
}
