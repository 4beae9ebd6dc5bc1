//! Waits for a call order.

use std::time::{Duration, SystemTime};

use revox_api::models::{Call, CallStatus};
use revox_api::{Client, Error};

use super::Wait;
use crate::poll::phase::attempts;
use crate::poll::reads::Start;
use crate::poll::target::{Pause, Target, Waitable};
use crate::poll::{PollOptions, PollState, Schedule};

/// Choices of the caller, and what is known of the past.
#[derive(Debug)]
pub struct Polling {
    schedule: Schedule,
    state: PollState,
    ends: Vec<CallStatus>,
}

impl Waitable for Call {}

impl Target for Call {
    type Polling = Polling;

    fn id(&self) -> &str {
        &self.id
    }

    fn status(&self) -> &str {
        self.status.as_str()
    }

    async fn read(client: &Client, id: &str, time_left: Option<Duration>) -> Result<Self, Error> {
        let request = client.call().retrieve(id);
        request
            .maybe(time_left, |request, left| request.deadline(left))
            .await
    }

    fn next(&self, polling: &mut Polling, now: SystemTime) -> Option<Pause> {
        if polling.ends.contains(&self.status) {
            return None;
        }
        let next = polling.schedule.next(self, &mut polling.state, now)?;
        Some(Pause {
            length: next.wait(now),
            reason: next.reason().as_str(),
        })
    }

    fn is_change(&self, before: &Self) -> bool {
        self.status != before.status || attempts(self) != attempts(before)
    }
}

impl Wait<Call> {
    pub(crate) fn new(client: crate::Client, start: Start<Call>) -> Self {
        let polling = Polling {
            schedule: Schedule::new(&PollOptions::new()),
            state: PollState::new(),
            ends: Vec::new(),
        };
        Self::with(client, start, polling)
    }

    /// Sets when the call order is polled. [`PollOptions`] lists the defaults.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    /// use revox::poll::PollOptions;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::WaitError> {
    /// let relaxed = PollOptions::new().mean_delay(Duration::from_secs(10));
    /// let call = client.call().wait("call_8Zk3vQ").options(relaxed).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn options(mut self, options: PollOptions) -> Self {
        self.polling.schedule = Schedule::new(&options);
        self
    }

    /// Also ends the wait when a poll finds the call order in this status. Call it several times for
    /// several statuses.
    ///
    /// By default, only `completed`, `cancelled` and `errored` end it. A call order that is `paused` or
    /// `not_launched` may stay so for good, since only a person or another program resumes or launches it.
    /// By default, the wait goes on.
    ///
    /// A status that lasts only for seconds may be missed between two polls.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::models::CallStatus;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::WaitError> {
    /// let wait = client.call().wait("call_8Zk3vQ").or_status(CallStatus::Paused);
    /// let call = wait.or_status(CallStatus::NotLaunched).await?;
    /// if call.status == CallStatus::Paused {
    ///     println!("somebody paused {}", call.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn or_status(mut self, status: impl Into<CallStatus>) -> Self {
        self.polling.ends.push(status.into());
        self
    }
}
