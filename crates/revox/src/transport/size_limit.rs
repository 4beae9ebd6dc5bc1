//! Cuts off a response that is larger than allowed.

use bytes::Bytes;
use http::Response;
use revox_api::Error;

use super::{Exchange, Incoming, WireRequest};

/// Counts the decompressed bytes of each response as they arrive.
///
/// The announced length decides nothing: it may be false, and a response that is too large is read
/// up to the limit so that the error can keep its beginning.
#[derive(Clone)]
pub(super) struct SizeLimit<E>(pub(super) E);

impl<E: Exchange> Exchange for SizeLimit<E> {
    type Body = Limited<E::Body>;

    async fn exchange(&self, request: WireRequest) -> Result<Response<Self::Body>, Error> {
        let limit = request.max_response_bytes;
        let response = self.0.exchange(request).await?;
        Ok(response.map(|body| Limited {
            body,
            limit,
            left: limit,
            is_exceeded: false,
        }))
    }
}

/// A body that returns at most `limit` bytes, then an error.
pub(super) struct Limited<B> {
    body: B,
    limit: u64,
    left: u64,
    is_exceeded: bool,
}

impl<B: Incoming> Incoming for Limited<B> {
    async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        if self.is_exceeded {
            return Err(Error::too_large(self.limit));
        }
        let Some(mut chunk) = self.body.chunk().await? else {
            return Ok(None);
        };
        let left = usize::try_from(self.left).unwrap_or(usize::MAX);
        if chunk.len() > left {
            // The bytes within the limit come first, so that the error can keep them.
            chunk.truncate(left);
            self.is_exceeded = true;
        }
        self.left -= chunk.len() as u64;
        Ok(Some(chunk))
    }

    fn announced(&self) -> Option<u64> {
        self.body.announced().map(|length| length.min(self.limit))
    }
}
