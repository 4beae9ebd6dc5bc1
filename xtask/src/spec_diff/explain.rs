//! Finds the changes of the spec that explain a difference of the code, or a breakage.

use std::collections::BTreeSet;

use super::review::Change;
use super::subject::{Subject, SubjectPath};

/// Effect of a change of the spec: a difference of the Rust API, or a response that shipped programs
/// cannot decode.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Effect {
    /// Path of its subject in the spec.
    pub(crate) path: SubjectPath,
    pub(crate) text: String,
    /// Named schemas that its text mentions.
    pub(crate) mentions: BTreeSet<String>,
    /// Checks that explain it best, the best first.
    pub(crate) causes: &'static [&'static str],
    /// True if it affects only documentation.
    pub(crate) is_prose: bool,
}

/// Returns the indices of the changes that explain an effect: the changes at its path that one of its
/// causes found; else all at its path; else those of a schema that it mentions; else those of its subject
/// as a whole.
///
/// `parts` are the named schemas that the subject is composed of.
pub(super) fn explained_by(
    changes: &[Change],
    effect: &Effect,
    parts: Option<&BTreeSet<Subject>>,
) -> Vec<usize> {
    let pick = |fits: &dyn Fn(&Change) -> bool| -> Vec<usize> {
        let changes = changes.iter().enumerate();
        let fitting = changes.filter(|(_, change)| fits(change));
        fitting.map(|(index, _)| index).collect()
    };
    let (path, is_prose) = (&effect.path, effect.is_prose);
    let same_subject = |change: &Change| change.path.subject == path.subject;
    let in_part = |change: &Change| {
        path.member().is_some() && parts.is_some_and(|parts| parts.contains(&change.path.subject))
    };
    // A change of a name has the path of BASE, and the code of HEAD has the new name.
    let has_new_name =
        |change: &Change| change.new_name.is_some() && change.new_name.as_deref() == path.member();
    let here = |change: &Change| {
        (same_subject(change) || in_part(change))
            && (change.path.member() == path.member() || has_new_name(change))
    };
    let mentioned = |change: &Change| {
        let subject = &change.path.subject;
        let is_mentioned = effect.mentions.contains(subject.name());
        subject.kind() == Some("schemas") && is_mentioned && change.path.member().is_none()
    };
    let whole = |change: &Change| {
        same_subject(change) && (change.path.member().is_none() || path.member().is_none())
    };
    let same_kind = |change: &Change| change.is_prose == is_prose;
    let tiers: [&dyn Fn(&Change) -> bool; 5] = [
        &|change| here(change) && same_kind(change),
        &|change| here(change) && is_prose,
        &|change| mentioned(change) && same_kind(change),
        &|change| whole(change) && same_kind(change),
        &|change| whole(change) && is_prose,
    ];
    let causes = effect.causes.iter();
    let causes = causes.map(|cause| pick(&|change| change.check == *cause && here(change)));
    let mut found = causes.chain(tiers.iter().map(|tier| pick(tier)));
    let found = found.find(|found| !found.is_empty()).unwrap_or_default();
    // A reference to another schema says less than the changes that come with it.
    let says_more = |index: &usize| {
        let change = changes.get(*index);
        change.is_some_and(|change| change.check != "reference-changed")
    };
    match found.iter().any(says_more) {
        true => found.into_iter().filter(says_more).collect(),
        false => found,
    }
}
