//! What this crate adds to the operations on call orders.

use std::ops::Deref;

use revox_api::models::CallSearch;
use revox_api::resources::CallResource;

use crate::{Calls, Client};

/// Call orders: the operations of [`CallResource`], and what builds on several of them.
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
    /// [`Calls`] says what is guaranteed while call orders come and go, and what a failure means.
    /// `page` of the search cannot be set. `page_size` limits the size of a page; it is 50 unless
    /// set, and at least 20 call orders are requested.
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

/// Provides the operations.
impl<'c> Deref for CallHandle<'c> {
    type Target = CallResource<'c>;

    fn deref(&self) -> &CallResource<'c> {
        &self.operations
    }
}
