//! Bodies of responses: whole, in pieces over time, or broken off.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep};

/// White space that responses are blown up with, piece by piece.
const BLANKS: Bytes = Bytes::from_static(&[b' '; 64 * 1024]);

/// The shortest pause between two pieces of a body that drips; timers are no finer than a
/// millisecond, so a fast drip sends several bytes at a time.
const SHORTEST_PAUSE: Duration = Duration::from_millis(5);

pub(crate) struct ResponseBody {
    parts: VecDeque<Part>,
    pause: Option<Pin<Box<Sleep>>>,
    /// The length that is announced; `None` sends the body in chunks.
    length: Option<u64>,
}

pub(crate) enum Part {
    Data(Bytes),
    Blanks(u64),
    Drip(Drip),
    /// Sends everything before it on its way.
    Flush,
    Break,
}

/// Bytes that leave at a steady rate.
pub(crate) struct Drip {
    bytes: Bytes,
    bytes_per_second: u64,
    start: Option<Instant>,
    sent: usize,
}

impl ResponseBody {
    pub(crate) fn whole(bytes: Bytes) -> Self {
        Self {
            length: Some(bytes.len() as u64),
            ..Self::in_parts([Part::Data(bytes)])
        }
    }

    pub(crate) fn in_parts(parts: impl IntoIterator<Item = Part>) -> Self {
        Self {
            parts: parts.into_iter().collect(),
            pause: None,
            length: None,
        }
    }
}

impl Drip {
    pub(crate) fn new(bytes: Bytes, bytes_per_second: u64) -> Self {
        Self {
            bytes,
            bytes_per_second: bytes_per_second.max(1),
            start: None,
            sent: 0,
        }
    }

    /// The next piece that is due, or the time until there is one; `None` at the end.
    fn next(&mut self) -> Option<Result<Bytes, Duration>> {
        if self.sent == self.bytes.len() {
            return None;
        }
        let elapsed = self.start.get_or_insert_with(Instant::now).elapsed();
        let rate = u128::from(self.bytes_per_second);
        let due = elapsed.as_nanos().saturating_mul(rate) / 1_000_000_000;
        let due = usize::try_from(due).unwrap_or(usize::MAX);
        let due = due.min(self.bytes.len());
        if due > self.sent {
            let piece = self.bytes.slice(self.sent..due);
            self.sent = due;
            return Some(Ok(piece));
        }
        let next = (self.sent as u128 + 1) * 1_000_000_000 / rate;
        let next = Duration::from_nanos(u64::try_from(next).unwrap_or(u64::MAX));
        Some(Err(next.saturating_sub(elapsed).max(SHORTEST_PAUSE)))
    }
}

/// The error with which the server closes a connection.
#[derive(Debug)]
pub(crate) struct Break;

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body ends here")
    }
}

impl std::error::Error for Break {}

impl Body for ResponseBody {
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
                Some(Part::Data(data)) => data,
                Some(Part::Drip(mut drip)) => match drip.next() {
                    None => continue,
                    Some(Ok(piece)) => {
                        self.parts.push_front(Part::Drip(drip));
                        piece
                    }
                    Some(Err(pause)) => {
                        self.parts.push_front(Part::Drip(drip));
                        self.pause = Some(Box::pin(sleep(pause)));
                        continue;
                    }
                },
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

    fn size_hint(&self) -> SizeHint {
        self.length
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
