//! An answer on its way to the client, and what a fault makes of it.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use http_body::Frame;
use tokio::time::{Sleep, sleep};

use super::answer::Answer;
use super::connection::Cut;
use super::server::Stopped;
use crate::fault::Effect;

/// White space that answers are blown up with, piece by piece.
const BLANKS: Bytes = Bytes::from_static(&[b' '; 64 * 1024]);

const GARBAGE: Bytes = Bytes::from_static(b"<!doctype html><title>502 Bad Gateway</title>");

/// The answer that a fault gives in place of the operation's.
pub(crate) fn faulty_answer(effect: &Effect) -> Option<Answer> {
    let Effect::Status { status, headers } = effect else {
        return None;
    };
    let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let message = "The sandbox was told to answer so.";
    let mut answer = Answer::refusal(status, "injected_fault", message);
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            answer.headers.push((name, value));
        }
    }
    Some(answer)
}

/// Sends an answer, as the fault has it. When the server stops, nobody is kept waiting.
pub(crate) async fn deliver(
    answer: Answer,
    effect: Option<&Effect>,
    cut: &Cut,
    stopped: &Stopped,
) -> Response {
    let whole = answer.body.clone();
    match effect {
        Some(Effect::Latency { seconds }) => {
            let seconds = Duration::try_from_secs_f64(*seconds);
            tokio::select! {
                () = sleep(seconds.unwrap_or(Duration::MAX)) => {}
                () = stopped.wait() => {}
            }
            respond(answer, Body::from(whole))
        }
        Some(effect @ (Effect::Hang | Effect::Drop)) => {
            if *effect == Effect::Hang {
                stopped.wait().await;
            }
            cut.cut();
            respond(answer, Body::empty())
        }
        Some(Effect::DropMidBody) => {
            let half = whole.slice(..whole.len() / 2);
            // Something has to be missing.
            let announced = whole.len().max(half.len() + 1);
            let body = Broken::new([Part::Data(half), Part::Flush, Part::Break]);
            let mut response = respond(answer, Body::new(body));
            let headers = response.headers_mut();
            headers.insert(CONTENT_LENGTH, announced.into());
            response
        }
        Some(Effect::TruncatedJson) => {
            let half = whole.slice(..whole.len() / 2);
            respond(answer, Body::from(half))
        }
        Some(Effect::GarbageJson) => respond(answer, Body::from(GARBAGE)),
        Some(Effect::ContentType { value }) => {
            let mut response = respond(answer, Body::from(whole));
            if let Ok(value) = HeaderValue::from_str(value) {
                response.headers_mut().insert(CONTENT_TYPE, value);
            }
            response
        }
        Some(Effect::SlowDrip { bytes_per_second }) => {
            let pause =
                Duration::from_secs(1) / u32::try_from(*bytes_per_second).unwrap_or(1).max(1);
            let bytes = (0..whole.len()).map(|at| whole.slice(at..=at));
            let parts = bytes.flat_map(|byte| [Part::Data(byte), Part::Wait(pause)]);
            respond(answer, Body::new(Broken::new(parts)))
        }
        Some(Effect::Oversized { bytes }) => {
            let missing = bytes.saturating_sub(whole.len() as u64);
            let parts = [Part::Data(whole), Part::Blanks(missing)];
            respond(answer, Body::new(Broken::new(parts)))
        }
        Some(Effect::None | Effect::Status { .. } | Effect::Duplicate) | None => {
            respond(answer, Body::from(whole))
        }
    }
}

fn respond(answer: Answer, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = answer.status;
    for (name, value) in answer.headers {
        response.headers_mut().insert(name, value);
    }
    response
}

/// A body that comes in parts, and perhaps not to its end.
struct Broken {
    parts: VecDeque<Part>,
    pause: Option<Pin<Box<Sleep>>>,
}

enum Part {
    Data(Bytes),
    Blanks(u64),
    Wait(Duration),
    /// What came before is on its way before anything else happens.
    Flush,
    Break,
}

impl Broken {
    fn new(parts: impl IntoIterator<Item = Part>) -> Self {
        Self {
            parts: parts.into_iter().collect(),
            pause: None,
        }
    }
}

/// What the server closes a connection with.
#[derive(Debug)]
struct Break;

impl std::fmt::Display for Break {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the body ends here")
    }
}

impl std::error::Error for Break {}

impl HttpBody for Broken {
    type Data = Bytes;
    type Error = Break;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Break>>> {
        loop {
            if let Some(pause) = &mut self.pause {
                ready!(pause.as_mut().poll(cx));
                self.pause = None;
            }
            let data = match self.parts.pop_front() {
                None => return Poll::Ready(None),
                Some(Part::Break) => return Poll::Ready(Some(Err(Break))),
                // A server that has nothing to send sends what it has.
                Some(Part::Flush) => {
                    cx.waker().wake_by_ref();
                    return Poll::Pending;
                }
                Some(Part::Wait(pause)) => {
                    self.pause = Some(Box::pin(sleep(pause)));
                    continue;
                }
                Some(Part::Data(data)) => data,
                Some(Part::Blanks(0)) => continue,
                Some(Part::Blanks(left)) => {
                    let length = BLANKS
                        .len()
                        .min(usize::try_from(left).unwrap_or(usize::MAX));
                    self.parts.push_front(Part::Blanks(left - length as u64));
                    BLANKS.slice(..length)
                }
            };
            return Poll::Ready(Some(Ok(Frame::data(data))));
        }
    }
}
