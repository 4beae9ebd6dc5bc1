//! The expected result of each cell of the crash matrix, written by hand before the first run.
//!
//! Time is the sandbox's, and passes only while everybody sleeps. So the seconds are exact: they
//! follow from the default times, as explained at each row. Without a journal, whoever goes on looks
//! at once, and sends after the settling time of 150 s. With a journal, the lease of the intent has to
//! end first, after 150 s; then they look, and send 180 s after the intent, when a request that left
//! at the end of the sending time has settled, too.
//!
//! A second process starts while the first is at its point, or about to send its request, and is
//! itself stopped before its own request until the first has crashed: of all orders of their steps,
//! the one that rings twice most easily.

use revox_tests::place_worker::Point;

/// Protection of the key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Protection {
    /// Lookups; the caller records when the first try began.
    Lookup,
    /// Lookups; the caller records nothing. One process only: two are no better than with a record.
    LookupUnaware,
    File,
    /// A file, and `at_most_once`. One process only: the file allows no other.
    FileAtMostOnce,
    Postgres,
}

/// End of the first process. After a panic, the process goes on, as a Tokio program does of which
/// one task has panicked: with the same client, it places the key again. After `kill -9`, another
/// process does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Crash {
    Panic,
    Kill,
}

/// End of a placement.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum End {
    /// `Placement::New`.
    New,
    /// `Placement::Found`.
    Found,
    /// `Undecided`, because the request must not be sent twice.
    NotResent,
    /// `Undecided`, because several call orders have the key.
    Several,
    /// The journal is open in another process.
    InUse,
}

/// The end of one process's placement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ending {
    pub(super) one_of: &'static [End],
    /// Least and most seconds that it takes.
    pub(super) after: (u64, u64),
}

/// Expected result.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// The second process, if there is one.
    pub(super) other: Option<Ending>,
    /// Whoever places the key after that: after a panic the first process, after a kill a third.
    pub(super) next: Ending,
    /// Least and most call orders in the end.
    pub(super) orders: (usize, usize),
}

/// A crash point, and what must come of it.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) at: Point,
    /// Fault of the first request, as the sandbox spells it.
    pub(super) fault: Option<&'static str>,
    /// The point in words, for the page.
    pub(super) what: &'static str,
    pub(super) cells: Cells,
}

/// The cells of a row, each with a panic first and `kill -9` second.
#[derive(Debug)]
pub(super) struct Cells {
    pub(super) lookup: [Cell; 2],
    pub(super) lookup_unaware: [Cell; 2],
    pub(super) file: [Cell; 2],
    pub(super) file_at_most_once: [Cell; 2],
    pub(super) postgres: [Cell; 2],
    pub(super) lookup_two: [Cell; 2],
    pub(super) file_two: [Cell; 2],
    pub(super) postgres_two: [Cell; 2],
}

const fn ending(one_of: &'static [End], seconds: u64) -> Ending {
    let after = (seconds, seconds);
    Ending { one_of, after }
}

/// One process and one call order, which is placed by whoever goes on.
const fn new(seconds: u64) -> Cell {
    Cell {
        other: None,
        next: ending(&[End::New], seconds),
        orders: (1, 1),
    }
}

/// One process and one call order, which whoever goes on finds.
const fn found(seconds: u64) -> Cell {
    Cell {
        other: None,
        next: ending(&[End::Found], seconds),
        orders: (1, 1),
    }
}

/// One process; nothing was placed, and nothing will be.
const NOT_RESENT: Cell = Cell {
    other: None,
    next: ending(&[End::NotResent], 180),
    orders: (0, 0),
};

impl Cell {
    /// A second process places the call order; the next one finds it.
    const fn after_new(seconds: u64) -> Self {
        Self {
            other: Some(ending(&[End::New], seconds)),
            ..found(0)
        }
    }

    /// A second process finds the call order; so does the next one.
    const fn after_found(seconds: u64) -> Self {
        Self {
            other: Some(ending(&[End::Found], seconds)),
            ..found(0)
        }
    }

    /// A second process cannot open the file.
    const fn after_refusal(self) -> Self {
        Self {
            other: Some(ending(&[End::InUse], 0)),
            ..self
        }
    }

    /// At some time between these.
    const fn between(self, least: u64, most: u64) -> Self {
        let after = (least, most);
        match self.other {
            Some(other) => Self {
                other: Some(Ending { after, ..other }),
                ..self
            },
            None => Self {
                next: Ending { after, ..self.next },
                ..self
            },
        }
    }
}

/// Not promised, since lookups are for one writer: the second process, which looked before the first
/// had sent, sends as well. Whoever comes next sees both, and says so.
const TWICE: Cell = Cell {
    other: Some(ending(&[End::New], 0)),
    next: ending(&[End::Several], 0),
    orders: (2, 2),
};

/// As [`TWICE`], but the first request takes effect only after everybody is done.
const TWICE_UNNOTICED: Cell = Cell {
    next: ending(&[End::Found], 0),
    ..TWICE
};

pub(super) static ROWS: [Row; 10] = [
    Row {
        at: Point::BeforeIntent,
        fault: None,
        what: "before the intent is recorded",
        // Nothing has happened, and nobody believes otherwise: whoever goes on is the first. Only who
        // records nothing has to wait out a try that may have been.
        cells: Cells {
            lookup: [new(0), new(0)],
            lookup_unaware: [new(150), new(150)],
            file: [new(0), new(0)],
            file_at_most_once: [new(0), new(0)],
            postgres: [new(0), new(0)],
            lookup_two: [Cell::after_new(0), Cell::after_new(0)],
            // The file is open from before the placement until after it.
            file_two: [new(0).after_refusal(), new(0).after_refusal()],
            // The second has the intent before the first crashes.
            postgres_two: [Cell::after_new(0), Cell::after_new(0)],
        },
    },
    Row {
        at: Point::AfterIntent,
        fault: None,
        what: "after the intent is recorded",
        // Nobody can tell this from a request that is under way.
        cells: Cells {
            lookup: [new(150), new(150)],
            lookup_unaware: [new(150), new(150)],
            file: [new(180), new(180)],
            file_at_most_once: [NOT_RESENT, NOT_RESENT],
            postgres: [new(180), new(180)],
            // The first has not sent, and never does.
            lookup_two: [Cell::after_new(0), Cell::after_new(0)],
            file_two: [new(180).after_refusal(), new(180).after_refusal()],
            postgres_two: [Cell::after_new(180), Cell::after_new(180)],
        },
    },
    Row {
        at: Point::BeforeSending,
        fault: None,
        what: "before the request is sent",
        // As before.
        cells: Cells {
            lookup: [new(150), new(150)],
            lookup_unaware: [new(150), new(150)],
            file: [new(180), new(180)],
            file_at_most_once: [NOT_RESENT, NOT_RESENT],
            postgres: [new(180), new(180)],
            lookup_two: [Cell::after_new(0), Cell::after_new(0)],
            file_two: [new(180).after_refusal(), new(180).after_refusal()],
            postgres_two: [Cell::after_new(180), Cell::after_new(180)],
        },
    },
    Row {
        at: Point::Sent,
        fault: Some("call_create x1 late=100"),
        what: "after the request is sent; the server takes another 100 s to accept it",
        // Lookups follow after 1, 3, 7, 15, 31, 61, 91 and 121 s: the last of these is the first after
        // 100 s. With a journal, the first is at the end of the lease.
        cells: Cells {
            lookup: [found(121), found(121)],
            lookup_unaware: [found(121), found(121)],
            file: [found(150), found(150)],
            file_at_most_once: [found(150), found(150)],
            postgres: [found(150), found(150)],
            lookup_two: [TWICE_UNNOTICED, TWICE_UNNOTICED],
            file_two: [found(150).after_refusal(), found(150).after_refusal()],
            postgres_two: [Cell::after_found(150), Cell::after_found(150)],
        },
    },
    Row {
        at: Point::Sent,
        fault: Some("call_create x1 hang"),
        what: "after the server has accepted it, before any response",
        // The first lookup finds it.
        cells: Cells {
            lookup: [found(0), found(0)],
            lookup_unaware: [found(0), found(0)],
            file: [found(150), found(150)],
            file_at_most_once: [found(150), found(150)],
            postgres: [found(150), found(150)],
            lookup_two: [TWICE, TWICE],
            file_two: [found(150).after_refusal(), found(150).after_refusal()],
            postgres_two: [Cell::after_found(150), Cell::after_found(150)],
        },
    },
    Row {
        at: Point::Failed,
        fault: Some("call_create x1 drop-after"),
        what: "when the response is lost",
        // As before.
        cells: Cells {
            lookup: [found(0), found(0)],
            lookup_unaware: [found(0), found(0)],
            file: [found(150), found(150)],
            file_at_most_once: [found(150), found(150)],
            postgres: [found(150), found(150)],
            lookup_two: [TWICE, TWICE],
            file_two: [found(150).after_refusal(), found(150).after_refusal()],
            postgres_two: [Cell::after_found(150), Cell::after_found(150)],
        },
    },
    Row {
        at: Point::DuringLookup,
        fault: Some("call_create x1 drop-after"),
        what: "during the lookup that follows a lost response",
        // As before: the lease still is that of the intent.
        cells: Cells {
            lookup: [found(0), found(0)],
            lookup_unaware: [found(0), found(0)],
            file: [found(150), found(150)],
            file_at_most_once: [found(150), found(150)],
            postgres: [found(150), found(150)],
            lookup_two: [TWICE, TWICE],
            file_two: [found(150).after_refusal(), found(150).after_refusal()],
            postgres_two: [Cell::after_found(150), Cell::after_found(150)],
        },
    },
    Row {
        at: Point::BeforeResult,
        fault: None,
        what: "after the response, before the call order is recorded",
        // As before.
        cells: Cells {
            lookup: [found(0), found(0)],
            lookup_unaware: [found(0), found(0)],
            file: [found(150), found(150)],
            file_at_most_once: [found(150), found(150)],
            postgres: [found(150), found(150)],
            lookup_two: [TWICE, TWICE],
            file_two: [found(150).after_refusal(), found(150).after_refusal()],
            postgres_two: [Cell::after_found(150), Cell::after_found(150)],
        },
    },
    Row {
        at: Point::AfterResult,
        fault: None,
        what: "after the call order is recorded",
        // The journal has its id.
        cells: Cells {
            lookup: [found(0), found(0)],
            lookup_unaware: [found(0), found(0)],
            file: [found(0), found(0)],
            file_at_most_once: [found(0), found(0)],
            postgres: [found(0), found(0)],
            lookup_two: [TWICE, TWICE],
            file_two: [found(0).after_refusal(), found(0).after_refusal()],
            // The second asks again a second after it found the key held.
            postgres_two: [Cell::after_found(1), Cell::after_found(1)],
        },
    },
    Row {
        at: Point::DuringRelease,
        fault: Some("call_create x1 status=422"),
        what: "while the key is released after a refusal",
        // Whether that is recorded is a matter of chance: the key is free at once, or a request may
        // be under way as far as anybody can tell.
        cells: Cells {
            lookup: [new(150), new(150)],
            lookup_unaware: [new(150), new(150)],
            file: [new(0).between(0, 180), new(0).between(0, 180)],
            file_at_most_once: [NEW_OR_NOT_RESENT, NEW_OR_NOT_RESENT],
            postgres: [new(0).between(0, 180), new(0).between(0, 180)],
            // The request of the first has no effect.
            lookup_two: [Cell::after_new(0), Cell::after_new(0)],
            file_two: [
                new(0).between(0, 180).after_refusal(),
                new(0).between(0, 180).after_refusal(),
            ],
            postgres_two: [
                Cell::after_new(1).between(1, 180),
                Cell::after_new(1).between(1, 180),
            ],
        },
    },
];

/// The key is free, or a request may be under way and must not be sent twice.
const NEW_OR_NOT_RESENT: Cell = Cell {
    other: None,
    next: Ending {
        one_of: &[End::New, End::NotResent],
        after: (0, 180),
    },
    orders: (0, 1),
};
