//! The requests of a tracker.

use revox_api::models::{Call, CallSearch};
use revox_api::{BoxFuture, Client, Error};

use super::orders::Id;

/// A request to make.
#[derive(Clone, Debug)]
pub(super) enum Job {
    /// Searches for a batch.
    Search(Vec<Id>),
    /// Asks for one that searches do not find.
    Retrieve(Id),
}

/// Result of a request that succeeded.
pub(super) struct Found {
    pub(super) calls: Vec<Call>,
    /// Number of call orders that there should be.
    pub(super) total: i64,
}

pub(super) type Outcome = Result<Found, Error>;

impl Job {
    pub(super) fn ids(&self) -> &[Id] {
        match self {
            Self::Search(ids) => ids,
            Self::Retrieve(id) => std::slice::from_ref(id),
        }
    }

    pub(super) fn begin(&self, client: &Client) -> BoxFuture<Outcome> {
        match self {
            Self::Search(ids) => {
                let size = i64::try_from(ids.len()).unwrap_or(i64::MAX);
                let search = CallSearch::new()
                    .call_ids(ids.iter().map(|id| id.to_string()))
                    .page_size(size);
                let response = client.call().search().parameters(search).send();
                Box::pin(async {
                    let page = response.await?;
                    Ok(Found {
                        calls: page.calls,
                        total: page.total_count,
                    })
                })
            }
            Self::Retrieve(id) => {
                let response = client.call().retrieve(&**id).send();
                Box::pin(async {
                    let calls = vec![response.await?];
                    Ok(Found { calls, total: 1 })
                })
            }
        }
    }
}

/// Returns true if the call orders that are not on a page are on others, so that a search for them alone
/// finds them; false if searches do not find them.
pub(super) fn are_elsewhere(asked: usize, unread: usize, page: usize, total: i64) -> bool {
    // Without progress, the next search would be the same.
    let is_progress = unread < asked;
    let length = i64::try_from(page).unwrap_or(i64::MAX);
    unread > 0 && is_progress && length < total
}

/// Cause of a failed request, which decides what call orders it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// One call order of a search, or their number.
    Part,
    /// The client: no other request has a better chance.
    Client,
    /// The call order that was retrieved; or the connection or the server, for now.
    Other,
}

/// Returns the cause of an error, which decides who bears the consequences.
pub(super) fn cause(job: &Job, error: &Error) -> Cause {
    let is_search = matches!(job, Job::Search(_));
    let status = error.status().map(|status| status.as_u16());
    match status {
        Some(401 | 402 | 407) => return Cause::Client,
        Some(403) if is_search => return Cause::Client,
        Some(408 | 429) => return Cause::Other,
        Some(400..=499) if is_search => return Cause::Part,
        _ => {}
    }
    let in_one = error
        .decode_path()
        .is_some_and(|path| path.starts_with("calls["));
    if error.is_redirect() || error.is_missing_key() {
        Cause::Client
    } else if is_search && (in_one || error.is_too_large() || error.is_invalid_request()) {
        Cause::Part
    } else {
        // This includes a response that is not a list, such as the page of a proxy.
        Cause::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_where_the_others_are() {
        // Asked for, not on the page, length of the page, total.
        for (asked, unread, page, total, expected) in [
            (3, 0, 3, 3, false),
            (3, 1, 2, 2, false),
            (3, 3, 0, 0, false),
            (3, 1, 2, 3, true),
            // Others are on the page, which were not asked for.
            (3, 1, 3, 4, true),
            (3, 2, 3, 900, true),
            (3, 1, 3, 3, false),
            // A search that ignores the ids.
            (3, 3, 3, 900, false),
            (3, 3, 0, 1, false),
            // Twice on the page.
            (3, 0, 4, 9, false),
        ] {
            let judged = are_elsewhere(asked, unread, page, total);
            assert_eq!(judged, expected, "{unread} of {asked}, {page} of {total}");
        }
    }
}
