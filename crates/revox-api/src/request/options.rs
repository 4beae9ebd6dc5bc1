//! Limits and retries that a request asks of the transport.

use std::time::Duration;

use super::Request;
use crate::{Parameters, RequestOptions};

impl<T, P: Parameters> Request<T, P> {
    /// Limits the time of each attempt, from connecting to the last byte of the response.
    ///
    /// The default is the client's own limit. An attempt that takes longer fails with
    /// [`Error::is_timeout`](crate::Error::is_timeout). If the server needs longer than the limit, a
    /// request that succeeds is given up: for an operation of class
    /// [`Once`](crate::RetryClass::Once), nobody can then tell whether it took effect.
    pub fn timeout(self, limit: Duration) -> Self {
        self.with_options(|options| options.timeout = Some(limit))
    }

    /// Limits the body of the response to this many bytes, counted after decompression.
    ///
    /// The default is the client's own limit. A larger body fails with
    /// [`Error::is_too_large`](crate::Error::is_too_large); a [`Download`](crate::Download) returns
    /// the bytes within the limit first.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let page = client.call().search().page_size(1_000).max_response_bytes(512 << 20).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn max_response_bytes(self, limit: u64) -> Self {
        self.with_options(|options| options.max_response_bytes = Some(limit))
    }

    /// Limits the time of all attempts and the pauses between them.
    ///
    /// The default is the client's own deadline. A retry that could not begin before the deadline
    /// is not made: the outcome of the last attempt is returned at once.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let call = client.call().retrieve("call_8Zk3vQ").deadline(Duration::from_secs(3)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn deadline(self, limit: Duration) -> Self {
        self.with_options(|options| options.deadline = Some(limit))
    }

    /// Limits the number of times that the request is resent; with 0, it is sent once.
    ///
    /// The default is the client's own limit. Whatever the limit, an operation of class
    /// [`Once`](crate::RetryClass::Once) is resent only if no connection was made, or after a 429
    /// if you declare [`rate_limit_is_proof`](Self::rate_limit_is_proof).
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let call = client.call().retrieve("call_8Zk3vQ").max_retries(5).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn max_retries(self, retries: u32) -> Self {
        self.with_options(|options| options.max_retries = Some(retries))
    }

    /// Declares that the server does nothing when it responds with 429, so that the request may be
    /// resent even if its retry class is [`Once`](crate::RetryClass::Once).
    ///
    /// Revox does not document its rate limits. If any server on the way responds with 429 although
    /// the call order was placed, this rings a phone twice.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let order = client
    ///     .call()
    ///     .create("+33639980142")
    ///     .assistant_id("assistant_4Tn6yB")
    ///     .rate_limit_is_proof()
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn rate_limit_is_proof(self) -> Self {
        self.with_options(|options| options.rate_limit_is_proof = true)
    }

    fn with_options(mut self, change: impl FnOnce(&mut RequestOptions)) -> Self {
        if let Ok(http) = &mut self.http {
            change(&mut http.options);
        }
        self
    }
}
