//! Which changes of the spec explain a difference of the code, or a trouble of shipped programs.

use std::collections::BTreeSet;

use super::review::Change;
use super::subject::{Subject, SubjectPath};

/// Something to be explained.
pub(super) struct Effect<'e> {
    /// Where it shows.
    pub(super) path: SubjectPath,
    /// The named schemas that its subject is made of, which say what its members are.
    pub(super) parts: &'e BTreeSet<Subject>,
    /// Whether only documentation is concerned.
    pub(super) is_prose: bool,
    /// The named schemas that it speaks of.
    pub(super) mentions: &'e BTreeSet<String>,
    /// The checks that explain it best, the best first.
    pub(super) causes: &'e [&'static str],
    /// Whether nothing but these explains it, wherever in the API they find something.
    pub(super) only_causes: bool,
}

/// The changes that explain it: those of its causes, else those at the same place, else those of a
/// schema that it speaks of, else those of the same subject as a whole.
pub(super) fn explained_by(changes: &[Change], effect: &Effect<'_>) -> Vec<usize> {
    let pick = |fits: &dyn Fn(&Change) -> bool| -> Vec<usize> {
        let changes = changes.iter().enumerate();
        changes
            .filter(|(_, change)| fits(change))
            .map(|(index, _)| index)
            .collect()
    };
    let path = &effect.path;
    let same_subject = |change: &Change| change.path.subject == path.subject;
    // What was renamed stands under its name at BASE, and its code at HEAD has the new one.
    let has_new_name =
        |change: &Change| change.new_name.is_some() && change.new_name.as_deref() == path.member();
    let in_part =
        |change: &Change| path.member().is_some() && effect.parts.contains(&change.path.subject);
    let here = |change: &Change| {
        (same_subject(change) || in_part(change))
            && (change.path.member() == path.member() || has_new_name(change))
    };
    if effect.only_causes {
        let found = effect.causes.iter().map(|cause| {
            let caused = |change: &Change| change.check == *cause;
            let here = pick(&|change| caused(change) && same_subject(change));
            match here.is_empty() {
                true => pick(&|change| caused(change) && holds_for_several(change)),
                false => here,
            }
        });
        return first(found);
    }
    let caused = effect
        .causes
        .iter()
        .map(|cause| pick(&|change| change.check == *cause && here(change)));
    let caused = first(caused);
    if !caused.is_empty() {
        return caused;
    }
    let mentioned = |change: &Change| match &change.path.subject {
        Subject::Component { kind, name } => {
            kind == "schemas" && effect.mentions.contains(name) && change.path.member().is_none()
        }
        _ => false,
    };
    let whole = |change: &Change| {
        same_subject(change) && (change.path.member().is_none() || path.member().is_none())
    };
    let is_prose = effect.is_prose;
    let same_kind = |change: &Change| change.is_prose == is_prose;
    let tiers: [&dyn Fn(&Change) -> bool; 5] = [
        &|change| here(change) && same_kind(change),
        &|change| here(change) && is_prose,
        &|change| mentioned(change) && same_kind(change),
        &|change| whole(change) && same_kind(change),
        &|change| whole(change) && is_prose,
    ];
    let found = first(tiers.iter().map(|tier| pick(*tier)));
    // That something else is referred to says less than what else changes along with it.
    let says_more = |index: &usize| {
        let change = changes.get(*index);
        change.is_some_and(|change| change.check != "reference-changed")
    };
    match found.iter().any(says_more) {
        true => found.into_iter().filter(says_more).collect(),
        false => found,
    }
}

/// Whether a change is one of the whole API, or of a security scheme.
fn holds_for_several(change: &Change) -> bool {
    match &change.path.subject {
        Subject::Api => true,
        Subject::Component { kind, .. } => kind == "securitySchemes",
        Subject::Operation(_) => false,
    }
}

fn first(mut found: impl Iterator<Item = Vec<usize>>) -> Vec<usize> {
    found.find(|found| !found.is_empty()).unwrap_or_default()
}
