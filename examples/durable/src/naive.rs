//! The handler that most people write first, for comparison.

use restate_sdk::prelude::*;
use revox::Client;

use crate::Order;

/// WRONG: dials again if the worker or the server dies at the wrong moment.
pub struct NaiveLead {
    client: Client,
}

impl NaiveLead {
    pub fn new(client: Client) -> Self {
        Self { client }
    }
}

#[object]
impl NaiveLead {
    /// Places a call order in a step whose result Restate remembers, but only if it arrives.
    #[handler]
    async fn place(&self, ctx: ObjectContext<'_>, order: Json<Order>) -> HandlerResult<String> {
        let order = order.into_inner();
        let create = ctx.run(|| async {
            let create = self
                .client
                .call()
                .create(&order.phone_number)
                .assistant_id("assistant_4Tn6yB")
                .prompt_variables([("first_name", &order.first_name)])
                .metadata([("lead", ctx.key())]);
            Ok(create.await?.id)
        });
        Ok(create.name("create").await?)
    }
}
