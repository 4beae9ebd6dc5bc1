use std::fmt;
use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;

use crate::Error;

/// Body of a response while it arrives.
///
/// A [`Transport`](crate::Transport) that streams creates one from [`Chunks`]; a complete body
/// converts from [`Bytes`].
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// let body = revox::Body::from(revox::bytes::Bytes::from_static(b"RIFF"));
/// ```
pub struct Body(Box<dyn Chunks>);

impl Body {
    /// Creates a body that is read from `chunks`.
    pub fn new(chunks: impl Chunks + 'static) -> Self {
        Self(Box::new(chunks))
    }

    pub(crate) async fn chunk(&mut self) -> Option<Result<Bytes, Error>> {
        self.0.next().await
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self::new(Whole(Some(bytes)))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Body(..)")
    }
}

/// Source of the chunks of a [`Body`].
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// use revox::bytes::Bytes;
/// use revox::{Chunks, NextChunk};
///
/// struct Letters(std::vec::IntoIter<u8>);
///
/// impl Chunks for Letters {
///     fn next(&mut self) -> NextChunk<'_> {
///         let chunk = self.0.next().map(|byte| Ok(Bytes::from(vec![byte])));
///         Box::pin(async { chunk })
///     }
/// }
/// ```
pub trait Chunks: Send {
    /// Returns the next chunk, or `None` once the body is complete.
    ///
    /// An error ends the body: create it with [`Error::timeout`] or [`Error::transport`].
    fn next(&mut self) -> NextChunk<'_>;
}

/// Future that returns the next chunk of a body.
pub type NextChunk<'c> = Pin<Box<dyn Future<Output = Option<Result<Bytes, Error>>> + Send + 'c>>;

struct Whole(Option<Bytes>);

impl Chunks for Whole {
    fn next(&mut self) -> NextChunk<'_> {
        let bytes = self.0.take();
        Box::pin(async { bytes.map(Ok) })
    }
}
