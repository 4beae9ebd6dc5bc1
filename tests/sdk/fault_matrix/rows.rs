//! Expected behaviour of the client for each fault, written by hand before the first run.

use revox::Delivery;
use revox::Delivery::{Accepted, NotSent, Rejected, Unknown};

/// Faults with the same consequences, and these consequences.
#[derive(Debug)]
pub(super) struct Row {
    /// The fault in words, for the page.
    pub(super) what: &'static str,
    pub(super) faults: &'static [Fault],
    pub(super) setting: Setting,
    pub(super) expected: Expected,
    /// Operations with other consequences.
    pub(super) exceptions: &'static [Exception],
    /// Advice to a program that gets the error.
    pub(super) advice: &'static str,
}

/// A fault, and the predicate of the error that it leads to; an empty one if there is no error or no
/// predicate for it.
#[derive(Debug)]
pub(super) struct Fault(pub(super) Cause, pub(super) &'static str);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// A fault of the sandbox, in its own words.
    Sandbox(&'static str),
    /// Nothing listens at the address.
    NoServer,
    /// The request has a header that the client refuses.
    Invalid,
}

/// The limits that a request needs for the fault to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    Usual,
    /// An attempt may take 100 ms.
    ShortAttempts,
    /// A response may have 300,000 bytes.
    SmallResponses,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Expected {
    /// The delivery of the error; `None` if the request succeeds.
    pub(super) delivery: Option<Delivery>,
    /// Number of times that it is sent if the fault hits every time: reads, idempotent operations,
    /// others.
    pub(super) sends: [usize; 3],
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Exception {
    pub(super) operations: &'static [&'static str],
    /// The predicate of the error, as in [`Fault`].
    pub(super) kind: &'static str,
    pub(super) expected: Expected,
    /// The exception as a sentence.
    pub(super) sentence: &'static str,
}

use Cause::{Invalid, NoServer, Sandbox};
use Setting::{ShortAttempts, SmallResponses, Usual};

const fn fails(delivery: Delivery, sends: [usize; 3]) -> Expected {
    let delivery = Some(delivery);
    Expected { delivery, sends }
}

const SUCCEEDS: Expected = Expected {
    delivery: None,
    sends: [1, 1, 1],
};

/// Exception for audio: any bytes are valid audio to the client.
const fn audio(sentence: &'static str) -> Exception {
    Exception {
        operations: &["voices_preview"],
        kind: "",
        expected: SUCCEEDS,
        sentence,
    }
}

pub(super) static ROWS: [Row; 20] = [
    Row {
        what: "No fault, or one that no client could notice",
        faults: &[
            Fault(Sandbox("ok"), ""),
            Fault(Sandbox("latency=0.02"), ""),
            Fault(Sandbox("duplicate"), ""),
            Fault(Sandbox("type=text/html"), ""),
        ],
        setting: Usual,
        expected: SUCCEEDS,
        exceptions: &[],
        advice: "Nothing to do.",
    },
    Row {
        what: "This library refuses the request",
        faults: &[Fault(Invalid, "is_invalid_request")],
        setting: Usual,
        expected: fails(NotSent, [0, 0, 0]),
        exceptions: &[],
        advice: "Correct the parameter or header that the message names.",
    },
    Row {
        what: "No connection can be made: unknown host, refused, TLS fails, `connect_timeout`",
        faults: &[Fault(NoServer, "is_connect")],
        setting: Usual,
        expected: fails(NotSent, [3, 3, 3]),
        exceptions: &[],
        advice: "Send it again later; this is safe for any operation.",
    },
    Row {
        what: "The connection closes before any response",
        faults: &[
            Fault(Sandbox("drop"), "is_transport"),
            Fault(Sandbox("drop-after"), "is_transport"),
        ],
        setting: Usual,
        expected: fails(Unknown, [3, 3, 1]),
        exceptions: &[],
        advice: "Find out whether it took effect before you send a `once` operation again.",
    },
    Row {
        what: "No response within `timeout`",
        faults: &[
            Fault(Sandbox("hang"), "is_timeout"),
            Fault(Sandbox("hang before"), "is_timeout"),
            Fault(Sandbox("latency=30"), "is_timeout"),
        ],
        setting: ShortAttempts,
        expected: fails(Unknown, [3, 3, 1]),
        exceptions: &[],
        advice: "Find out whether it took effect before you send a `once` operation again; allow more time.",
    },
    Row {
        what: "The response begins and breaks off",
        faults: &[Fault(Sandbox("drop-mid-body"), "is_transport")],
        setting: Usual,
        expected: fails(Accepted, [3, 3, 1]),
        exceptions: &[],
        advice: "It took effect: retrieve the result.",
    },
    Row {
        what: "The response begins but does not end within `timeout`",
        faults: &[Fault(Sandbox("drip=10"), "is_timeout")],
        setting: ShortAttempts,
        expected: fails(Accepted, [3, 3, 1]),
        exceptions: &[],
        advice: "It took effect: retrieve the result; allow more time.",
    },
    Row {
        what: "The response is complete, but its JSON breaks off",
        faults: &[Fault(Sandbox("truncate"), "is_decode")],
        setting: Usual,
        expected: fails(Accepted, [1, 1, 1]),
        exceptions: &[audio(
            "success, since the client cannot detect that half of the audio is missing",
        )],
        advice: "It took effect: retrieve the result. `body()` has the incomplete JSON.",
    },
    Row {
        what: "A 2xx response is not JSON, such as a proxy's sign-in page",
        faults: &[
            Fault(Sandbox("garbage"), "is_decode"),
            Fault(Sandbox("garbage before"), "is_decode"),
        ],
        setting: Usual,
        expected: fails(Unknown, [1, 1, 1]),
        exceptions: &[audio(
            "success, with the page instead of audio; check `media_type()`",
        )],
        advice: "See in `body()` who responded; find out whether it took effect before you send a `once` operation again.",
    },
    Row {
        what: "The response is larger than `max_response_bytes`",
        faults: &[Fault(Sandbox("oversize=400000"), "is_too_large")],
        setting: SmallResponses,
        expected: fails(Accepted, [1, 1, 1]),
        exceptions: &[],
        advice: "It took effect: request less, or raise the limit.",
    },
    Row {
        what: "Status 400, 401, 403, 404, 409, 422, or another 4xx except 408 and 429",
        faults: &[
            Fault(Sandbox("status=400"), "is_bad_request"),
            Fault(Sandbox("status=401"), "is_unauthorized"),
            Fault(Sandbox("status=403"), "is_forbidden"),
            Fault(Sandbox("status=404"), "is_not_found"),
            Fault(Sandbox("status=409"), "is_conflict"),
            Fault(Sandbox("status=422"), "is_unprocessable"),
            Fault(Sandbox("status=418"), ""),
        ],
        setting: Usual,
        expected: fails(Rejected, [1, 1, 1]),
        exceptions: &[],
        advice: "Correct the request or the key: `message()` and `code()` return the API's reason.",
    },
    Row {
        what: "Status 408",
        faults: &[
            Fault(Sandbox("status=408"), ""),
            Fault(Sandbox("status=408 after"), ""),
        ],
        setting: Usual,
        expected: fails(Unknown, [3, 3, 1]),
        exceptions: &[],
        advice: "Find out whether it took effect before you send a `once` operation again.",
    },
    Row {
        what: "Status 429",
        faults: &[
            Fault(Sandbox("status=429"), "is_rate_limited"),
            Fault(Sandbox("status=429 after"), "is_rate_limited"),
            Fault(Sandbox("status=429 retry-after:2"), "is_rate_limited"),
        ],
        setting: Usual,
        expected: fails(Unknown, [3, 3, 1]),
        exceptions: &[],
        advice: "Slow down. A 429 does not prove that nothing happened: find out before you send a `once` operation again.",
    },
    Row {
        what: "Status 500, 502, 503, 504, or another 5xx",
        faults: &[
            Fault(Sandbox("status=500"), "is_server_error"),
            Fault(Sandbox("status=500 after"), "is_server_error"),
            Fault(Sandbox("status=502"), "is_server_error"),
            Fault(Sandbox("status=502 after"), "is_server_error"),
            Fault(Sandbox("status=503"), "is_server_error"),
            Fault(Sandbox("status=503 after"), "is_server_error"),
            Fault(Sandbox("status=503 retry-after:2"), "is_server_error"),
            Fault(Sandbox("status=504"), "is_server_error"),
            Fault(Sandbox("status=504 after"), "is_server_error"),
            Fault(Sandbox("late=90"), "is_server_error"),
            Fault(Sandbox("status=599"), "is_server_error"),
        ],
        setting: Usual,
        expected: fails(Unknown, [3, 3, 1]),
        exceptions: &[],
        advice: "Find out whether it took effect before you send a `once` operation again.",
    },
    Row {
        what: "Status 429 or 503 with a `Retry-After` that exceeds the deadline or 60 s",
        faults: &[
            Fault(Sandbox("status=429 retry-after:45"), "is_rate_limited"),
            Fault(Sandbox("status=503 retry-after:45"), "is_server_error"),
            Fault(Sandbox("status=503 retry-after:100"), "is_server_error"),
        ],
        setting: Usual,
        expected: fails(Unknown, [1, 1, 1]),
        exceptions: &[],
        advice: "Wait as long as `retry_after()` says; then the row of the status applies.",
    },
    Row {
        what: "Redirect 307 or 308 to the same host",
        faults: &[
            Fault(Sandbox("redirect=#again"), "is_redirect"),
            Fault(Sandbox("redirect=#again after"), "is_redirect"),
            Fault(Sandbox("status=308 location:#again"), "is_redirect"),
        ],
        setting: Usual,
        expected: fails(Unknown, [6, 1, 1]),
        exceptions: &[],
        advice: "Correct the base URL. Reads follow up to 5 redirects.",
    },
    Row {
        what: "Redirect 301, 302 or 303 to the same host",
        faults: &[
            Fault(Sandbox("status=301 location:#again"), "is_redirect"),
            Fault(Sandbox("status=302 location:#again"), "is_redirect"),
            Fault(Sandbox("status=303 location:#again"), "is_redirect"),
        ],
        setting: Usual,
        expected: fails(Unknown, [6, 1, 1]),
        exceptions: &[Exception {
            operations: &["call_export", "call_search", "voices_preview"],
            kind: "is_redirect",
            expected: fails(Unknown, [1, 1, 1]),
            sentence: "sent once, since following would turn the POST into a GET",
        }],
        advice: "Correct the base URL. Reads follow up to 5 redirects.",
    },
    Row {
        what: "Redirect to another host, or without a `location`",
        faults: &[
            Fault(
                Sandbox("redirect=https://elsewhere.example/"),
                "is_redirect",
            ),
            Fault(Sandbox("status=307"), "is_redirect"),
        ],
        setting: Usual,
        expected: fails(Unknown, [1, 1, 1]),
        exceptions: &[],
        advice: "Correct the base URL: the key is never sent to another host.",
    },
    Row {
        what: "Status 304, or another 3xx that is not a redirect",
        faults: &[
            Fault(Sandbox("status=304"), ""),
            Fault(Sandbox("status=304 after"), ""),
            Fault(Sandbox("status=399"), ""),
        ],
        setting: Usual,
        expected: fails(Unknown, [1, 1, 1]),
        exceptions: &[],
        advice: "Look for a cache or proxy in between; find out whether it took effect before you send a `once` operation again.",
    },
    Row {
        what: "The connection closes, and the next attempt gets 404",
        faults: &[Fault(Sandbox("drop-after status=404"), "is_not_found")],
        setting: Usual,
        expected: fails(Unknown, [2, 2, 1]),
        exceptions: &[
            Exception {
                operations: &[
                    "assistants_delete",
                    "campaigns_delete",
                    "phone_numbers_delete",
                    "voices_delete",
                ],
                kind: "",
                expected: Expected {
                    delivery: None,
                    sends: [2, 2, 2],
                },
                sentence: "success, since the first attempt deleted the resource",
            },
            Exception {
                operations: &[
                    "assistants_clone",
                    "assistants_create",
                    "call_create",
                    "campaigns_create",
                    "campaigns_launch",
                    "voices_clone",
                ],
                kind: "is_transport",
                expected: fails(Unknown, [1, 1, 1]),
                sentence: "`is_transport()`, since there is no next attempt",
            },
        ],
        advice: "The first attempt may have taken effect: the delivery is the worst of all attempts.",
    },
];
