//! A call order as the subject of a key.

use revox_api::models::{Call, CallCreate};
use revox_api::{Client, Error};

use super::fingerprint::{FINGERPRINT_ENTRY, KEY_ENTRY, fingerprint, is_of_call_order};
use super::lookup::{Wanted, lookup};
use super::subject::{Found, Search, Subject, check};
use super::{PlacementKey, PlacingOptions};

/// A call order: its key and fingerprint are in its metadata, and a search for its number finds it.
#[derive(Debug)]
pub(super) struct CallOrder {
    number: String,
    order: Option<Order>,
}

/// Request of a call order.
#[derive(Debug)]
struct Order {
    /// Parameters with the entries of the placement in the metadata.
    parameters: CallCreate,
    fingerprint: String,
}

impl CallOrder {
    /// Creates the subject of a placement: checks the parameters and adds the entries of the
    /// placement to their metadata.
    pub(super) async fn to_place(
        client: &Client,
        key: &PlacementKey,
        parameters: CallCreate,
    ) -> Result<Self, Error> {
        let request = client.call().create(parameters.phone_number.clone());
        check(request, &parameters).await?;
        let metadata = parameters.metadata.clone().unwrap_or_default();
        for name in [KEY_ENTRY, FINGERPRINT_ENTRY] {
            if metadata.contains_key(name) {
                let reason = format!("`{name}` in `metadata` is for placements");
                return Err(Error::invalid_request(reason));
            }
        }
        let fingerprint = fingerprint("", &parameters)?;
        let entries = [
            (KEY_ENTRY.to_owned(), key.as_str().to_owned()),
            (FINGERPRINT_ENTRY.to_owned(), fingerprint.clone()),
        ];
        let parameters = parameters.metadata(metadata.into_iter().chain(entries));
        Ok(Self {
            number: parameters.phone_number.clone(),
            order: Some(Order {
                parameters,
                fingerprint,
            }),
        })
    }

    /// Creates the subject of a lookup of the call order to this number, which sends nothing.
    ///
    /// Checks the number, since a search finds nothing for one that is spelled another way.
    pub(super) async fn to_resolve(client: &Client, number: String) -> Result<Self, Error> {
        let parameters = CallCreate::new(number.clone());
        check(client.call().create(number.clone()), &parameters).await?;
        Ok(Self {
            number,
            order: None,
        })
    }
}

impl Subject for CallOrder {
    type Sent = Call;
    type Read = Call;

    fn operation(&self) -> &'static str {
        match self.order {
            Some(_) => "call_place",
            None => "call_resolve",
        }
    }

    fn fingerprint(&self) -> Option<&str> {
        self.order.as_ref().map(|order| order.fingerprint.as_str())
    }

    fn has_fingerprint(&self, fingerprint: &str) -> bool {
        match &self.order {
            Some(order) => order.fingerprint == fingerprint,
            None => is_of_call_order(fingerprint),
        }
    }

    fn may_replace(&self, options: &PlacingOptions) -> bool {
        options.replaces_any()
    }

    fn is_replaceable(&self, call: &Call, options: &PlacingOptions) -> bool {
        options.replaces(&call.status)
    }

    async fn send(&self, client: &Client) -> Result<(String, Call), Error> {
        let Some(order) = &self.order else {
            return Err(Error::invalid_request("there is nothing to send"));
        };
        let request = client.call().create(self.number.clone());
        // A retry of the client would leave long after the intent.
        let request = request.parameters(order.parameters.clone()).max_retries(0);
        let call = request.send().await?;
        Ok((call.id.clone(), call))
    }

    fn id_after(&self, error: &Error) -> Option<String> {
        error.call_id().map(str::to_owned)
    }

    async fn look_up(&self, client: &Client, search: Search<'_>) -> Result<Found, Error> {
        let wanted = Wanted {
            key: search.key,
            number: &self.number,
            fingerprint: self.fingerprint(),
            since: search.since,
        };
        let Search {
            options,
            spends,
            spent,
            ..
        } = search;
        lookup(client, &wanted, options, spends, spent).await
    }

    async fn retrieve(&self, client: &Client, id: &str) -> Result<Call, Error> {
        client.call().retrieve(id).await
    }
}
