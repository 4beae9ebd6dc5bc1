//! Reads the body of a request, even one that is too large, too slow or broken.

use std::future::poll_fn;
use std::pin::pin;
use std::time::Duration;

use hyper::body::{Body, Bytes};
use tokio::time::timeout;

/// The most that is kept of a body. A recording to clone a voice from has ten million characters
/// at most.
pub(crate) const LIMIT: usize = 16 * 1024 * 1024;

/// The longest pause of a client in the middle of a body.
const LONGEST_PAUSE: Duration = Duration::from_secs(20);

pub(crate) struct ReceivedBody {
    /// The bytes that arrived, up to [`LIMIT`].
    pub(crate) bytes: Bytes,
    pub(crate) end: End,
}

/// The way in which a body ended.
#[derive(Debug, PartialEq)]
pub(crate) enum End {
    Whole,
    OverLimit,
    /// The connection broke or paused for too long, or the transfer encoding was malformed.
    Broken,
}

impl ReceivedBody {
    /// Reads to the end even beyond the limit: a client that is still writing when the connection
    /// closes would see a reset instead of the response.
    pub(crate) async fn read(body: impl Body<Data = Bytes>) -> Self {
        let mut body = pin!(body);
        let mut bytes = Vec::new();
        let mut end = End::Whole;
        loop {
            let frame = timeout(LONGEST_PAUSE, poll_fn(|cx| body.as_mut().poll_frame(cx)));
            let frame = match frame.await {
                Ok(None) => break,
                Ok(Some(Ok(frame))) => frame,
                Ok(Some(Err(_))) | Err(_) => {
                    end = End::Broken;
                    break;
                }
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

    /// A body that nobody looks at.
    pub(crate) fn unread() -> Self {
        Self {
            bytes: Bytes::new(),
            end: End::Whole,
        }
    }
}
