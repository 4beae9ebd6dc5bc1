//! One exchange with reqwest.

use std::sync::Arc;

use bytes::Bytes;
use http::Response;
use revox_api::Error;

use super::http_clients::HttpClients;
use super::reason::reason;
use super::{Exchange, Incoming, TimeLimit, WireRequest};

/// Sends each request exactly once: the client's own retries and redirects are off.
#[derive(Clone)]
pub(super) struct Http(pub(super) HttpClients);

impl Exchange for Http {
    type Body = ReqwestBody;

    async fn exchange(&self, request: WireRequest) -> Result<Response<ReqwestBody>, Error> {
        let (timeout, limit) = (request.time_left(), request.limit);
        // A timer of the HTTP client may be late, and the request on its way by then.
        if timeout.is_zero() {
            let reason = format!("no time was left for it: {limit}");
            return Err(Error::connect(reason.clone()).with_reason(reason));
        }
        let url = Arc::unwrap_or_clone(request.url);
        let mut http = reqwest::Request::new(request.operation.method.clone(), url);
        *http.headers_mut() = Arc::unwrap_or_clone(request.headers);
        *http.timeout_mut() = Some(timeout);
        *http.body_mut() = request.body.map(Into::into);
        let response = self.0.current()?.execute(http).await;
        let mut response = response.map_err(|error| failed(error, limit))?;
        let mut head = Response::new(());
        *head.status_mut() = response.status();
        *head.headers_mut() = std::mem::take(response.headers_mut());
        Ok(head.map(|()| ReqwestBody { response, limit }))
    }
}

pub(super) struct ReqwestBody {
    response: reqwest::Response,
    limit: TimeLimit,
}

impl Incoming for ReqwestBody {
    async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let chunk = self.response.chunk().await;
        chunk.map_err(|error| failed(error, self.limit))
    }

    fn announced(&self) -> Option<u64> {
        self.response.content_length()
    }
}

fn failed(error: reqwest::Error, limit: TimeLimit) -> Error {
    // URLs hold ids and phone numbers.
    let error = error.without_url();
    let reason = reason(&error);
    let failure = if error.is_builder() {
        return Error::invalid_request(format!("it is not a valid HTTP request: {error}"));
    } else if error.is_connect() {
        Error::connect(error)
    } else if error.is_timeout() {
        return Error::timeout(error).with_reason(limit.to_string());
    } else {
        Error::transport(error)
    };
    match reason {
        Some(reason) => failure.with_reason(reason),
        None => failure,
    }
}
