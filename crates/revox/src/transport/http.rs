//! One exchange with reqwest.

use std::sync::Arc;

use bytes::Bytes;
use http::Response;
use revox_api::Error;

use super::reason::reason;
use super::{Exchange, Incoming, WireRequest};

/// Sends each request exactly once: the client's own retries and redirects are off.
#[derive(Clone)]
pub(super) struct Http(pub(super) reqwest::Client);

impl Exchange for Http {
    type Body = ReqwestBody;

    async fn exchange(&self, request: WireRequest) -> Result<Response<ReqwestBody>, Error> {
        let timeout = request.time_left();
        let url = Arc::unwrap_or_clone(request.url);
        let mut http = reqwest::Request::new(request.operation.method.clone(), url);
        *http.headers_mut() = Arc::unwrap_or_clone(request.headers);
        *http.timeout_mut() = Some(timeout);
        *http.body_mut() = request.body.map(Into::into);
        let mut response = self.0.execute(http).await.map_err(failed)?;
        let mut head = Response::new(());
        *head.status_mut() = response.status();
        *head.headers_mut() = std::mem::take(response.headers_mut());
        Ok(head.map(|()| ReqwestBody(response)))
    }
}

pub(super) struct ReqwestBody(reqwest::Response);

impl Incoming for ReqwestBody {
    async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        self.0.chunk().await.map_err(failed)
    }

    fn announced(&self) -> Option<u64> {
        self.0.content_length()
    }
}

fn failed(error: reqwest::Error) -> Error {
    // URLs hold ids and phone numbers.
    let error = error.without_url();
    let reason = reason(&error);
    let failure = if error.is_builder() {
        return Error::invalid_request(format!("it is not a valid HTTP request: {error}"));
    } else if error.is_connect() {
        Error::connect(error)
    } else if error.is_timeout() {
        return Error::timeout(error);
    } else {
        Error::transport(error)
    };
    match reason {
        Some(reason) => failure.with_reason(reason),
        None => failure,
    }
}
