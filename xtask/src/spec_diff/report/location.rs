//! Where a change is in the files, as editors and terminals open it.

use crate::spec_diff::review::{Change, Location, Refusal, Review, Side};

/// `openapi.yaml:123`: at HEAD, and at BASE for what is gone; none where no line is known.
pub(super) fn of_change(review: &Review, change: &Change) -> Option<String> {
    let (head, base) = (&change.head, &change.base);
    match (is_gone(change), head.line, base.line) {
        (false, Some(line), _) | (_, Some(line), None) => {
            Some(at(&review.head, head.file.as_deref(), line))
        }
        (_, _, Some(line)) => Some(at(&review.base, base.file.as_deref(), line)),
        (_, None, None) => None,
    }
}

/// `openapi.yaml:93 #/components/schemas/Call`.
pub(super) fn of_refusal(side: &Side, refusal: &Refusal) -> String {
    let place = match refusal.line {
        Some(line) => at(side, None, line),
        None => side.name.clone(),
    };
    match refusal.pointer.as_str() {
        "" => place,
        pointer => format!("{place} #{pointer}"),
    }
}

fn at(side: &Side, file: Option<&str>, line: u64) -> String {
    match file {
        Some(file) => format!("{}:{line}", beside(&side.name, file)),
        None => format!("{}:{line}", side.name),
    }
}

/// Another file of the same folder: of `main:api/openapi.yaml`, `main:api/schemas/pet.yaml`.
pub(super) fn beside(name: &str, file: &str) -> String {
    let folder = name.rfind(['/', ':']).map_or(0, |end| end + 1);
    format!("{}{file}", name.get(..folder).unwrap_or_default())
}

/// Whether HEAD's pointer leads to what is around the change and BASE's to the thing itself.
fn is_gone(change: &Change) -> bool {
    let steps = |location: &Location| location.pointer.matches('/').count();
    let last = |location: &Location| location.pointer.rsplit('/').next().map(str::to_owned);
    steps(&change.head) < steps(&change.base) && last(&change.head) != last(&change.base)
}
