//! The handle for call orders: the generated operations, and methods that combine several of them.

use std::ops::Deref;

use revox_api::models::CallSearch;
use revox_api::resources::CallResource;

use crate::{Calls, Client};

/// Call orders: the operations of [`CallResource`], and methods that combine several of them.
///
/// Returned by [`Client::call`].
///
/// # Examples
///
/// ```
/// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
/// let call = client.call().retrieve("call_8Zk3vQ").await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct CallHandle<'c> {
    client: &'c Client,
    operations: CallResource<'c>,
}

impl<'c> CallHandle<'c> {
    pub(crate) fn new(client: &'c Client) -> Self {
        Self {
            client,
            operations: client.api().call(),
        }
    }

    /// Searches for call orders and reads all pages of the result as they are needed.
    ///
    /// [`Calls`] describes its guarantees while call orders come and go, and its errors.
    ///
    /// Leave [`page`](CallSearch::page) alone: a search with another page than the first fails.
    /// [`page_size`](CallSearch::page_size), 50 by default, is the largest size of a page; values
    /// below 20 count as 20.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::models::{CallSearch, CallStatus};
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
    /// let search = CallSearch::new().statuses([CallStatus::Completed]).page_size(100);
    /// let mut calls = client.call().all(search);
    /// while let Some(call) = calls.next().await {
    ///     println!("{}", call?.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn all(&self, search: CallSearch) -> Calls {
        Calls::new(self.client.api().clone(), search)
    }
}

/// Provides the generated operations as methods.
impl<'c> Deref for CallHandle<'c> {
    type Target = CallResource<'c>;

    fn deref(&self) -> &CallResource<'c> {
        &self.operations
    }
}
