//! Waiting with a limit. A test that waits in vain fails, and names what it waited for.

use std::fmt::Display;
use std::panic::{Location, resume_unwind};
use std::process::{Command, Output};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::time::timeout;

/// Limit of a wait for a local server or a small program: generous, for a busy machine.
pub const LIMIT: Duration = Duration::from_secs(20);

/// Awaits `future`.
///
/// # Panics
///
/// Panics if that takes longer than `limit`; `what` completes "waited in vain for".
#[track_caller]
pub fn within<F: IntoFuture>(
    limit: Duration,
    what: impl Display,
    future: F,
) -> impl Future<Output = F::Output> {
    let caller = Location::caller();
    let future = future.into_future();
    async move {
        match timeout(limit, future).await {
            Ok(output) => output,
            Err(_) => panic!("{caller}: waited {limit:?} in vain for {what}"),
        }
    }
}

/// Runs `work`, which may block, on a thread of its own, and returns its result.
///
/// # Panics
///
/// Panics like [`within`], or if `work` panics. The thread cannot be stopped, and goes on.
#[track_caller]
pub fn blocking_within<T: Send + 'static>(
    limit: Duration,
    what: impl Display,
    work: impl FnOnce() -> T + Send + 'static,
) -> T {
    let (sender, result) = channel();
    thread::spawn(move || drop(sender.send(work())));
    match result.recv_timeout(limit) {
        Ok(result) => result,
        Err(RecvTimeoutError::Timeout) => panic!("waited {limit:?} in vain for {what}"),
        Err(RecvTimeoutError::Disconnected) => panic!("no {what}: the thread panicked, see above"),
    }
}

/// Runs a program to its end and returns its output.
///
/// # Panics
///
/// Panics like [`within`], after killing the program, or if it cannot be started.
#[track_caller]
pub fn output(limit: Duration, command: Command) -> Output {
    let caller = Location::caller();
    let program = format!("{command:?}");
    // On a thread of its own, since callers may run on a runtime already.
    let work = move || {
        let runtime = Builder::new_current_thread().enable_all().build();
        let mut command = tokio::process::Command::from(command);
        command.kill_on_drop(true);
        runtime
            .unwrap()
            .block_on(async { timeout(limit, command.output()).await })
    };
    match thread::spawn(work).join() {
        Ok(Ok(Ok(output))) => output,
        Ok(Ok(Err(error))) => panic!("{caller}: {program} cannot be started: {error}"),
        Ok(Err(_)) => panic!("{caller}: waited {limit:?} in vain for {program} to end"),
        Err(panic) => resume_unwind(panic),
    }
}
