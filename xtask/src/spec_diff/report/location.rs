//! The location of a change in the files, as editors and terminals open it.

use crate::spec_diff::review::{Change, Location, Refusal, Review, Side};

/// Returns `openapi.yaml:123`: the line at HEAD, or at BASE if the part is gone. Returns `None` if the line
/// is not known.
pub(super) fn of_change(review: &Review, change: &Change) -> Option<String> {
    let at = |side: &Side, location: &Location| {
        let line = location.line?;
        let other = location.file.as_ref();
        let file = other.map_or(side.name.clone(), |file| beside(&side.name, file));
        Some(format!("{file}:{line}"))
    };
    let (base, head) = (
        at(&review.base, &change.base),
        at(&review.head, &change.head),
    );
    match is_gone(change) {
        true => base.or(head),
        false => head.or(base),
    }
}

/// Returns `openapi.yaml:93 #/components/schemas/Call`.
pub(super) fn of_refusal(side: &Side, refusal: &Refusal) -> String {
    let mut location = side.name.clone();
    if let Some(line) = refusal.line {
        location += &format!(":{line}");
    }
    if !refusal.pointer.is_empty() {
        location += &format!(" #{}", refusal.pointer);
    }
    location
}

/// Returns another file of the same folder: for `main:api/openapi.yaml`, `main:api/schemas/pet.yaml`.
pub(super) fn beside(name: &str, file: &str) -> String {
    let folder = name.rfind(['/', ':']).and_then(|end| name.get(..=end));
    format!("{}{file}", folder.unwrap_or_default())
}

/// Returns true if HEAD's pointer leads to the object that lacks the part, and BASE's to the part.
fn is_gone(change: &Change) -> bool {
    let steps = |location: &Location| location.pointer.matches('/').count();
    let last = |location: &Location| location.pointer.rsplit('/').next().map(str::to_owned);
    steps(&change.head) < steps(&change.base) && last(&change.head) != last(&change.base)
}
