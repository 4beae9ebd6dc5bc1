//! The macro that defines checks.

/// Defines `CHECKS`, the checks of a file.
///
/// Checks of the same kinds of objects and the same keys form a group. A row has the check's id and, if
/// another check finds the reverse change, the id of that mirror; then its rule, the sentence for
/// reviewers, and a [`Find`](super::Find), which looks at the group's keys.
macro_rules! checks {
    (@mirror) => { $crate::spec_diff::checks::Mirror::Itself };
    (@mirror $id:literal) => { $crate::spec_diff::checks::Mirror::Check($id) };
    ($(on $on:tt, keys $keys:tt {
        $($id:literal $(<-> $mirror:literal)?: $rule:expr, $sentence:expr, $find:expr;)*
    })*) => {
        pub(super) const CHECKS: &[$crate::spec_diff::checks::Check] = &[$($(
            $crate::spec_diff::checks::Check {
                id: $id,
                on: &$on,
                keys: &$keys,
                rule: $rule,
                mirror: checks!(@mirror $($mirror)?),
                sentence: $sentence,
                find: |pair| $find.run(pair, &$keys),
            },
        )*)*];
    };
}
