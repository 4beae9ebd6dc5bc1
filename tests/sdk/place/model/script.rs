//! The script of a case: a mode, and a list of actions, both chosen by a seed.

use std::time::Duration;

use proptest::prelude::*;

use super::journal::JournalFault;
use super::server::{Fate, ReadFault};

/// Workers, and the processes that they are in.
pub(super) const WORKERS: usize = 4;
pub(super) const PROCESSES: usize = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// All assumptions hold.
    Plain,
    /// All assumptions hold, and a call order that was cancelled leaves its key to another.
    Replacing,
    /// The server breaks the assumptions, and requests are sent at most once.
    AtMostOnce,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Errand {
    Place,
    /// Places the same key with other parameters.
    PlaceOther,
    Resolve,
    Cancel,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Action {
    /// A worker that has nothing to do begins.
    Begin {
        worker: usize,
        key: usize,
        errand: Errand,
    },
    /// A worker goes on, past so many points at which it waits.
    Step {
        worker: usize,
        times: usize,
    },
    /// A worker goes on to its end, while the others stand still. Time passes when it sleeps.
    Finish {
        worker: usize,
    },
    /// A process ends, and is started again. Its requests on their way arrive, or do not.
    Crash {
        process: usize,
        requests_arrive: bool,
    },
    /// All processes end, and the journal is opened anew.
    Reopen,
    /// Time passes.
    Pass(Duration),
    /// Time passes until the first sleeper may wake.
    PassUntilSomebodyWakes,
    /// The fate of a request that creates, after those that are fixed already.
    Create(Fate),
    Read(ReadFault),
    Journal(JournalFault),
    /// The server decides the request that has waited for longest.
    Decide,
    Forget,
}

/// The lengths of time that mean something, and a second more.
const TIMES: [u64; 10] = [1, 30, 31, 120, 121, 150, 150, 151, 180, 600];

fn action() -> impl Strategy<Value = Action> {
    use prop::sample::select;

    let errands = vec![
        Errand::Place,
        Errand::Place,
        Errand::Place,
        Errand::PlaceOther,
        Errand::Resolve,
        Errand::Cancel,
        Errand::Cancel,
    ];
    // Mostly one key, so that workers meet.
    let begin = (0..WORKERS, select(vec![0, 0, 0, 1]), select(errands));
    let days = Duration::from_secs(31 * 24 * 60 * 60);
    let fates = vec![
        Fate::Accepted,
        Fate::Refused,
        Fate::NotConnected,
        Fate::Lost,
        Fate::ResponseLost,
        Fate::Late,
        Fate::Late,
        Fate::Garbled,
        Fate::GarbledAfterId,
        Fate::Unavailable,
    ];
    let reads = vec![
        ReadFault::None,
        ReadFault::Failed,
        ReadFault::Dropped,
        ReadFault::Incomplete,
        ReadFault::WithoutMetadata,
    ];
    prop_oneof![
        20 => (0..WORKERS, 1..5_usize).prop_map(|(worker, times)| Action::Step { worker, times }),
        10 => (0..WORKERS).prop_map(|worker| Action::Finish { worker }),
        16 => begin.prop_map(|(worker, key, errand)| Action::Begin { worker, key, errand }),
        2 => (0..PROCESSES, any::<bool>()).prop_map(|(process, requests_arrive)| {
            Action::Crash { process, requests_arrive }
        }),
        1 => Just(Action::Reopen),
        6 => select(TIMES.to_vec()).prop_map(|time| Action::Pass(Duration::from_secs(time))),
        6 => Just(Action::PassUntilSomebodyWakes),
        4 => select(fates).prop_map(Action::Create),
        2 => select(reads).prop_map(Action::Read),
        1 => select(vec![JournalFault::Before, JournalFault::After]).prop_map(Action::Journal),
        2 => Just(Action::Decide),
        1 => prop_oneof![Just(Action::Forget), Just(Action::Pass(days))],
    ]
}

pub(super) fn script() -> impl Strategy<Value = (Mode, Vec<Action>)> {
    let modes = vec![Mode::Plain, Mode::Plain, Mode::Replacing, Mode::AtMostOnce];
    let actions = prop::collection::vec(action(), 0..100);
    // Few workers meet more often.
    let crew = prop::sample::select(vec![2, 2, 3, WORKERS]);
    (prop::sample::select(modes), crew, actions).prop_map(|(mode, crew, mut actions)| {
        for action in &mut actions {
            if let Action::Begin { worker, .. }
            | Action::Step { worker, .. }
            | Action::Finish { worker } = action
            {
                *worker %= crew;
            }
        }
        (mode, actions)
    })
}
