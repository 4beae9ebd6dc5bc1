//! Where a change is in the files, as editors and terminals open it.

use crate::spec_diff::review::{Change, Location, Refusal, Review, Side};

/// `openapi.yaml:123`: at HEAD, and at BASE for what is gone; none where no line is known.
pub(super) fn of_change(review: &Review, change: &Change) -> Option<String> {
    let (head, base) = (&change.head, &change.base);
    match (is_gone(change), head.line, base.line) {
        (false, Some(line), _) | (_, Some(line), None) => Some(at(&review.head, line)),
        (_, _, Some(line)) => Some(at(&review.base, line)),
        (_, None, None) => None,
    }
}

/// `openapi.yaml:93 #/components/schemas/Call`.
pub(super) fn of_refusal(side: &Side, refusal: &Refusal) -> String {
    let place = match refusal.line {
        Some(line) => at(side, line),
        None => side.name.clone(),
    };
    match refusal.pointer.as_str() {
        "" => place,
        pointer => format!("{place} #{pointer}"),
    }
}

fn at(side: &Side, line: u64) -> String {
    format!("{}:{line}", side.name)
}

/// Whether HEAD's pointer leads to what is around the change and BASE's to the thing itself.
fn is_gone(change: &Change) -> bool {
    let steps = |location: &Location| location.pointer.matches('/').count();
    let last = |location: &Location| location.pointer.rsplit('/').next().map(str::to_owned);
    steps(&change.head) < steps(&change.base) && last(&change.head) != last(&change.base)
}
