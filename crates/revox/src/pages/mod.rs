//! Reads the call orders that a search finds, page by page.

mod progress;
mod returned;
mod window;

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http::StatusCode;
use revox_api::models::{Call, CallSearch, CallSearchResult};
use revox_api::{BoxFuture, Error, Response};

use progress::Progress;

/// The call orders that a search finds, read page by page as they are needed.
///
/// Returned by [`CallHandle::all`](crate::CallHandle::all). It is a
/// [`Stream`](futures_core::Stream) of call orders; [`next`](Self::next) needs no other crate.
/// [`pages`](Self::pages) returns whole pages, [`collect_up_to`](Self::collect_up_to) a list.
///
/// # What is guaranteed
///
/// A call order that matches the search from the first request to the last is returned exactly once,
/// however many others are placed, are deleted, or start or stop matching in between. A call order
/// that starts or stops matching on the way is returned at most once. If the search sorts newest
/// first, call orders placed after the first request land on pages that were already read, so most
/// of them are not returned; if it sorts oldest first, they come at the end.
///
/// The API numbers its pages and has no cursor that would hold a position in a changing list.
/// Therefore each page begins a little before the end of the previous one, and continues the list
/// only if it contains a call order that was already returned; if it does not, earlier pages are
/// requested until one does. To make pages overlap, their size varies, up to the `page_size` of the
/// search. The guarantee assumes that
///
/// - two call orders never swap their order while the list is read. Do not sort by a field that
///   changes, such as the time of the last update. The API does not document how it sorts if
///   [`sort_by`](CallSearch::sort_by) is omitted;
/// - the first page has number 1, and page `p` of size `s` begins with call order `(p - 1) * s + 1`;
/// - `total_count` is the number of call orders that match. The list ends where it says, and nowhere
///   else;
/// - fewer than 10,000 call orders start or stop matching between two requests. That many ids are
///   kept in memory, along with one page.
///
/// If a response lacks `calls` or `total_count`, if a page before the last call order is empty, or
/// if the list changed too much, you get an error ([`Error::is_decode`] or
/// [`Error::is_inconsistent`]) rather than a list that ends early.
///
/// # Errors and cancelling
///
/// You can go on after an error: the next call requests the same page again. After an error that no
/// repetition would cure, the list ends instead, so that a loop that ignores errors ends as well.
/// These are:
///
/// - requests that were not sent because they are invalid or there is no API key
///   ([`Error::is_invalid_request`], [`Error::is_missing_key`]);
/// - redirects that were not followed ([`Error::is_redirect`]), and pages that are too large
///   ([`Error::is_too_large`]);
/// - responses with a status from 400 to 499, except 408 and 429.
///
/// So a list is complete if it ended and there was no error. Other errors may repeat for as long as
/// their cause lasts: stop at the first one or after a few. [`collect_up_to`](Self::collect_up_to)
/// requests the page again after any error, because its `Ok` must not hide one.
///
/// Dropping the future of a method loses nothing: the request is kept, and the next call resumes it.
///
/// # Examples
///
/// ```
/// use revox::models::{CallSearch, CallStatus};
///
/// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
/// let mut calls = client.call().all(CallSearch::new().statuses([CallStatus::Completed]));
/// while let Some(call) = calls.next().await {
///     println!("{}", call?.id);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is requested before the first call order is asked for"]
pub struct Calls {
    client: revox_api::Client,
    search: CallSearch,
    progress: Progress,
    /// Call orders that were received but not returned yet.
    received: VecDeque<Call>,
    request: Option<PageRequest>,
    /// True if the latest page failed and would fail again.
    has_failed: bool,
}

/// A request that was begun.
struct PageRequest {
    is_blocking: bool,
    response: BoxFuture<Result<Response<CallSearchResult>, Error>>,
}

impl Calls {
    pub(crate) fn new(client: revox_api::Client, search: CallSearch) -> Self {
        let page_size = u64::try_from(search.page_size).unwrap_or_default();
        Self {
            client,
            search,
            progress: Progress::new(page_size),
            received: VecDeque::new(),
            request: None,
            has_failed: false,
        }
    }

    /// Returns the next call order, or `None` after the last and after an error that no repetition
    /// would cure.
    ///
    /// # Errors
    ///
    /// Fails if a page cannot be read; see [Errors and cancelling](#errors-and-cancelling).
    pub async fn next(&mut self) -> Option<Result<Call, Error>> {
        poll_fn(|context| self.poll_call(context)).await
    }

    /// Returns the next page, or `None` where [`next`](Self::next) does. A page is never empty.
    ///
    /// After [`next`](Self::next), it is the rest of the page that `next` began.
    ///
    /// # Errors
    ///
    /// Fails as [`next`](Self::next) does.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::models::CallSearch;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
    /// let mut calls = client.call().all(CallSearch::new().page_size(100));
    /// while let Some(page) = calls.next_page().await {
    ///     println!("{} call orders", page?.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn next_page(&mut self) -> Option<Result<Vec<Call>, Error>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    /// Returns the next `most` call orders, or all that are left if there are fewer.
    ///
    /// Calling it again continues after them.
    ///
    /// # Errors
    ///
    /// Fails as [`next`](Self::next) does. Call orders that were received before the error are
    /// kept: calling this method again returns them as well.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::models::CallSearch;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
    /// let mut calls = client.call().all(CallSearch::new().to_phone_number("+33639980142"));
    /// let latest = calls.collect_up_to(10).await?;
    /// assert!(latest.len() <= 10);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn collect_up_to(&mut self, most: usize) -> Result<Vec<Call>, Error> {
        while self.received.len() < most {
            let has_more = poll_fn(|context| self.poll_receive(context)).await?;
            self.has_failed = false;
            if !has_more {
                break;
            }
        }
        let count = most.min(self.received.len());
        Ok(self.received.drain(..count).collect())
    }

    /// Returns whole pages instead of single call orders, as a stream.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::models::CallSearch;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
    /// let mut pages = client.call().all(CallSearch::new()).pages();
    /// while let Some(page) = pages.next().await {
    ///     println!("{} call orders", page?.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn pages(self) -> CallPages {
        CallPages(self)
    }

    fn poll_call(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Call, Error>>> {
        if let Err(error) = ready!(self.poll_filled(context)) {
            return Poll::Ready(Some(Err(error)));
        }
        Poll::Ready(self.received.pop_front().map(Ok))
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<Call>, Error>>> {
        if let Err(error) = ready!(self.poll_filled(context)) {
            return Poll::Ready(Some(Err(error)));
        }
        let page = Vec::from(std::mem::take(&mut self.received));
        Poll::Ready((!page.is_empty()).then_some(Ok(page)))
    }

    /// Receives call orders if all were returned and there may be more.
    fn poll_filled(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        if !self.received.is_empty() || self.has_failed {
            return Poll::Ready(Ok(()));
        }
        let outcome = ready!(self.poll_receive(context));
        self.has_failed = outcome.as_ref().is_err_and(is_permanent);
        Poll::Ready(outcome.map(drop))
    }

    /// Receives further call orders. Returns false if there are none.
    fn poll_receive(&mut self, context: &mut Context<'_>) -> Poll<Result<bool, Error>> {
        while !self.progress.is_complete() {
            let is_blocking = is_blocking();
            let request = match &mut self.request {
                Some(request) if request.is_blocking == is_blocking => request,
                // The runtime of a request that was begun the other way may not run now.
                _ => {
                    let response = self.request()?;
                    self.request.insert(PageRequest {
                        is_blocking,
                        response,
                    })
                }
            };
            let response = ready!(request.response.as_mut().poll(context));
            self.request = None;
            let new = self.accept(response?)?;
            if !new.is_empty() {
                self.received.extend(new);
                return Poll::Ready(Ok(true));
            }
        }
        Poll::Ready(Ok(false))
    }

    /// Creates the request for the next page.
    fn request(&self) -> Result<BoxFuture<Result<Response<CallSearchResult>, Error>>, Error> {
        let request = self.client.call().search();
        if self.search.page != 1 {
            let refusal = "`page` cannot be set here, since all pages are read: remove it";
            return Err(Error::invalid_request(refusal).during(request.operation()));
        }
        let window = self.progress.window();
        let search = self.search.clone();
        let search = search.page(window.page).page_size(window.size);
        Ok(Box::pin(request.parameters(search).with_response().send()))
    }

    /// Returns the call orders of the page that were not returned before.
    fn accept(&mut self, response: Response<CallSearchResult>) -> Result<Vec<Call>, Error> {
        let mut http = http::Response::new(response.bytes().clone());
        *http.status_mut() = response.status();
        *http.headers_mut() = response.headers().clone();
        let CallSearchResult {
            calls, total_count, ..
        } = response.into_value();
        let new = self.progress.accept(calls, total_count, |call| &call.id);
        new.map_err(|reason| {
            let operation = self.client.call().search().operation();
            Error::inconsistent(reason)
                .with_response(http)
                .during(operation)
        })
    }
}

/// Returns true if this thread waits for a blocking request.
fn is_blocking() -> bool {
    #[cfg(feature = "blocking")]
    return crate::blocking::is_current();
    #[cfg(not(feature = "blocking"))]
    false
}

/// Returns true if the same request would fail in the same way.
fn is_permanent(error: &Error) -> bool {
    let is_refused = |status: StatusCode| {
        let is_passing = [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS];
        status.is_client_error() && !is_passing.contains(&status)
    };
    error.is_invalid_request()
        || error.is_missing_key()
        || error.is_redirect()
        || error.is_too_large()
        || error.status().is_some_and(is_refused)
}

impl Stream for Calls {
    type Item = Result<Call, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_call(context)
    }
}

// The search and the call orders are private.
impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Calls")
            .field("received", &self.received.len())
            .field("is_complete", &self.progress.is_complete())
            .finish_non_exhaustive()
    }
}

/// The call orders that a search finds, as a stream of pages.
///
/// Returned by [`Calls::pages`], with the same guarantee.
#[must_use = "nothing is requested before the first page is asked for"]
#[derive(Debug)]
pub struct CallPages(Calls);

impl CallPages {
    /// Returns the next page, or `None` where [`Calls::next`] does. A page is never empty.
    ///
    /// # Errors
    ///
    /// Fails as [`Calls::next`] does.
    pub async fn next(&mut self) -> Option<Result<Vec<Call>, Error>> {
        self.0.next_page().await
    }
}

impl Stream for CallPages {
    type Item = Result<Vec<Call>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().0.poll_page(context)
    }
}
