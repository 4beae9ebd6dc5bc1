//! Limits on numbers, texts, arrays and objects.

use serde_json::{Value, json};

use super::{BREAKS_BOTH, Check, Found, Kind, Mirror, NARROWER, Pair, UNDECIDABLE, WIDER};

/// A pair of checks for a limit: one that it became tighter, one that it became looser.
macro_rules! limit {
    ($key:literal, $end:ident, $tighter:literal, $looser:literal, $what:literal) => {
        [
            Check {
                id: $tighter,
                on: &[Kind::Schema],
                keys: &[$key],
                rule: NARROWER,
                mirror: Mirror::Check($looser),
                sentence: concat!("A limit is tighter or new: ", $what, " (`", $key, "`)."),
                find: |pair| moved(pair, $key, |base, head| End::$end.is_tighter(head, base)),
            },
            Check {
                id: $looser,
                on: &[Kind::Schema],
                keys: &[$key],
                rule: WIDER,
                mirror: Mirror::Check($tighter),
                sentence: concat!("A limit is looser or gone: ", $what, " (`", $key, "`)."),
                find: |pair| moved(pair, $key, |base, head| End::$end.is_tighter(base, head)),
            },
        ]
    };
}

const MINIMUM: [Check; 2] = limit!(
    "minimum",
    Lower,
    "minimum-raised",
    "minimum-lowered",
    "the least number"
);
const MAXIMUM: [Check; 2] = limit!(
    "maximum",
    Upper,
    "maximum-lowered",
    "maximum-raised",
    "the greatest number"
);
const MIN_LENGTH: [Check; 2] = limit!(
    "minLength",
    Lower,
    "min-length-raised",
    "min-length-lowered",
    "the least characters"
);
const MAX_LENGTH: [Check; 2] = limit!(
    "maxLength",
    Upper,
    "max-length-lowered",
    "max-length-raised",
    "the most characters"
);
const MIN_ITEMS: [Check; 2] = limit!(
    "minItems",
    Lower,
    "min-items-raised",
    "min-items-lowered",
    "the least items"
);
const MAX_ITEMS: [Check; 2] = limit!(
    "maxItems",
    Upper,
    "max-items-lowered",
    "max-items-raised",
    "the most items"
);
const MIN_PROPERTIES: [Check; 2] = limit!(
    "minProperties",
    Lower,
    "min-properties-raised",
    "min-properties-lowered",
    "the least properties"
);
const MAX_PROPERTIES: [Check; 2] = limit!(
    "maxProperties",
    Upper,
    "max-properties-lowered",
    "max-properties-raised",
    "the most properties"
);

/// A pair of checks for a key that forbids something where it is there.
macro_rules! restriction {
    ($key:literal, $added:literal, $removed:literal, $what:literal) => {
        [
            Check {
                id: $added,
                on: &[Kind::Schema],
                keys: &[$key],
                rule: NARROWER,
                mirror: Mirror::Check($removed),
                sentence: concat!($what, " from now on (`", $key, "`)."),
                find: |pair| {
                    pair.when(pair.appears($key), $key, || {
                        format!(
                            concat!("`", $key, "` is added: {}"),
                            shown(pair.head.value($key))
                        )
                    })
                },
            },
            Check {
                id: $removed,
                on: &[Kind::Schema],
                keys: &[$key],
                rule: WIDER,
                mirror: Mirror::Check($added),
                sentence: concat!($what, " no longer (`", $key, "`)."),
                find: |pair| {
                    pair.when(pair.vanishes($key), $key, || {
                        format!(
                            concat!("`", $key, "` is removed: {}"),
                            shown(pair.base.value($key))
                        )
                    })
                },
            },
        ]
    };
}

const PATTERN: [Check; 2] = restriction!(
    "pattern",
    "pattern-added",
    "pattern-removed",
    "A text has to match a pattern"
);
const UNIQUE: [Check; 2] = restriction!(
    "uniqueItems",
    "unique-items-demanded",
    "unique-items-lifted",
    "The items of an array have to differ"
);
const EXCLUSIVE_MINIMUM: [Check; 2] = restriction!(
    "exclusiveMinimum",
    "minimum-excluded",
    "minimum-included",
    "A number has to be above its minimum"
);
const EXCLUSIVE_MAXIMUM: [Check; 2] = restriction!(
    "exclusiveMaximum",
    "maximum-excluded",
    "maximum-included",
    "A number has to be below its maximum"
);
const MULTIPLE: [Check; 2] = restriction!(
    "multipleOf",
    "multiple-demanded",
    "multiple-lifted",
    "A number has to be a multiple"
);

const CHANGED: [Check; 4] = [
    Check {
        id: "pattern-changed",
        on: &[Kind::Schema],
        keys: &["pattern"],
        rule: UNDECIDABLE,
        mirror: Mirror::Itself,
        sentence: "A text has to match another pattern. Whether that allows less or more is for a \
                   person to judge.",
        find: |pair| {
            pair.when(pair.changes("pattern"), "pattern", || {
                let (base, head) = (pair.base.value("pattern"), pair.head.value("pattern"));
                format!(
                    "the pattern changes from {} to {}",
                    shown(base),
                    shown(head)
                )
            })
        },
    },
    Check {
        id: "multiple-narrowed",
        on: &[Kind::Schema],
        keys: &["multipleOf"],
        rule: NARROWER,
        mirror: Mirror::Check("multiple-widened"),
        sentence: "A number has to be a multiple of a multiple of what it was.",
        find: |pair| multiples(pair, divides),
    },
    Check {
        id: "multiple-widened",
        on: &[Kind::Schema],
        keys: &["multipleOf"],
        rule: WIDER,
        mirror: Mirror::Check("multiple-narrowed"),
        sentence: "A number has to be a multiple of a part of what it was.",
        find: |pair| multiples(pair, |base, head| divides(head, base)),
    },
    Check {
        id: "multiple-changed",
        on: &[Kind::Schema],
        keys: &["multipleOf"],
        rule: BREAKS_BOTH,
        mirror: Mirror::Itself,
        sentence: "A number has to be a multiple of something else.",
        find: |pair| {
            multiples(pair, |base, head| {
                !divides(base, head) && !divides(head, base)
            })
        },
    },
];

pub(super) const CHECKS: &[Check] = &{
    let [a, b] = MINIMUM;
    let [c, d] = MAXIMUM;
    let [e, f] = EXCLUSIVE_MINIMUM;
    let [g, h] = EXCLUSIVE_MAXIMUM;
    let [i, j] = MULTIPLE;
    let [k, l, m, n] = CHANGED;
    let [o, p] = MIN_LENGTH;
    let [q, r] = MAX_LENGTH;
    let [s, t] = PATTERN;
    let [u, v] = MIN_ITEMS;
    let [w, x] = MAX_ITEMS;
    let [y, z] = UNIQUE;
    let [aa, ab] = MIN_PROPERTIES;
    let [ac, ad] = MAX_PROPERTIES;
    [
        a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, aa, ab, ac,
        ad,
    ]
};

/// Which end of a range a limit is.
enum End {
    Lower,
    Upper,
}

impl End {
    /// Whether `one` leaves less room than `other`; no limit leaves the most.
    fn is_tighter(&self, one: Option<f64>, other: Option<f64>) -> bool {
        match (one, other) {
            (Some(_), None) => true,
            (None, _) => false,
            (Some(one), Some(other)) => match self {
                Self::Lower => one > other,
                Self::Upper => one < other,
            },
        }
    }
}

fn moved(
    pair: &Pair<'_>,
    key: &str,
    holds: impl Fn(Option<f64>, Option<f64>) -> bool,
) -> Vec<Found> {
    // A least length of 0 is none.
    let limit = |object| super::significant(key, object).and_then(|value| value.as_f64());
    let (base, head) = (limit(pair.base), limit(pair.head));
    pair.when(holds(base, head), key, || {
        let shown = |limit: Option<f64>| limit.map_or("none".to_owned(), |limit| limit.to_string());
        format!("`{key}` changes from {} to {}", shown(base), shown(head))
    })
}

fn shown(value: Option<&Value>) -> String {
    format!("`{}`", value.unwrap_or(&json!(null)))
}

fn multiples(pair: &Pair<'_>, holds: impl Fn(f64, f64) -> bool) -> Vec<Found> {
    let key = "multipleOf";
    let both = pair.base.number(key).zip(pair.head.number(key));
    let Some((base, head)) = both.filter(|(base, head)| base != head) else {
        return Vec::new();
    };
    pair.when(holds(base, head), key, || {
        format!("`{key}` changes from {base} to {head}")
    })
}

/// Whether every multiple of `whole` is one of `part`.
fn divides(part: f64, whole: f64) -> bool {
    let times = whole / part;
    times.is_finite() && (times - times.round()).abs() < 1e-9
}
