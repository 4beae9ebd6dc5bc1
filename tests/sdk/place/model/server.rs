//! A server in memory whose every request has two halves, between which others may go on.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use revox::bytes::Bytes;
use revox::{BoxFuture, Error, HttpRequest, Transport, http};
use serde_json::{Value, json};

use super::book::Book;
use super::stage::Stage;

type Response = Result<http::Response<Bytes>, Error>;

/// Call orders on a page: few, so that lists change between two pages.
const PAGE_SIZE: usize = 2;

/// Fate of a request that creates something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fate {
    #[default]
    Accepted,
    Refused,
    /// No connection is made.
    NotConnected,
    /// It gets lost on its way to the server.
    Lost,
    /// It arrives, and its response gets lost.
    ResponseLost,
    /// The client gives up at once, and the server decides later.
    Late,
    /// The response breaks off, before or after the id.
    Garbled,
    GarbledAfterId,
    /// A proxy responds in place of the server.
    Unavailable,
}

/// Fault of a search or a retrieval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum ReadFault {
    #[default]
    None,
    Failed,
    Dropped,
    /// The pages do not add up.
    Incomplete,
    WithoutMetadata,
}

/// The server's side of the assumptions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habits {
    pub(super) decides_within: Duration,
    pub(super) visible_after: Duration,
    pub(super) keeps_metadata: bool,
}

/// A request that creates.
#[derive(Clone, Debug)]
pub(super) struct Create {
    /// Number of the run that sent it.
    pub(super) run: usize,
    pub(super) key: String,
    body: Value,
    is_refused: bool,
    /// Time by which it is decided; `None` if it was, or never will be.
    decided_by: Option<Duration>,
    /// Position of its call order.
    pub(super) order: Option<usize>,
}

#[derive(Clone, Debug)]
pub(super) struct Order {
    pub(super) id: String,
    pub(super) key: String,
    /// Number of times that the journal had forgotten the key before.
    pub(super) epoch: usize,
    pub(super) is_cancelled: bool,
    metadata: Value,
    visible_at: Duration,
}

#[derive(Debug, Default)]
struct State {
    creates: Vec<Create>,
    orders: Vec<Order>,
    fates: VecDeque<Fate>,
    read_faults: VecDeque<ReadFault>,
}

#[derive(Clone, Debug)]
pub(super) struct Server {
    stage: Stage,
    book: Book,
    habits: Habits,
    replaces: bool,
    state: Arc<Mutex<State>>,
}

impl Server {
    pub(super) fn new(stage: &Stage, book: &Book, habits: Habits, replaces: bool) -> Self {
        Self {
            stage: stage.clone(),
            book: book.clone(),
            habits,
            replaces,
            state: Arc::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    pub(super) fn next_create(&self, fate: Fate) {
        self.state().fates.push_back(fate);
    }

    pub(super) fn next_read(&self, fault: ReadFault) {
        self.state().read_faults.push_back(fault);
    }

    pub(super) fn heal(&self) {
        let mut state = self.state();
        state.fates.clear();
        state.read_faults.clear();
    }

    pub(super) fn creates(&self) -> Vec<Create> {
        self.state().creates.clone()
    }

    pub(super) fn orders(&self) -> Vec<Order> {
        self.state().orders.clone()
    }

    pub(super) fn is_cancelled(&self, id: &str) -> bool {
        let state = self.state();
        state
            .orders
            .iter()
            .any(|order| order.id == id && order.is_cancelled)
    }

    /// The time at which the next request has to be decided.
    pub(super) fn next_decision(&self) -> Option<Duration> {
        let state = self.state();
        state
            .creates
            .iter()
            .filter_map(|create| create.decided_by)
            .min()
    }

    /// Decides what has to be decided by now, and the oldest of what waits if `is_early`.
    pub(super) fn decide(&self, is_early: bool) {
        let creates = self.creates();
        let open = creates.iter().enumerate().filter_map(|(index, create)| {
            let by = create.decided_by?;
            Some((index, by <= self.stage.now()))
        });
        for (count, (index, is_due)) in open.enumerate() {
            if is_due || (is_early && count == 0) {
                self.decide_one(index);
            }
        }
    }

    /// Loses the requests of these runs that have not arrived.
    pub(super) fn lose(&self, runs: &[usize]) {
        for create in &mut self.state().creates {
            if runs.contains(&create.run) {
                create.decided_by = None;
            }
        }
    }

    fn decide_one(&self, index: usize) -> Option<Order> {
        let mut state = self.state();
        let state = &mut *state;
        let create = &mut state.creates[index];
        create.decided_by.take()?;
        if create.is_refused {
            return None;
        }
        let epoch = self.book.epoch(&create.key);
        let mut metadata = create.body["metadata"].clone();
        if !self.habits.keeps_metadata {
            metadata = Value::Null;
        }
        // At most one.
        let others = state.orders.iter();
        let mut others = others.filter(|other| other.key == create.key && other.epoch == epoch);
        let is_only = others.all(|other| other.is_cancelled && self.replaces);
        self.stage.law(is_only, || {
            format!("{} was placed twice: {:#?}", create.key, state.orders)
        });
        let order = Order {
            id: format!("call_{}", state.orders.len()),
            key: create.key.clone(),
            epoch,
            is_cancelled: false,
            metadata,
            visible_at: self.stage.now() + self.habits.visible_after,
        };
        create.order = Some(state.orders.len());
        state.orders.push(order.clone());
        Some(order)
    }

    fn create(&self, body: Value) -> BoxFuture<Response> {
        let index = self.state().creates.len();
        let fate = self.state().fates.pop_front().unwrap_or_default();
        let key = body["metadata"]["revox_placement_key"]
            .as_str()
            .unwrap()
            .to_owned();
        let fingerprint = body["metadata"]["revox_placement_fingerprint"]
            .as_str()
            .unwrap();
        self.book.sends(&key, fingerprint);
        let arrives = !matches!(fate, Fate::NotConnected | Fate::Lost | Fate::Unavailable);
        self.state().creates.push(Create {
            run: self.stage.run(),
            key,
            body,
            is_refused: fate == Fate::Refused,
            decided_by: arrives.then(|| self.stage.now() + self.habits.decides_within),
            order: None,
        });
        let server = self.clone();
        Box::pin(async move {
            server.stage.turn().await;
            match fate {
                Fate::NotConnected => return Err(Error::connect("refused")),
                Fate::Lost => return Err(Error::transport("reset")),
                Fate::Late => return Err(Error::timeout("60 s")),
                _ => {}
            }
            server.decide_one(index);
            let order = server.state().creates[index].order;
            let order = order.map(|order| server.state().orders[order].clone());
            server.stage.turn().await;
            match (fate, order) {
                (Fate::Refused, _) => respond(422, &json!({ "message": "no" })),
                (Fate::Accepted, Some(order)) => respond(200, &json!({ "call": view(&order) })),
                (Fate::GarbledAfterId, Some(order)) => {
                    respond(200, &json!({ "call": { "id": order.id } }))
                }
                (Fate::Garbled, _) => {
                    let mut response = http::Response::new(Bytes::from_static(b"{\"call\": {"));
                    *response.status_mut() = http::StatusCode::OK;
                    Ok(response)
                }
                (Fate::ResponseLost, _) => Err(Error::transport("reset")),
                _ => respond(503, &json!({ "message": "unavailable" })),
            }
        })
    }

    fn read(&self, request: HttpRequest) -> BoxFuture<Response> {
        let fault = self.state().read_faults.pop_front().unwrap_or_default();
        let server = self.clone();
        Box::pin(async move {
            server.stage.turn().await;
            let response = match (fault, request.operation.id) {
                (ReadFault::Failed, _) => respond(500, &json!({ "message": "sorry" })),
                (ReadFault::Dropped, _) => Err(Error::transport("reset")),
                (_, "call_search") => server.search(&request, fault),
                (_, "call_cancel") => server.cancel(&request.path),
                _ => server.retrieve(&request.path),
            };
            server.stage.turn().await;
            response
        })
    }

    /// The newest first.
    fn search(&self, request: &HttpRequest, fault: ReadFault) -> Response {
        let body: Value = serde_json::from_slice(request.body.as_ref().unwrap()).unwrap();
        let page = usize::try_from(body["page"].as_u64().unwrap()).unwrap();
        let now = self.stage.now();
        let mut visible = self.orders();
        visible.retain(|order| order.visible_at <= now);
        visible.reverse();
        let on_the_page = visible.iter().skip((page - 1) * PAGE_SIZE).take(PAGE_SIZE);
        let mut calls: Vec<Value> = on_the_page.map(view).collect();
        if fault == ReadFault::WithoutMetadata {
            for call in &mut calls {
                call.as_object_mut().unwrap().remove("metadata");
            }
        }
        let total = visible.len() + usize::from(fault == ReadFault::Incomplete);
        respond(200, &json!({ "calls": calls, "total_count": total }))
    }

    fn retrieve(&self, path: &str) -> Response {
        let id = path.strip_prefix("/call/").unwrap();
        let now = self.stage.now();
        let orders = self.orders();
        let mut visible = orders.iter().filter(|order| order.visible_at <= now);
        match visible.find(|order| order.id == id) {
            Some(order) => respond(200, &json!({ "call": view(order) })),
            None => respond(404, &json!({ "message": "there is none" })),
        }
    }

    fn cancel(&self, path: &str) -> Response {
        let id = path
            .strip_prefix("/call/")
            .unwrap()
            .strip_suffix("/cancel")
            .unwrap();
        let mut state = self.state();
        match state.orders.iter_mut().find(|order| order.id == id) {
            Some(order) => order.is_cancelled = true,
            None => return respond(404, &json!({ "message": "there is none" })),
        }
        respond(200, &json!({ "success": true }))
    }
}

fn view(order: &Order) -> Value {
    let status = match order.is_cancelled {
        true => "cancelled",
        false => "scheduled",
    };
    json!({ "id": order.id, "status": status, "metadata": order.metadata })
}

fn respond(status: u16, body: &Value) -> Response {
    let mut response = http::Response::new(body.to_string().into());
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    Ok(response)
}

impl Transport for Server {
    fn send(&self, request: HttpRequest) -> BoxFuture<Response> {
        match request.operation.id {
            "call_create" => {
                let body = request.body.as_ref().unwrap();
                self.create(serde_json::from_slice(body).unwrap())
            }
            _ => self.read(request),
        }
    }
}
