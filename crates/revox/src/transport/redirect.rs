//! Follows redirects if that is safe, and otherwise gives the reason why not.

use std::sync::Arc;

use http::header::LOCATION;
use http::{Method, Response, StatusCode};
use reqwest::Url;
use revox_api::{Error, RetryClass};

use super::{Exchange, WireRequest, collect};
use crate::base_url::BaseUrl;

/// Largest number of redirects that one request follows.
const MOST_FOLLOWED: usize = 5;

/// Advice that ends the message of every refused redirect.
const ADVICE: &str = "set the base URL (`base_url` or REVOX_BASE_URL) to the address of the API";

/// Follows redirects of reads, to the scheme, host and port that the API key is for.
#[derive(Clone)]
pub(super) struct Redirect<E> {
    inner: E,
    base_url: BaseUrl,
}

impl<E> Redirect<E> {
    pub(super) fn new(inner: E, base_url: BaseUrl) -> Self {
        Self { inner, base_url }
    }
}

impl<E: Exchange> Exchange for Redirect<E> {
    type Body = E::Body;

    async fn exchange(&self, mut request: WireRequest) -> Result<Response<E::Body>, Error> {
        let operation = request.operation;
        let mut followed = 0;
        loop {
            let again = follows_redirects(operation.retry_class).then(|| request.clone());
            let response = match self.inner.exchange(request).await {
                Ok(response) => response,
                Err(error) if followed > 0 && error.is_connect() => {
                    // Not a connection error: a server has seen the request and redirected it.
                    return Err(Error::transport(error)
                        .with_reason("no connection to the target of a redirect could be made"));
                }
                Err(error) => return Err(error),
            };
            if !is_redirect(response.status()) {
                return Ok(response);
            }
            let location = response.headers().get(LOCATION);
            let location = location.and_then(|value| value.to_str().ok());
            let target = location.and_then(|location| match &again {
                Some(request) => request.url.join(location).ok(),
                // Only described, not followed: the path does not matter.
                None => self.base_url.resolve(location),
            });
            let verdict = judge(
                target,
                response.status(),
                &operation.method,
                &self.base_url,
                followed,
            );
            match (verdict, again) {
                (Ok(target), Some(again)) => {
                    request = again;
                    request.url = Arc::new(target);
                    followed += 1;
                }
                (Ok(_), None) => {
                    let reason = format!(
                        "only reads follow redirects, since nothing else may be sent twice; {ADVICE}"
                    );
                    return Err(refused(response, reason).await);
                }
                (Err(reason), _) => {
                    return Err(refused(response, format!("{reason}; {ADVICE}")).await);
                }
            }
        }
    }
}

/// Returns true if a request may be sent again to the target of a redirect.
fn follows_redirects(class: RetryClass) -> bool {
    match class {
        RetryClass::Read => true,
        RetryClass::Idempotent | RetryClass::Once => false,
    }
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// Returns the target if a read may go there with the API key, or the reason why not.
fn judge(
    target: Option<Url>,
    status: StatusCode,
    method: &Method,
    base_url: &BaseUrl,
    followed: usize,
) -> Result<Url, String> {
    let Some(target) = target else {
        return Err("its `location` header is missing or is not a URL".to_owned());
    };
    if let Some(difference) = base_url.difference(&target) {
        return Err(format!(
            "it leads to {difference}, and the API key is never sent there"
        ));
    }
    let keeps_method = matches!(status.as_u16(), 307 | 308) || *method == Method::GET;
    if !keeps_method {
        return Err(format!("it asks for a GET in place of this {method}"));
    }
    if followed == MOST_FOLLOWED {
        return Err(format!("it came after {MOST_FOLLOWED} others"));
    }
    Ok(target)
}

/// Creates an error that keeps the response.
async fn refused<B: super::Incoming>(response: Response<B>, reason: String) -> Error {
    match collect(response).await {
        Ok(response) => Error::redirect(reason).with_response(response),
        // The redirect matters more than how its body ended.
        Err(error) => {
            let mut response = Response::new(error.body().cloned().unwrap_or_default());
            if let (Some(status), Some(headers)) = (error.status(), error.headers()) {
                *response.status_mut() = status;
                *response.headers_mut() = headers.clone();
            }
            Error::redirect(reason).with_response(response)
        }
    }
}
