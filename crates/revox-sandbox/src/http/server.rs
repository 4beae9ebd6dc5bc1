//! One request in, one response out: the order of the checks, and the record of what happened.

use std::sync::Arc;

use hyper::Request;
use hyper::body::{Body, Bytes};
use hyper::header::HeaderValue;
use hyper::http::request::Parts;
use jiff::SignedDuration;

use super::check;
use super::deliver::{Delivered, deliver, faulty_response};
use super::origin::Hosts;
use super::request_body::ReceivedBody;
use super::response::Response;
use super::route;
use super::stop::Stop;
use super::wire::Cut;
use crate::api;
use crate::control;
use crate::fault::{Effect, Step};
use crate::mode::Mode;
use crate::record::{Fate, RecordedRequest};
use crate::service::Service;
use crate::spec::{Forms, Operation};

pub(crate) type Observer = Box<dyn Fn(&RecordedRequest) + Send + Sync>;

pub(crate) struct Server {
    pub(crate) service: Arc<Service>,
    pub(crate) api_key: String,
    pub(crate) observer: Option<Observer>,
    pub(crate) hosts: Hosts,
}

impl Server {
    pub(crate) async fn respond(
        &self,
        request: Request<impl Body<Data = Bytes>>,
        cut: &Cut,
        stop: &Stop,
    ) -> Delivered {
        let (head, body) = request.into_parts();
        // Before everything else: a web page must not even use up a fault.
        if let Err(refused) = self.hosts.check(&head) {
            ReceivedBody::read(body).await;
            return deliver(refused, None, cut, stop).await;
        }
        if let Some(path) = control::path(head.uri.path()) {
            let body = ReceivedBody::read(body).await;
            let response = self.control(&head, path, &body.bytes).await;
            return deliver(response, None, cut, stop).await;
        }
        let operation = route::find(&self.service.spec, &head.method, head.uri.path()).ok();
        let operation = operation.map(|matched| matched.operation.id.clone());
        let fault = self.service.lock().faults.next(operation.as_deref());
        let unread = |step: &Step| step.effect == Effect::Drop && !step.accepts;
        let body = match &fault {
            Some(step) if unread(step) => ReceivedBody::unread(),
            _ => ReceivedBody::read(body).await,
        };
        let (number, response) = self.process(head, &body, operation, fault.as_ref());
        let effect = fault.as_ref().map(|step| &step.effect);
        let mut delivered = deliver(response, effect, cut, stop).await;
        if let Ok(id) = HeaderValue::try_from(format!("req_{number}")) {
            delivered.headers_mut().insert("x-request-id", id);
        }
        delivered
    }

    async fn control(&self, head: &Parts, path: &str, body: &[u8]) -> Response {
        let request = control::Request {
            method: head.method.as_str(),
            path,
            query: head.uri.query().unwrap_or_default(),
            body,
        };
        match control::perform(&self.service, request).await {
            Ok(body) => Response::success(hyper::StatusCode::OK, api::Output::Json(body)),
            Err(refusal) => refusal.into(),
        }
    }

    /// Processes a request and records it; the number is that of the record.
    fn process(
        &self,
        head: Parts,
        body: &ReceivedBody,
        operation_id: Option<String>,
        fault: Option<&Step>,
    ) -> (usize, Response) {
        let checked = self.check(&head, body);
        let effect = fault.map(|step| &step.effect);

        // Held from the response to its record, so that request ids follow the order of arrival.
        let mut state = self.service.lock();
        let mut accepted = 0;
        let late = match effect {
            Some(Effect::Late { seconds }) => {
                Some(SignedDuration::try_from_secs_f64(*seconds).unwrap_or(SignedDuration::MAX))
            }
            _ => None,
        };
        let mut response = match checked {
            Ok((operation, request)) if late.is_some() => {
                accepted += 1;
                if self.service.mode == Mode::Stateful {
                    state.defer(late.unwrap_or_default(), &operation.id, request);
                }
                Response::success(operation.success, api::example(operation))
            }
            Ok((operation, request)) if fault.is_none_or(|step| step.accepts) => {
                let mut perform = || {
                    let result = self.service.perform(&mut state, operation, &request);
                    accepted += u32::from(result.is_ok());
                    match result {
                        Ok(output) => Response::success(operation.success, output),
                        Err(refusal) => refusal.into(),
                    }
                };
                let response = perform();
                if effect == Some(&Effect::Duplicate) {
                    perform();
                }
                response
            }
            // The fault has its own response, or none, or changes the example.
            Ok((operation, _)) => Response::success(operation.success, api::example(operation)),
            Err(refused) => refused,
        };
        if let Some(faulty) = effect.and_then(faulty_response) {
            response = faulty;
        }
        let is_answered = !matches!(effect, Some(Effect::Hang | Effect::Drop));
        let fate = Fate {
            operation_id,
            accepted,
            status: is_answered.then(|| response.status.as_u16()),
            refusal: response.refusal.clone().filter(|_| is_answered),
            fault: fault.map(Step::word),
        };
        let number = state.record.next_number();
        let at = state.engine.now;
        let record = RecordedRequest::new(number, at, head, body.bytes.clone(), fate);
        state.record.push(record.clone());
        drop(state);
        if let Some(observer) = &self.observer {
            observer(&record);
        }
        (number, response)
    }

    fn check(
        &self,
        head: &Parts,
        body: &ReceivedBody,
    ) -> Result<(&Operation, api::Request), Response> {
        let matched = route::find(&self.service.spec, &head.method, head.uri.path())?;
        let query = head.uri.query();
        let forms = match self.service.mode {
            Mode::Stateful => Forms::Checked,
            Mode::Examples => Forms::Ignored,
        };
        let headers = &head.headers;
        let request = check::request(&matched, headers, query, body, &self.api_key, forms)?;
        Ok((matched.operation, request))
    }
}
