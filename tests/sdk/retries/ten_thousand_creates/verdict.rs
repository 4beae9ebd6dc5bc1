//! Judges each create by what the server knows of it.

use revox::Delivery;

use super::faults::Mishap;
use super::lane::{Create, Report};

/// Retries of a client by default.
const MAX_RETRIES: usize = 2;

/// Something that must not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// Two phones ring for one `create`.
    PlacedTwice,
    /// It was not placed, although it only failed to connect, no more often than there are retries.
    NotPlaced,
    /// The client reports a delivery that the server's count refutes.
    Untrue,
    /// The client reports another delivery than the symptom has, true or not.
    Misclassified,
}

/// Returns the flaws of all creates, each with the facts.
pub(super) fn flaws(creates: &[Create]) -> Vec<(Flaw, &Create)> {
    let all = creates.iter().flat_map(|create| {
        let of_one = [
            (Flaw::PlacedTwice, create.placed > 1),
            (Flaw::NotPlaced, is_not_placed(create)),
            (Flaw::Untrue, is_untrue(create)),
            (Flaw::Misclassified, is_misclassified(create)),
        ];
        let found = of_one.into_iter().filter(|(_, is_found)| *is_found);
        found.map(move |(flaw, _)| (flaw, create))
    });
    all.collect()
}

fn is_not_placed(create: &Create) -> bool {
    let passing = |mishap: &Mishap| {
        matches!(
            mishap,
            Mishap::Unresolved | Mishap::Refused | Mishap::Endless
        )
    };
    let is_only_not_sent = create.then().is_none() && create.met.iter().all(passing);
    is_only_not_sent
        && create.plan.unreachable.len() <= MAX_RETRIES
        && (create.placed != 1 || create.report != Report::Placed)
}

fn is_untrue(create: &Create) -> bool {
    match create.report {
        Report::Placed => create.placed != 1,
        Report::Failed { delivery, .. } => match delivery {
            Delivery::NotSent | Delivery::Rejected => create.placed != 0,
            Delivery::Unknown => false,
            Delivery::Accepted => create.placed != 1,
        },
    }
}

fn is_misclassified(create: &Create) -> bool {
    let expected = if create.plan.unreachable.len() > MAX_RETRIES {
        Some(Delivery::NotSent)
    } else {
        create.then()
    };
    match (create.report, expected) {
        (Report::Placed, None) => false,
        // A slow machine may not even see a response begin.
        (
            Report::Failed {
                delivery,
                has_status,
            },
            Some(Delivery::Accepted),
        ) if !has_status => delivery != Delivery::Unknown || !create.is_timed(),
        (Report::Failed { delivery, .. }, Some(expected)) => delivery != expected,
        (Report::Placed, Some(_)) | (Report::Failed { .. }, None) => true,
    }
}

impl Create {
    /// The delivery of the attempt that found a connection; `None` if it succeeds.
    fn then(&self) -> Option<Delivery> {
        self.plan.then.map(|(symptom, _)| symptom.delivery)
    }

    fn is_timed(&self) -> bool {
        self.plan
            .then
            .is_some_and(|(_, mishap)| mishap.takes_time())
    }
}
