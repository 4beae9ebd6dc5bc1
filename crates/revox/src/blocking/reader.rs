//! A download as a reader.

use std::io;
use std::ops::Deref;

use bytes::{Buf, Bytes};
use revox_api::Download;

use super::wait;

/// Reader of a download, which returns bytes as they arrive.
///
/// Returned by [`blocking`](super::Blocking::blocking) of a [`Download`], and dereferences to it for status,
/// headers and media type. If reading fails, the [`io::Error`] contains the [`Error`](revox_api::Error).
///
/// # Examples
///
/// ```no_run
/// use revox::blocking::wait;
/// use revox::prelude::*;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = revox::Client::from_env()?;
/// let preview = client.voices().preview("voice_fr_jules", "cartesia");
/// let mut audio = wait(preview.stream())?.blocking();
/// println!("{:?}", audio.media_type());
/// std::io::copy(&mut audio, &mut std::fs::File::create("jules.audio")?)?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Reader {
    download: Download,
    /// Bytes that have arrived but were not read yet.
    chunk: Bytes,
}

impl Reader {
    pub(super) fn new(download: Download) -> Self {
        let chunk = Bytes::new();
        Self { download, chunk }
    }
}

impl Deref for Reader {
    type Target = Download;

    fn deref(&self) -> &Download {
        &self.download
    }
}

impl io::Read for Reader {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        while self.chunk.is_empty() && !target.is_empty() {
            match wait(self.download.chunk()).map_err(io::Error::other)? {
                Some(chunk) => self.chunk = chunk,
                None => return Ok(0),
            }
        }
        let count = target.len().min(self.chunk.len());
        self.chunk.copy_to_slice(target.split_at_mut(count).0);
        Ok(count)
    }
}
