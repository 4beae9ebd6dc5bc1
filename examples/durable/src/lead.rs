//! A lead that is called once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use restate_sdk::prelude::*;
use revox::models::CallCreate;
use revox::{Client, Delivery, PlaceError};
use serde::{Deserialize, Serialize};

/// The name of the record in the object's state.
const RECORD: &str = "record";

/// Input of the handler. Restate stores it with the invocation: if it must not store phone numbers, pass
/// only the id of the lead, and read the number in the step that places the call order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    pub phone_number: String,
    pub first_name: String,
}

/// State of a lead, which Restate keeps until a handler clears it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    pub order: Order,
    /// Milliseconds since 1970.
    pub first_tried_at: u64,
    pub status: Status,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Status {
    /// A request may be on its way.
    Trying,
    Placed {
        call_id: String,
    },
    /// There may or may not be a call order. A person calls `resolve`.
    Undecided {
        reason: String,
        call_ids: Vec<String>,
    },
}

/// Outcome of one step, as it is in the journal of the invocation.
#[derive(Serialize, Deserialize)]
enum Step {
    Placed {
        call_id: String,
    },
    /// Nothing was placed, and the time within which requests may leave is over.
    Lapsed,
    /// Nothing was placed, and this order will always fail.
    Refused {
        reason: String,
    },
    Undecided {
        reason: String,
        call_ids: Vec<String>,
    },
    /// Nothing was ever placed with the key. Only `resolve` returns this.
    Nothing,
}

/// A virtual object for each lead. Its key is the key of the placement, and Restate runs one handler
/// of a key at a time: the one writer that a placement without a journal needs.
pub struct Lead {
    client: Client,
}

impl Lead {
    pub fn new(client: Client) -> Self {
        Self { client }
    }
}

#[object]
impl Lead {
    /// Places the call order of this lead, once. Returns its id.
    #[handler]
    async fn place(&self, ctx: ObjectContext<'_>, order: Json<Order>) -> HandlerResult<String> {
        let order = order.into_inner();
        let mut record = ctx.get::<Json<Record>>(RECORD).await?.map(Json::into_inner);
        if let Some(record) = &record {
            match &record.status {
                Status::Placed { call_id } if record.order == order => return Ok(call_id.clone()),
                Status::Undecided { reason, .. } => return Err(undecided(reason).into()),
                _ if record.order != order => {
                    return Err(refused("the lead has a record with another order").into());
                }
                _ => {}
            }
        }
        loop {
            // True only in the execution that records the time: later ones read it from the journal.
            let is_first_try = AtomicBool::new(false);
            let first_tried_at = match &record {
                Some(record) => record.first_tried_at,
                None => {
                    let first = ctx.run(|| async {
                        is_first_try.store(true, Ordering::Relaxed);
                        Ok(now())
                    });
                    first.name("first tried at").await?
                }
            };
            let mut trying = Record {
                order: order.clone(),
                first_tried_at,
                status: Status::Trying,
            };
            ctx.set(RECORD, Json(trying.clone()));

            let is_first_try = is_first_try.into_inner();
            let step = ctx.run(|| self.step(ctx.key(), &trying, is_first_try));
            let step = step.name("place").retry_policy(retries()).await?;
            match step.into_inner() {
                Step::Placed { call_id } => {
                    trying.status = Status::Placed {
                        call_id: call_id.clone(),
                    };
                    ctx.set(RECORD, Json(trying));
                    return Ok(call_id);
                }
                // There is certainly no call order, so this is a first try again.
                Step::Lapsed | Step::Nothing => record = None,
                Step::Refused { reason } => {
                    ctx.clear(RECORD);
                    return Err(refused(&reason).into());
                }
                Step::Undecided { reason, call_ids } => {
                    let error = undecided(&reason);
                    trying.status = Status::Undecided { reason, call_ids };
                    ctx.set(RECORD, Json(trying));
                    return Err(error.into());
                }
            }
        }
    }

    /// Finds out whether an undecided lead has a call order: a person calls this later. Returns the id of
    /// the call order, or `null` if there is certainly none, so that the lead may be placed again.
    #[handler]
    async fn resolve(&self, ctx: ObjectContext<'_>) -> HandlerResult<Json<Option<String>>> {
        let Some(Json(mut record)) = ctx.get::<Json<Record>>(RECORD).await? else {
            return Ok(Json(None));
        };
        let step = ctx.run(|| self.look(ctx.key(), &record));
        let step = step.name("resolve").retry_policy(retries()).await?;
        match step.into_inner() {
            Step::Placed { call_id } => {
                record.status = Status::Placed {
                    call_id: call_id.clone(),
                };
                ctx.set(RECORD, Json(record));
                Ok(Json(Some(call_id)))
            }
            Step::Undecided { reason, .. } => Err(undecided(&reason).into()),
            Step::Refused { reason } => Err(refused(&reason).into()),
            Step::Nothing | Step::Lapsed => {
                ctx.clear(RECORD);
                Ok(Json(None))
            }
        }
    }

    /// Returns the record of this lead, even while `place` is running.
    #[handler]
    async fn status(&self, ctx: SharedObjectContext<'_>) -> HandlerResult<Json<Option<Record>>> {
        let record = ctx.get::<Json<Record>>(RECORD).await?;
        Ok(Json(record.map(Json::into_inner)))
    }
}

impl Lead {
    /// Places the call order, or finds the one that an earlier execution of this step placed.
    async fn step(
        &self,
        key: &str,
        record: &Record,
        is_first_try: bool,
    ) -> HandlerResult<Json<Step>> {
        // The parameters must be the same in every execution, so nothing here may depend on the time or
        // on chance.
        let call = CallCreate::new(&record.order.phone_number)
            .assistant_id("assistant_4Tn6yB")
            .prompt_variables([("first_name", &record.order.first_name)])
            .metadata([("lead", key)]);
        let place = self.client.call().place(key, call);
        let first_tried_at = time(record.first_tried_at);
        let place = match is_first_try {
            true => place.first_try_at(first_tried_at),
            false => place.first_tried_at(first_tried_at),
        };
        match place.await {
            Ok(placement) => Ok(Json(Step::Placed {
                call_id: placement.into_call().id,
            })),
            Err(error) => outcome(error).map(Json),
        }
    }

    async fn look(&self, key: &str, record: &Record) -> HandlerResult<Json<Step>> {
        let resolve = self.client.call().resolve(key, &record.order.phone_number);
        match resolve.first_tried_at(time(record.first_tried_at)).await {
            Ok(Some(call)) => Ok(Json(Step::Placed { call_id: call.id })),
            Ok(None) => Ok(Json(Step::Nothing)),
            Err(error) => outcome(error).map(Json),
        }
    }
}

/// Decides what Restate does with an error: it repeats the step after `Err`, and never after `Ok`.
fn outcome(error: PlaceError) -> HandlerResult<Step> {
    let reason = error.to_string();
    match error {
        PlaceError::Lapsed { .. } => Ok(Step::Lapsed),
        // Repeating this would be a guess.
        PlaceError::Undecided(undecided) => Ok(Step::Undecided {
            reason,
            call_ids: undecided.ids,
        }),
        PlaceError::Conflict { .. } | PlaceError::Key(_) => Ok(Step::Refused { reason }),
        PlaceError::Request(cause) if is_final(&cause) => Ok(Step::Refused {
            reason: cause.to_string(),
        }),
        // Nothing was placed, for example because there was no connection: repeat the step with the same
        // key.
        error => Err(error.into()),
    }
}

fn is_final(error: &revox::Error) -> bool {
    error.is_invalid_request() || error.delivery() == Delivery::Rejected
}

/// Repeats a step for a day. After that the handler fails, and the lead may be placed again.
fn retries() -> RunRetryPolicy {
    RunRetryPolicy::new()
        .initial_delay(Duration::from_secs(1))
        .exponentiation_factor(2.0)
        .max_delay(Duration::from_secs(60))
        .max_duration(Duration::from_secs(24 * 60 * 60))
}

fn undecided(reason: &str) -> TerminalError {
    TerminalError::new_with_code(409, format!("undecided, resolve it later: {reason}"))
}

fn refused(reason: &str) -> TerminalError {
    TerminalError::new_with_code(400, reason)
}

fn now() -> u64 {
    let age = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(age.as_millis()).unwrap_or(u64::MAX)
}

fn time(millis: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(millis)
}
