//! Gets the API key from its provider before each attempt, if there is one.

use std::sync::Arc;

use http::Response;
use http::header::AUTHORIZATION;
use revox_api::Error;

use super::{Exchange, WireRequest};
use crate::ConfigError;
use crate::api_key::{KeyProvider, bearer};

/// Adds the provider's key to each request. The time that the provider takes counts towards the
/// timeout of the attempt.
#[derive(Clone)]
pub(super) struct Authorize<E> {
    pub(super) inner: E,
    /// `None` if the key is fixed: every request then already has it among its headers.
    pub(super) provider: Option<KeyProvider>,
}

impl<E: Exchange> Exchange for Authorize<E> {
    type Body = E::Body;

    async fn exchange(&self, mut request: WireRequest) -> Result<Response<E::Body>, Error> {
        if let Some(provider) = &self.provider {
            let key = match tokio::time::timeout(request.time_left(), provider.key()).await {
                Ok(Ok(key)) => key,
                Ok(Err(error)) => return Err(missing(error, "the key provider failed")),
                Err(elapsed) => {
                    let limit = request.limit;
                    let reason = format!("the key provider did not return in time: {limit}");
                    return Err(missing(elapsed, reason));
                }
            };
            let bearer = bearer(&key).map_err(|error| {
                let reason = match error {
                    ConfigError::MissingApiKey => "the key provider returned an empty key",
                    _ => {
                        "the key provider returned a key with white space or a character that \
                         HTTP forbids"
                    }
                };
                missing(error, reason)
            })?;
            Arc::make_mut(&mut request.headers).insert(AUTHORIZATION, bearer);
        }
        self.inner.exchange(request).await
    }
}

fn missing(
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    reason: impl Into<String>,
) -> Error {
    Error::missing_key(source).with_reason(reason)
}
