//! Reading a request's body, whatever the client does with it.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, Bytes, HttpBody};

/// How much of a body is taken in: a recording to clone a voice from has ten million characters at
/// most.
pub(crate) const LIMIT: usize = 16 * 1024 * 1024;

pub(crate) struct ReceivedBody {
    /// What arrived, up to [`LIMIT`].
    pub(crate) bytes: Bytes,
    pub(crate) end: End,
}

/// How the body ended.
#[derive(Debug, PartialEq)]
pub(crate) enum End {
    Whole,
    OverLimit,
    /// The connection broke, or the transfer encoding was malformed.
    Broken,
}

impl ReceivedBody {
    /// Reads to the end even beyond the limit: a client that is still writing when the connection
    /// closes would see a reset instead of the answer.
    pub(crate) async fn read(mut body: Body) -> Self {
        let mut bytes = Vec::new();
        let mut end = End::Whole;
        while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
            let Ok(frame) = frame else {
                end = End::Broken;
                break;
            };
            let data = frame.into_data().unwrap_or_default();
            let room = LIMIT - bytes.len();
            if data.len() > room {
                end = End::OverLimit;
            }
            bytes.extend_from_slice(&data.slice(..data.len().min(room)));
        }
        Self {
            bytes: bytes.into(),
            end,
        }
    }
}

impl ReceivedBody {
    /// A body that nobody looks at.
    pub(crate) fn unread() -> Self {
        Self {
            bytes: Bytes::new(),
            end: End::Whole,
        }
    }
}
