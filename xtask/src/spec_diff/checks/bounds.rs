//! Limits on numbers, strings, arrays and objects.

use super::Find::{Appears, By, Changes, Falls, Rises, Vanishes};
use super::Kind::Schema;
use super::{BREAKS_BOTH, Found, NARROWER, Pair, UNDECIDABLE, WIDER};

checks! {
    on [Schema], keys ["minimum"] {
        "minimum-raised" <-> "minimum-lowered": NARROWER,
            "A limit is tighter or new: the least number (`minimum`).", Rises;
        "minimum-lowered" <-> "minimum-raised": WIDER,
            "A limit is looser or gone: the least number (`minimum`).", Falls;
    }
    on [Schema], keys ["maximum"] {
        "maximum-lowered" <-> "maximum-raised": NARROWER,
            "A limit is tighter or new: the greatest number (`maximum`).", Falls;
        "maximum-raised" <-> "maximum-lowered": WIDER,
            "A limit is looser or gone: the greatest number (`maximum`).", Rises;
    }
    on [Schema], keys ["exclusiveMinimum"] {
        "minimum-excluded" <-> "minimum-included": NARROWER,
            "A number has to be above its minimum from now on (`exclusiveMinimum`).",
            Appears("`exclusiveMinimum` is added: {head}");
        "minimum-included" <-> "minimum-excluded": WIDER,
            "A number has to be above its minimum no longer (`exclusiveMinimum`).",
            Vanishes("`exclusiveMinimum` is removed: {base}");
    }
    on [Schema], keys ["exclusiveMaximum"] {
        "maximum-excluded" <-> "maximum-included": NARROWER,
            "A number has to be below its maximum from now on (`exclusiveMaximum`).",
            Appears("`exclusiveMaximum` is added: {head}");
        "maximum-included" <-> "maximum-excluded": WIDER,
            "A number has to be below its maximum no longer (`exclusiveMaximum`).",
            Vanishes("`exclusiveMaximum` is removed: {base}");
    }
    on [Schema], keys ["multipleOf"] {
        "multiple-demanded" <-> "multiple-lifted": NARROWER,
            "A number has to be a multiple from now on (`multipleOf`).",
            Appears("`multipleOf` is added: {head}");
        "multiple-lifted" <-> "multiple-demanded": WIDER,
            "A number has to be a multiple no longer (`multipleOf`).",
            Vanishes("`multipleOf` is removed: {base}");
    }
    on [Schema], keys ["pattern"] {
        "pattern-changed": UNDECIDABLE,
            "A text has to match another pattern. Whether that allows less or more is for a person to judge.",
            Changes("the pattern changes from {base} to {head}");
    }
    on [Schema], keys ["multipleOf"] {
        "multiple-narrowed" <-> "multiple-widened": NARROWER,
            "A number has to be a multiple of a multiple of what it was.",
            By(|pair| multiples(pair, divides));
        "multiple-widened" <-> "multiple-narrowed": WIDER,
            "A number has to be a multiple of a part of what it was.",
            By(|pair| multiples(pair, |base, head| divides(head, base)));
        "multiple-changed": BREAKS_BOTH,
            "A number has to be a multiple of something else.",
            By(|pair| multiples(pair, |base, head| !divides(base, head) && !divides(head, base)));
    }
    on [Schema], keys ["minLength"] {
        "min-length-raised" <-> "min-length-lowered": NARROWER,
            "A limit is tighter or new: the least characters (`minLength`).", Rises;
        "min-length-lowered" <-> "min-length-raised": WIDER,
            "A limit is looser or gone: the least characters (`minLength`).", Falls;
    }
    on [Schema], keys ["maxLength"] {
        "max-length-lowered" <-> "max-length-raised": NARROWER,
            "A limit is tighter or new: the most characters (`maxLength`).", Falls;
        "max-length-raised" <-> "max-length-lowered": WIDER,
            "A limit is looser or gone: the most characters (`maxLength`).", Rises;
    }
    on [Schema], keys ["pattern"] {
        "pattern-added" <-> "pattern-removed": NARROWER,
            "A text has to match a pattern from now on (`pattern`).",
            Appears("`pattern` is added: {head}");
        "pattern-removed" <-> "pattern-added": WIDER,
            "A text has to match a pattern no longer (`pattern`).",
            Vanishes("`pattern` is removed: {base}");
    }
    on [Schema], keys ["minItems"] {
        "min-items-raised" <-> "min-items-lowered": NARROWER,
            "A limit is tighter or new: the least items (`minItems`).", Rises;
        "min-items-lowered" <-> "min-items-raised": WIDER,
            "A limit is looser or gone: the least items (`minItems`).", Falls;
    }
    on [Schema], keys ["maxItems"] {
        "max-items-lowered" <-> "max-items-raised": NARROWER,
            "A limit is tighter or new: the most items (`maxItems`).", Falls;
        "max-items-raised" <-> "max-items-lowered": WIDER,
            "A limit is looser or gone: the most items (`maxItems`).", Rises;
    }
    on [Schema], keys ["uniqueItems"] {
        "unique-items-demanded" <-> "unique-items-lifted": NARROWER,
            "The items of an array have to differ from now on (`uniqueItems`).",
            Appears("`uniqueItems` is added: {head}");
        "unique-items-lifted" <-> "unique-items-demanded": WIDER,
            "The items of an array have to differ no longer (`uniqueItems`).",
            Vanishes("`uniqueItems` is removed: {base}");
    }
    on [Schema], keys ["minProperties"] {
        "min-properties-raised" <-> "min-properties-lowered": NARROWER,
            "A limit is tighter or new: the least properties (`minProperties`).", Rises;
        "min-properties-lowered" <-> "min-properties-raised": WIDER,
            "A limit is looser or gone: the least properties (`minProperties`).", Falls;
    }
    on [Schema], keys ["maxProperties"] {
        "max-properties-lowered" <-> "max-properties-raised": NARROWER,
            "A limit is tighter or new: the most properties (`maxProperties`).", Falls;
        "max-properties-raised" <-> "max-properties-lowered": WIDER,
            "A limit is looser or gone: the most properties (`maxProperties`).", Rises;
    }
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

/// Tells whether every multiple of `whole` is one of `part`.
fn divides(part: f64, whole: f64) -> bool {
    let times = whole / part;
    times.is_finite() && (times - times.round()).abs() < 1e-9
}
