//! An API with a clock, in memory, and the search that tracks its call orders.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::StatusCode;
use revox_api::{BoxFuture, Error, HttpRequest, Transport};
use serde_json::{Value, json};

use crate::{Client, Clock, PlacingOptions, Track, TrackUpdate};

/// Times, statuses and numbers of attempts.
pub(super) type Life = Vec<(Duration, &'static str, i64)>;

pub(super) fn seconds(number: u64) -> Duration {
    Duration::from_secs(number)
}

/// The decisions of the test, and the events that it sees. Clones share them.
#[derive(Clone, Default)]
pub(super) struct World(Arc<Mutex<State>>);

#[derive(Default)]
pub(super) struct State {
    pub(super) now: Duration,
    sleepers: BTreeMap<u64, Duration>,
    number: u64,
    pub(super) orders: BTreeMap<String, Life>,
    /// The time from which searches find it, if they do not at once; retrievals always do.
    pub(super) searchable_at: BTreeMap<String, Duration>,
    /// A search for one of them is refused.
    pub(super) refused: BTreeSet<String>,
    /// A response with one of them does not decode.
    pub(super) broken: BTreeSet<String>,
    /// Largest page.
    pub(super) page: Option<usize>,
    /// Largest page that is not too large.
    pub(super) most: Option<usize>,
    /// Time that a request takes.
    pub(super) takes: Duration,
    /// The status of the response to the next requests, or 0 for none.
    pub(super) faults: Vec<u16>,
    /// Every request fails with it.
    pub(super) outage: Option<u16>,
    /// `call_ids` means nothing to it.
    pub(super) ignores_ids: bool,
    /// A call order on each page that was not asked for, in front of the others.
    pub(super) intruder: Option<String>,
    /// A retrieval of it is refused.
    pub(super) forbidden: Option<String>,
    /// The call order in the response to each retrieval.
    pub(super) impostor: Option<String>,
    pub(super) sent: Vec<Sent>,
    under_way: usize,
    pub(super) most_under_way: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) at: Duration,
    pub(super) ids: Vec<String>,
    pub(super) is_search: bool,
}

impl World {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    pub(super) fn client(&self) -> Client {
        let options = PlacingOptions::new().clock(self.clone());
        Client::with_transport(self.clone()).with_placing(options)
    }

    /// Adds call orders that stay as they are.
    pub(super) fn put(&self, count: usize, status: &'static str) -> Vec<String> {
        let ids: Vec<_> = (0..count).map(|index| format!("call_{index:05}")).collect();
        for id in &ids {
            self.set(id, vec![(Duration::ZERO, status, 0)]);
        }
        ids
    }

    pub(super) fn set(&self, id: &str, life: Life) {
        self.state().orders.insert(id.to_owned(), life);
    }

    pub(super) fn searches(&self) -> Vec<Sent> {
        let sent = self.state().sent.clone();
        sent.into_iter().filter(|sent| sent.is_search).collect()
    }

    pub(super) fn retrievals(&self) -> usize {
        let sent = self.state().sent.clone();
        sent.iter().filter(|sent| !sent.is_search).count()
    }

    /// Returns the numbers of call orders in each search so far.
    pub(super) fn sizes(&self) -> Vec<usize> {
        self.searches().iter().map(|sent| sent.ids.len()).collect()
    }

    /// Reads the stream until `until` at most; time passes when it waits.
    pub(super) fn step(&self, track: &mut Track, until: Duration) -> Step {
        let mut context = Context::from_waker(Waker::noop());
        loop {
            match track.poll_update(&mut context) {
                Poll::Ready(Some(Ok(update))) => return Step::Update(Box::new(update)),
                Poll::Ready(Some(Err(error))) => return Step::Error(error),
                Poll::Ready(None) => return Step::Ended,
                Poll::Pending => {}
            }
            let mut state = self.state();
            match state.sleepers.values().min() {
                Some(&first) if first <= until => {
                    assert!(first > state.now, "somebody sleeps although it is time");
                    state.now = first;
                }
                _ => {
                    state.now = state.now.max(until);
                    return Step::Time;
                }
            }
        }
    }

    /// Returns all updates until then, and whether the stream has ended.
    pub(super) fn updates(&self, track: &mut Track, until: u64) -> (Vec<TrackUpdate>, bool) {
        let mut updates = Vec::new();
        loop {
            match self.step(track, seconds(until)) {
                Step::Update(update) => updates.push(*update),
                Step::Error(error) => panic!("{error}"),
                Step::Ended => return (updates, true),
                Step::Time => return (updates, false),
            }
        }
    }

    fn enter(&self, duration: Duration) -> Sleeper {
        let mut state = self.state();
        state.number += 1;
        let (number, until) = (state.number, state.now + duration);
        state.sleepers.insert(number, until);
        Sleeper {
            world: self.clone(),
            number,
        }
    }
}

pub(super) enum Step {
    Update(Box<TrackUpdate>),
    Error(Error),
    Ended,
    Time,
}

struct Sleeper {
    world: World,
    number: u64,
}

impl Sleeper {
    async fn sleep(self) {
        std::future::poll_fn(|_| {
            let state = self.world.state();
            match state.sleepers[&self.number] <= state.now {
                true => Poll::Ready(()),
                false => Poll::Pending,
            }
        })
        .await;
    }
}

impl Drop for Sleeper {
    fn drop(&mut self) {
        self.world.state().sleepers.remove(&self.number);
    }
}

impl State {
    fn view(&self, id: &str) -> Option<Value> {
        let life = self.orders.get(id)?;
        let (_, status, attempts) = life.iter().rev().find(|(at, ..)| *at <= self.now)?;
        let mut call = json!({"id": id, "status": status, "calls_count": attempts});
        if self.broken.contains(id) {
            call["calls_count"] = json!({});
        }
        Some(call)
    }

    fn is_searchable(&self, id: &str) -> bool {
        self.searchable_at
            .get(id)
            .is_none_or(|from| *from <= self.now)
    }

    fn search(&self, ids: &[String], size: usize) -> (u16, Value) {
        if ids.iter().any(|id| self.refused.contains(id)) {
            return (422, json!({"message": "an id is invalid"}));
        }
        let mut all: Vec<String> = match self.ignores_ids {
            true => self.orders.keys().cloned().collect(),
            false => ids.to_vec(),
        };
        if self.page.is_some() {
            // In an order of its own.
            all.sort();
        }
        let found = all.iter().filter(|id| self.is_searchable(id));
        let found: Vec<_> = found.filter_map(|id| self.view(id)).collect();
        let intruder = self.intruder.iter().filter_map(|id| self.view(id));
        let found: Vec<_> = intruder.chain(found).collect();
        let page = size.min(self.page.unwrap_or(size));
        let page: Vec<_> = found.iter().take(page).collect();
        (200, json!({"calls": page, "total_count": found.len()}))
    }

    fn answer(&mut self, sent: &Sent, size: usize) -> Result<(u16, Value), Error> {
        let fault = match self.faults.is_empty() {
            true => self.outage,
            false => Some(self.faults.remove(0)),
        };
        match fault {
            Some(0) => return Err(Error::connect("refused")),
            Some(200) => return Ok((200, json!("<html>"))),
            Some(fault) => return Ok((fault, json!({}))),
            None => {}
        }
        if sent.is_search && self.most.is_some_and(|most| sent.ids.len() > most) {
            return Err(Error::too_large(1 << 20));
        }
        if sent.is_search {
            return Ok(self.search(&sent.ids, size));
        }
        if self.forbidden.as_ref() == sent.ids.first() {
            return Ok((403, json!({})));
        }
        let id = self.impostor.as_ref().unwrap_or(&sent.ids[0]);
        Ok(match self.view(id) {
            Some(call) => (200, json!({ "call": call })),
            None => (404, json!({})),
        })
    }
}

impl Transport for World {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        let body = request.body.clone().unwrap_or_default();
        let body: Value = serde_json::from_slice(&body).unwrap_or_default();
        let is_search = request.operation.id == "call_search";
        let ids: Vec<String> = match is_search {
            true => serde_json::from_value(body["call_ids"].clone()).unwrap(),
            false => vec![request.path.rsplit('/').next().unwrap().to_owned()],
        };
        let size = body["page_size"].as_u64().unwrap_or_default() as usize;
        assert!(!is_search || size == ids.len() && !ids.is_empty());
        assert!(!is_search || body["page"] == 1);
        let distinct: BTreeSet<_> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len());
        let world = self.clone();
        let takes = {
            let mut state = self.state();
            let at = state.now;
            state.sent.push(Sent { at, ids, is_search });
            state.under_way += 1;
            state.most_under_way = state.most_under_way.max(state.under_way);
            (state.takes, state.sent.len() - 1)
        };
        let under_way = UnderWay(self.clone());
        Box::pin(async move {
            let _under_way = under_way;
            let (takes, index) = takes;
            if !takes.is_zero() {
                world.enter(takes).sleep().await;
            }
            let mut state = world.state();
            let sent = state.sent[index].clone();
            let (status, body) = state.answer(&sent, size)?;
            let mut response = http::Response::new(Bytes::from(body.to_string()));
            *response.status_mut() = StatusCode::from_u16(status).unwrap();
            Ok(response)
        })
    }
}

struct UnderWay(World);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.state().under_way -= 1;
    }
}

impl Clock for World {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + seconds(1_780_000_000) + self.elapsed()
    }

    fn elapsed(&self) -> Duration {
        self.state().now
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        Box::pin(self.enter(duration).sleep())
    }
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("World")
    }
}
