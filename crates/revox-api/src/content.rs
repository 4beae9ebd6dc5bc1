use std::fmt;
use std::io;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use crate::response::request_id;
use crate::{Body, Client, Error, Finished, Operation};

/// Body of a response that is not JSON: its bytes and their media type.
///
/// The body of any 2xx response is returned as it is. The API does not document which media types
/// it sends, so check [`media_type`](Self::media_type) before you treat the bytes as audio.
///
/// # Examples
///
/// ```
/// # async fn example(client: &revox_api::Client) -> Result<(), Box<dyn std::error::Error>> {
/// let audio = client.voices().preview("voice_fr_jules", "cartesia").await?;
/// println!("{:?}, {} bytes", audio.media_type(), audio.bytes().len());
/// std::fs::write("jules.audio", audio.bytes())?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Content {
    media_type: Option<String>,
    bytes: Bytes,
}

impl Content {
    pub(crate) fn new(response: &http::Response<Bytes>) -> Self {
        Self {
            media_type: media_type(response.headers()).map(str::to_owned),
            bytes: response.body().clone(),
        }
    }

    /// Returns the `Content-Type` of the response, as in `audio/mpeg`.
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// Returns the bytes as they arrived.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Consumes the content and returns its bytes.
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content")
            .field("media_type", &self.media_type)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

/// A successful response that is not JSON, while its body arrives.
///
/// Returned by [`Request::stream`](crate::Request::stream). Dropping it discards the rest of the
/// body.
///
/// # Examples
///
/// ```
/// # async fn example(client: &revox_api::Client) -> Result<(), Box<dyn std::error::Error>> {
/// let mut file = std::fs::File::create("jules.audio")?;
/// let audio = client.voices().preview("voice_fr_jules", "cartesia").stream().await?;
/// let written = audio.write_to(&mut file).await?;
/// println!("{written} bytes");
/// # Ok(())
/// # }
/// ```
pub struct Download {
    operation: &'static Operation,
    head: http::Response<()>,
    body: Body,
    /// The client whose transport is told when the download ends; `None` afterwards.
    client: Option<Client>,
    has_failed: bool,
}

impl Download {
    pub(crate) fn new(
        client: Client,
        operation: &'static Operation,
        response: http::Response<Body>,
    ) -> Self {
        let (head, body) = response.into_parts();
        Self {
            operation,
            head: http::Response::from_parts(head, ()),
            body,
            client: Some(client),
            has_failed: false,
        }
    }

    /// Completes the response with the body that was read.
    pub(crate) fn finished_with(self, body: Bytes) -> http::Response<Bytes> {
        self.head.map(|()| body)
    }

    /// Returns the HTTP status, always 2xx.
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// Returns the headers as they arrived.
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// Returns the id that the server gave this exchange, as
    /// [`Response::request_id`](crate::Response::request_id) does.
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.head.headers())
    }

    /// Returns the `Content-Type` of the response, as in `audio/mpeg`.
    pub fn media_type(&self) -> Option<&str> {
        media_type(self.head.headers())
    }

    /// Returns the next chunk of the body, or `None` once it is complete.
    ///
    /// # Errors
    ///
    /// Fails if the body breaks off, exceeds the size limit, or does not arrive within the timeout
    /// of the request.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let chunk = self.next().await;
        let finished = match &chunk {
            Ok(Some(_)) => return chunk,
            Ok(None) => Finished::streamed(self.operation, &self.head),
            Err(error) => Finished::failed(self.operation, error),
        };
        if let Some(client) = self.client.take() {
            client.transport().finished(&finished);
        }
        chunk
    }

    /// Returns the next chunk without telling the transport when the body ends.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        let chunk = match self.has_failed {
            // The source of the body may take what it has for the end.
            true => Err(Error::transport("the body failed before")),
            false => self.body.chunk().await.transpose(),
        };
        chunk.map_err(|error| {
            self.has_failed = true;
            let begun = self.head.clone().map(|()| Bytes::new());
            error.with_response(begun).during(self.operation)
        })
    }

    /// Writes the body to `target` as it arrives and returns the number of bytes written.
    ///
    /// Writing blocks the task that awaits this method, so pass a file or a buffer; for an
    /// asynchronous writer, use [`chunk`](Self::chunk).
    ///
    /// # Errors
    ///
    /// Fails if writing to `target` fails, or if [`chunk`](Self::chunk) does; the [`Error`] is then
    /// inside.
    pub async fn write_to(mut self, target: &mut (impl io::Write + Send)) -> io::Result<u64> {
        let mut written = 0;
        while let Some(chunk) = self.chunk().await.map_err(io::Error::other)? {
            target.write_all(&chunk)?;
            written += chunk.len() as u64;
        }
        target.flush()?;
        Ok(written)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.operation.id)
            .field("status", &self.status())
            .field("media_type", &self.media_type())
            .finish_non_exhaustive()
    }
}

fn media_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(CONTENT_TYPE)?.to_str().ok()
}
