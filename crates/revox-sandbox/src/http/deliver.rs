//! Delivers a response to the client, in the way that a fault asks for.

use std::time::Duration;

use hyper::StatusCode;
use hyper::body::Bytes;
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use tokio::time::sleep;

use super::response::Response;
use super::response_body::{Drip, Part, ResponseBody};
use super::stop::Stop;
use super::wire::Cut;
use crate::fault::Effect;

pub(crate) type Delivered = hyper::Response<ResponseBody>;

const GARBAGE: Bytes = Bytes::from_static(b"<!doctype html><title>502 Bad Gateway</title>");

/// The response that a fault gives in place of the operation's.
pub(crate) fn faulty_response(effect: &Effect) -> Option<Response> {
    let message = "A fault that was injected into the sandbox asks for this response.";
    let (status, headers) = match effect {
        Effect::Status { status, headers } => (status, headers),
        Effect::Late { .. } => {
            let status = StatusCode::GATEWAY_TIMEOUT;
            return Some(Response::refusal(status, "injected_fault", message));
        }
        _ => return None,
    };
    let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = Response::refusal(status, "injected_fault", message);
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            response = response.with(name, value);
        }
    }
    Some(response)
}

/// Sends a response. When the server stops, nobody is kept waiting.
pub(crate) async fn deliver(
    response: Response,
    effect: Option<&Effect>,
    cut: &Cut,
    stop: &Stop,
) -> Delivered {
    let whole = response.body.clone();
    match effect {
        Some(Effect::Latency { seconds }) => {
            let seconds = Duration::try_from_secs_f64(*seconds);
            tokio::select! {
                () = sleep(seconds.unwrap_or(Duration::MAX)) => {}
                () = stop.requested() => {}
            }
            with_body(response, ResponseBody::whole(whole))
        }
        Some(effect @ (Effect::Hang | Effect::Drop)) => {
            if *effect == Effect::Hang {
                stop.requested().await;
            }
            cut.cut();
            with_body(response, ResponseBody::whole(Bytes::new()))
        }
        Some(Effect::DropMidBody) => {
            let half = whole.slice(..whole.len() / 2);
            // Something has to be missing.
            let announced = whole.len().max(half.len() + 1);
            let body = ResponseBody::in_parts([Part::Data(half), Part::Flush, Part::Break]);
            let mut delivered = with_body(response, body);
            let headers = delivered.headers_mut();
            headers.insert(CONTENT_LENGTH, announced.into());
            delivered
        }
        Some(Effect::TruncatedJson) => {
            let half = whole.slice(..whole.len() / 2);
            with_body(response, ResponseBody::whole(half))
        }
        Some(Effect::GarbageJson) => with_body(response, ResponseBody::whole(GARBAGE)),
        Some(Effect::ContentType { value }) => {
            let mut delivered = with_body(response, ResponseBody::whole(whole));
            if let Ok(value) = HeaderValue::from_str(value) {
                delivered.headers_mut().insert(CONTENT_TYPE, value);
            }
            delivered
        }
        Some(Effect::SlowDrip { bytes_per_second }) => {
            let drip = Drip::new(whole, *bytes_per_second);
            with_body(response, ResponseBody::in_parts([Part::Drip(drip)]))
        }
        Some(Effect::Oversized { bytes }) => {
            let missing = bytes.saturating_sub(whole.len() as u64);
            let parts = [Part::Data(whole), Part::Blanks(missing)];
            with_body(response, ResponseBody::in_parts(parts))
        }
        Some(
            Effect::None
            | Effect::Status { .. }
            | Effect::Duplicate
            | Effect::Late { .. }
            | Effect::Lose
            | Effect::Double
            | Effect::Delay { .. }
            | Effect::Reorder
            | Effect::Forge { .. },
        )
        | None => with_body(response, ResponseBody::whole(whole)),
    }
}

fn with_body(response: Response, body: ResponseBody) -> Delivered {
    let mut delivered = hyper::Response::new(body);
    *delivered.status_mut() = response.status;
    for (name, value) in response.headers {
        delivered.headers_mut().insert(name, value);
    }
    delivered
}
