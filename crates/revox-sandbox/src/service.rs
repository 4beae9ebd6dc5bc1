//! The service behind the network and the handle: one state, behind one lock.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use jiff::Timestamp;
use serde_json::Value;
use tokio::task;

use crate::api::operations::OPERATIONS;
use crate::engine::Settings;
use crate::error::PutCallError;
use crate::fault::{Fault, FaultError, Rules, WEBHOOK};
use crate::mode::Mode;
use crate::refusal::Refusal;
use crate::spec::{Operation, Spec};
use crate::state::State;
use crate::{api, seed};

/// The number of times that a long advance gives way before it goes on: requests that come faster
/// than they are answered must not stop it.
const MOST_YIELDS: u32 = 1_000;

pub(crate) struct Service {
    pub(crate) spec: Arc<Spec>,
    pub(crate) mode: Mode,
    /// The settings and the faults with which it started, and starts again after a reset.
    settings: Settings,
    faults: Vec<Fault>,
    state: Mutex<State>,
    /// The number of threads that wait for the state.
    waiting: AtomicUsize,
}

impl Service {
    pub(crate) fn new(spec: Arc<Spec>, mode: Mode, state: State) -> Self {
        Self {
            spec,
            mode,
            settings: state.engine.settings.clone(),
            faults: Vec::new(),
            state: Mutex::new(state),
            waiting: AtomicUsize::new(0),
        }
    }

    /// Injects the faults with which it starts.
    pub(crate) fn with_faults(mut self, faults: Vec<Fault>) -> Result<Self, FaultError> {
        for fault in faults {
            self.inject(fault.clone())?;
            self.faults.push(fault);
        }
        Ok(self)
    }

    /// Locks the state, as it is now. While somebody is putting the clock forward, that is the state at
    /// the time that the engine has reached.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        let mut state = self.lock_as_it_is();
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        if state.advancing == 0 {
            state.catch_up();
        }
        state
    }

    fn lock_as_it_is(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Performs an operation.
    pub(crate) fn perform(
        &self,
        state: &mut State,
        operation: &Operation,
        request: &api::Request,
    ) -> Result<api::Output, Refusal> {
        match self.mode {
            Mode::Examples => Ok(api::example(operation)),
            Mode::Stateful => {
                let result = api::perform(operation, request, &mut state.engine);
                state.send_webhooks();
                result
            }
        }
    }

    /// Puts the clock forward and lets everything happen, in slices between which others get at the
    /// state.
    pub(crate) fn advance(&self, to: impl FnOnce(&State) -> Timestamp) {
        let advance = Advance::start(self, to);
        while !advance.slice() {
            let mut yields = 0;
            while self.waiting.load(Ordering::Relaxed) > 0 && yields < MOST_YIELDS {
                thread::yield_now();
                yields += 1;
            }
        }
    }

    /// Does what [`advance`](Self::advance) does, without keeping the runtime's thread.
    pub(crate) async fn advance_in_turn(&self, to: impl FnOnce(&State) -> Timestamp) {
        let advance = Advance::start(self, to);
        while !advance.slice() {
            task::yield_now().await;
        }
    }

    /// Refuses an operation that there is not, naming those that there are.
    pub(crate) fn check_operation(&self, id: &str) -> Result<(), String> {
        if self.spec.operation(id).is_some() {
            return Ok(());
        }
        let known: Vec<&str> = OPERATIONS.iter().map(|operation| operation.id).collect();
        let known = known.join(", ");
        Err(format!(
            "unknown operation `{id}`; expected one of: {known}"
        ))
    }

    /// Refuses a fault that could never hit.
    pub(crate) fn inject(&self, fault: Fault) -> Result<(), FaultError> {
        fault.check()?;
        if let Some(operation) = fault.operation.as_ref().filter(|id| *id != WEBHOOK) {
            self.check_operation(operation).map_err(FaultError)?;
        }
        self.lock().faults.add(fault);
        Ok(())
    }

    pub(crate) fn put_call(&self, call: Value) -> Result<(), PutCallError> {
        let id = PutCallError::check(&call)?;
        self.lock().engine.put_call(id, call);
        Ok(())
    }

    /// A call order as the API shows it.
    pub(crate) fn call(&self, id: &str) -> Option<Value> {
        let state = self.lock();
        let call = state.engine.calls.get(id)?;
        Some(api::call(&state.engine, call))
    }

    /// Forgets everything that happened and everything that was decided since the start.
    pub(crate) fn reset(&self) {
        let mut state = self.lock();
        let settings = Settings {
            start: state.clock.restart(),
            ..self.settings.clone()
        };
        state.engine = seed::engine(&self.spec, settings);
        state.record.clear();
        state.forget_deferred();
        state.faults = Rules::new(self.settings.seed);
        for fault in &self.faults {
            state.faults.add(fault.clone());
        }
    }
}

/// An advance under way. While there is one, nobody else catches up.
struct Advance<'a> {
    service: &'a Service,
    to: Timestamp,
}

impl<'a> Advance<'a> {
    fn start(service: &'a Service, to: impl FnOnce(&State) -> Timestamp) -> Self {
        let mut state = service.lock();
        let to = to(&state);
        state.clock.put(to);
        state.advancing += 1;
        Self { service, to }
    }

    /// Lets events happen for a few milliseconds; `true` at the end. Where time passes by itself, it
    /// may pass faster than anybody can catch up with.
    fn slice(&self) -> bool {
        let mut state = self.service.lock_as_it_is();
        state.catch_up() || state.engine.now > self.to
    }
}

impl Drop for Advance<'_> {
    fn drop(&mut self) {
        self.service.lock_as_it_is().advancing -= 1;
    }
}
