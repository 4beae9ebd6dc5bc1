//! The requests of a tracker.

use std::collections::HashSet;

use http::StatusCode;
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

/// What a request found.
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

/// What a search says of the call orders that are not on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// It does not find them.
    Missing,
    /// They are on other pages.
    Elsewhere,
    /// Nothing can be concluded.
    Unclear(&'static str),
}

/// Judges a page of `total` call orders, given the ids that were asked for.
pub(super) fn rest(asked: &[Id], page: &[Call], total: i64) -> Rest {
    let length = i64::try_from(page.len()).unwrap_or(i64::MAX);
    if length >= total {
        return Rest::Missing;
    }
    let asked: HashSet<&str> = asked.iter().map(|id| &**id).collect();
    if page.is_empty() {
        Rest::Unclear("there are no call orders on the page, although `total_count` is not 0")
    } else if page.iter().any(|call| !asked.contains(call.id.as_str())) {
        Rest::Unclear("there are call orders on the page that were not asked for by `call_ids`")
    } else if page.len() < asked.len() {
        Rest::Elsewhere
    } else {
        Rest::Missing
    }
}

/// Returns true if one call order of a batch may be the reason for this error, or their number.
pub(super) fn may_be_split(error: &Error) -> bool {
    let by_status = error.status().is_some_and(|status| {
        matches!(
            status,
            StatusCode::BAD_REQUEST
                | StatusCode::NOT_FOUND
                | StatusCode::PAYLOAD_TOO_LARGE
                | StatusCode::URI_TOO_LONG
                | StatusCode::UNPROCESSABLE_ENTITY
        )
    });
    let in_one = error
        .decode_path()
        .is_some_and(|path| path.starts_with("calls["));
    by_status || in_one || error.is_too_large()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn page(ids: &[&str]) -> Vec<Call> {
        let call = |id: &&str| serde_json::from_value(json!({"id": id, "status": "calling"}));
        ids.iter().map(|id| call(id).unwrap()).collect()
    }

    #[test]
    fn a_page_says_what_became_of_those_that_are_not_on_it() {
        let asked: Vec<Id> = ["a", "b", "c"].map(Id::from).to_vec();
        let table: [(&[&str], i64, Rest); 8] = [
            (&["a", "b", "c"], 3, Rest::Missing),
            (&["a", "b"], 2, Rest::Missing),
            (&[], 0, Rest::Missing),
            (&["a"], 0, Rest::Missing),
            (&["a", "b"], 3, Rest::Elsewhere),
            // Each of them twice, perhaps.
            (&["a", "b", "b"], 4, Rest::Missing),
            (&["a"], 1, Rest::Missing),
            // All call orders that there are, and they are few.
            (&["x", "y", "z"], 3, Rest::Missing),
        ];
        for (ids, total, expected) in table {
            assert_eq!(
                rest(&asked, &page(ids), total),
                expected,
                "{ids:?} of {total}"
            );
        }
        for (ids, total) in [
            (&["a", "x"] as &[&str], 3),
            (&["x", "y", "z"], 900),
            (&[], 1),
        ] {
            let judged = rest(&asked, &page(ids), total);
            assert!(matches!(judged, Rest::Unclear(_)), "{ids:?} of {total}");
        }
    }
}
