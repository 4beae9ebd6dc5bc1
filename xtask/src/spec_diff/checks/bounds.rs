//! Limits on numbers, strings, arrays and objects.

use super::Find::{Appears, Changes, Falls, If, Rises, Vanishes};
use super::Kind::Schema;
use super::find::CHANGES;
use super::{BREAKS_BOTH, NARROWER, Pair, UNDECIDABLE, WIDER};

checks! {
    on [Schema], keys ["minimum"] {
        "minimum-raised" <-> "minimum-lowered": NARROWER,
            "The minimum of a number is raised or added (`minimum`).", Rises;
        "minimum-lowered" <-> "minimum-raised": WIDER,
            "The minimum of a number is lowered or removed (`minimum`).", Falls;
    }
    on [Schema], keys ["maximum"] {
        "maximum-lowered" <-> "maximum-raised": NARROWER,
            "The maximum of a number is lowered or added (`maximum`).", Falls;
        "maximum-raised" <-> "maximum-lowered": WIDER,
            "The maximum of a number is raised or removed (`maximum`).", Rises;
    }
    on [Schema], keys ["exclusiveMinimum"] {
        "minimum-excluded" <-> "minimum-included": NARROWER,
            "A number may no longer equal its minimum (`exclusiveMinimum`).",
            Appears("`exclusiveMinimum` is added: {head}");
        "minimum-included" <-> "minimum-excluded": WIDER,
            "A number may equal its minimum (`exclusiveMinimum`).",
            Vanishes("`exclusiveMinimum` is removed: {base}");
    }
    on [Schema], keys ["exclusiveMaximum"] {
        "maximum-excluded" <-> "maximum-included": NARROWER,
            "A number may no longer equal its maximum (`exclusiveMaximum`).",
            Appears("`exclusiveMaximum` is added: {head}");
        "maximum-included" <-> "maximum-excluded": WIDER,
            "A number may equal its maximum (`exclusiveMaximum`).",
            Vanishes("`exclusiveMaximum` is removed: {base}");
    }
    on [Schema], keys ["multipleOf"] {
        "multiple-demanded" <-> "multiple-lifted": NARROWER,
            "A number has to be a multiple of a certain number (`multipleOf`).",
            Appears("`multipleOf` is added: {head}");
        "multiple-lifted" <-> "multiple-demanded": WIDER,
            "A number no longer has to be a multiple of a certain number (`multipleOf`).",
            Vanishes("`multipleOf` is removed: {base}");
        "multiple-narrowed" <-> "multiple-widened": NARROWER,
            "A number has to be a multiple of a larger number, which is a multiple of the old one \
             (`multipleOf`).",
            If(|pair| multiples(pair, divides), CHANGES);
        "multiple-widened" <-> "multiple-narrowed": WIDER,
            "A number has to be a multiple of a smaller number, which divides the old one (`multipleOf`).",
            If(|pair| multiples(pair, |base, head| divides(head, base)), CHANGES);
        "multiple-changed": BREAKS_BOTH,
            "A number has to be a multiple of another number (`multipleOf`).",
            If(|pair| multiples(pair, |base, head| !divides(base, head) && !divides(head, base)), CHANGES);
    }
    on [Schema], keys ["minLength"] {
        "min-length-raised" <-> "min-length-lowered": NARROWER,
            "The minimum length of a string is raised or added (`minLength`).", Rises;
        "min-length-lowered" <-> "min-length-raised": WIDER,
            "The minimum length of a string is lowered or removed (`minLength`).", Falls;
    }
    on [Schema], keys ["maxLength"] {
        "max-length-lowered" <-> "max-length-raised": NARROWER,
            "The maximum length of a string is lowered or added (`maxLength`).", Falls;
        "max-length-raised" <-> "max-length-lowered": WIDER,
            "The maximum length of a string is raised or removed (`maxLength`).", Rises;
    }
    on [Schema], keys ["pattern"] {
        "pattern-added" <-> "pattern-removed": NARROWER,
            "A string has to match a pattern (`pattern`).",
            Appears("`pattern` is added: {head}");
        "pattern-removed" <-> "pattern-added": WIDER,
            "A string no longer has to match a pattern (`pattern`).",
            Vanishes("`pattern` is removed: {base}");
        "pattern-changed": UNDECIDABLE,
            "A string has to match another pattern. A person has to judge whether it allows more or less.",
            Changes("the pattern changes from {base} to {head}");
    }
    on [Schema], keys ["minItems"] {
        "min-items-raised" <-> "min-items-lowered": NARROWER,
            "The minimum length of an array is raised or added (`minItems`).", Rises;
        "min-items-lowered" <-> "min-items-raised": WIDER,
            "The minimum length of an array is lowered or removed (`minItems`).", Falls;
    }
    on [Schema], keys ["maxItems"] {
        "max-items-lowered" <-> "max-items-raised": NARROWER,
            "The maximum length of an array is lowered or added (`maxItems`).", Falls;
        "max-items-raised" <-> "max-items-lowered": WIDER,
            "The maximum length of an array is raised or removed (`maxItems`).", Rises;
    }
    on [Schema], keys ["uniqueItems"] {
        "unique-items-demanded" <-> "unique-items-lifted": NARROWER,
            "The items of an array have to differ from each other (`uniqueItems`).",
            Appears("`uniqueItems` is added: {head}");
        "unique-items-lifted" <-> "unique-items-demanded": WIDER,
            "The items of an array no longer have to differ from each other (`uniqueItems`).",
            Vanishes("`uniqueItems` is removed: {base}");
    }
    on [Schema], keys ["minProperties"] {
        "min-properties-raised" <-> "min-properties-lowered": NARROWER,
            "The minimum number of properties is raised or added (`minProperties`).", Rises;
        "min-properties-lowered" <-> "min-properties-raised": WIDER,
            "The minimum number of properties is lowered or removed (`minProperties`).", Falls;
    }
    on [Schema], keys ["maxProperties"] {
        "max-properties-lowered" <-> "max-properties-raised": NARROWER,
            "The maximum number of properties is lowered or added (`maxProperties`).", Falls;
        "max-properties-raised" <-> "max-properties-lowered": WIDER,
            "The maximum number of properties is raised or removed (`maxProperties`).", Rises;
    }
}

/// Returns true if both sides have a `multipleOf`, and the two differ and satisfy a condition.
fn multiples(pair: &Pair<'_>, holds: impl Fn(f64, f64) -> bool) -> bool {
    let (base, head) = (
        pair.base.number("multipleOf"),
        pair.head.number("multipleOf"),
    );
    let steps = base.zip(head).filter(|(base, head)| base != head);
    steps.is_some_and(|(base, head)| holds(base, head))
}

/// Returns true if every multiple of `whole` is one of `part`.
fn divides(part: f64, whole: f64) -> bool {
    let times = whole / part;
    times.is_finite() && (times - times.round()).abs() < 1e-9
}
