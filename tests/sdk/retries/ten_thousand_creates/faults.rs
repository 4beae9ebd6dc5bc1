//! Faults, grouped by the symptom that a client sees, and how often each one strikes.

use fastrand::Rng;
use revox::Delivery;

/// Something that goes wrong with one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mishap {
    /// The name of the host is not resolved.
    Unresolved,
    /// Nothing listens at the address.
    Refused,
    /// Connecting takes longer than the client allows.
    Endless,
    /// The connection is closed as soon as it is made.
    Slammed,
    /// A fault of the sandbox, in its own words.
    Sandbox(&'static str),
    /// A phone number that the client itself refuses.
    Invalid,
}

/// Mishaps that look the same to a client, although they differ in what happened at the server.
#[derive(Debug)]
pub(crate) struct Symptom {
    pub(crate) name: &'static str,
    /// The delivery that a client should report: the most precise one that is true of all mishaps.
    pub(crate) delivery: Delivery,
    pub(crate) mishaps: &'static [Mishap],
    /// Relative frequency. Symptoms that take real time are rare.
    weight: u32,
}

const fn symptom(
    name: &'static str,
    delivery: Delivery,
    mishaps: &'static [Mishap],
    weight: u32,
) -> Symptom {
    Symptom {
        name,
        delivery,
        mishaps,
        weight,
    }
}

use Delivery::{Accepted, NotSent, Rejected, Unknown};
use Mishap::{Endless, Invalid, Refused, Sandbox, Slammed, Unresolved};

/// Nothing reaches a server. The first three pass, and the client resends after them.
#[rustfmt::skip]
pub(crate) static NOT_SENT: [Symptom; 4] = [
    symptom("the name is not resolved", NotSent, &[Unresolved], 12),
    symptom("the connection is refused", NotSent, &[Refused], 12),
    symptom("connecting takes too long", NotSent, &[Endless], 1),
    symptom("the client refuses the request", NotSent, &[Invalid], 0),
];

/// A connection was made. Whatever leaves the server's part open occurs both before and after the
/// call order is placed.
#[rustfmt::skip]
pub(crate) static SENT: [Symptom; 28] = [
    symptom("the connection is closed without a response", Unknown,
        &[Slammed, Sandbox("drop"), Sandbox("drop-after")], 12),
    symptom("no response in time", Unknown, &[Sandbox("hang before"), Sandbox("hang")], 1),
    symptom("a page that is not JSON", Unknown, &[Sandbox("garbage before"), Sandbox("garbage")], 4),
    symptom("304", Unknown, &[Sandbox("status=304"), Sandbox("status=304 after")], 4),
    symptom("408", Unknown, &[Sandbox("status=408"), Sandbox("status=408 after")], 4),
    symptom("429", Unknown, &[Sandbox("status=429"), Sandbox("status=429 after")], 4),
    symptom("429 with Retry-After", Unknown,
        &[Sandbox("status=429 retry-after:1"), Sandbox("status=429 retry-after:1 after")], 4),
    symptom("500", Unknown, &[Sandbox("status=500"), Sandbox("status=500 after")], 4),
    symptom("502", Unknown, &[Sandbox("status=502"), Sandbox("status=502 after")], 4),
    symptom("503", Unknown, &[Sandbox("status=503"), Sandbox("status=503 after")], 4),
    symptom("503 with Retry-After", Unknown,
        &[Sandbox("status=503 retry-after:1"), Sandbox("status=503 retry-after:1 after")], 4),
    symptom("504", Unknown, &[Sandbox("status=504"), Sandbox("status=504 after")], 4),
    symptom("301", Unknown,
        &[Sandbox("status=301 location:/api/call"), Sandbox("status=301 location:/api/call after")], 4),
    symptom("302", Unknown,
        &[Sandbox("status=302 location:/api/call"), Sandbox("status=302 location:/api/call after")], 4),
    symptom("303", Unknown,
        &[Sandbox("status=303 location:/api/call"), Sandbox("status=303 location:/api/call after")], 4),
    symptom("307", Unknown, &[Sandbox("redirect=/api/call"), Sandbox("redirect=/api/call after")], 4),
    symptom("308", Unknown,
        &[Sandbox("status=308 location:/api/call"), Sandbox("status=308 location:/api/call after")], 4),
    symptom("307 to another host", Unknown,
        &[Sandbox("redirect=https://elsewhere.example/"), Sandbox("redirect=https://elsewhere.example/ after")], 4),
    symptom("the response breaks off", Accepted, &[Sandbox("drop-mid-body")], 4),
    symptom("half of the JSON", Accepted, &[Sandbox("truncate")], 4),
    symptom("the response is too large", Accepted, &[Sandbox("oversize=400000")], 2),
    symptom("the response does not end in time", Accepted, &[Sandbox("drip=20")], 1),
    symptom("400", Rejected, &[Sandbox("status=400")], 2),
    symptom("401", Rejected, &[Sandbox("status=401")], 2),
    symptom("403", Rejected, &[Sandbox("status=403")], 2),
    symptom("404", Rejected, &[Sandbox("status=404")], 2),
    symptom("409", Rejected, &[Sandbox("status=409")], 2),
    symptom("422", Rejected, &[Sandbox("status=422")], 2),
];

impl Mishap {
    /// Returns true if the client needs a new connection for it.
    pub(crate) fn is_of_the_network(self) -> bool {
        matches!(self, Unresolved | Refused | Endless | Slammed)
    }

    /// Returns true if it lasts until a limit of the client ends it.
    pub(crate) fn takes_time(self) -> bool {
        matches!(self, Endless | Sandbox("hang" | "hang before" | "drip=20"))
    }
}

/// All that goes wrong with one `create`.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// Attempts that find no connection, before the one that does.
    pub(crate) unreachable: Vec<Mishap>,
    /// Symptom of the first attempt that does; `None` if it succeeds.
    pub(crate) then: Option<(&'static Symptom, Mishap)>,
}

impl Plan {
    pub(crate) fn draw(chance: &mut Rng) -> Self {
        let unreachable = match chance.u32(..100) {
            0..70 => 0,
            70..88 => 1,
            88..97 => 2,
            // More than there are retries.
            _ => 3,
        };
        let unreachable = (0..unreachable).map(|_| draw(&NOT_SENT, chance).1);
        let mut unreachable: Vec<Mishap> = unreachable.collect();
        let then = match chance.u32(..100) {
            0..45 => None,
            45..48 => Some((&NOT_SENT[3], Invalid)),
            _ => Some(draw(&SENT, chance)),
        };
        if then.is_some_and(|(_, mishap)| mishap.takes_time()) {
            // A short limit of the attempt would end it, not that of connecting.
            unreachable.retain(|mishap| *mishap != Endless);
        }
        Self { unreachable, then }
    }

    /// Returns true if real time decides how it ends.
    pub(crate) fn takes_time(&self) -> bool {
        let then = self.then.map(|(_, mishap)| mishap);
        self.unreachable
            .iter()
            .copied()
            .chain(then)
            .any(Mishap::takes_time)
    }

    /// Only this mishap, and nothing else goes wrong.
    pub(crate) fn only(symptom: &'static Symptom, mishap: Mishap) -> Self {
        let is_passing = matches!(mishap, Unresolved | Refused | Endless);
        Self {
            unreachable: is_passing.then_some(mishap).into_iter().collect(),
            then: (!is_passing).then_some((symptom, mishap)),
        }
    }
}

fn draw(symptoms: &'static [Symptom], chance: &mut Rng) -> (&'static Symptom, Mishap) {
    let all: u32 = symptoms.iter().map(|symptom| symptom.weight).sum();
    let mut at = chance.u32(..all);
    for symptom in symptoms {
        if at < symptom.weight {
            let mishap = chance.choice(symptom.mishaps).expect("a mishap");
            return (symptom, *mishap);
        }
        at -= symptom.weight;
    }
    unreachable!("the weights add up to {all}")
}
