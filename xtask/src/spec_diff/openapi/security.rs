//! Credentials that operations require.

use std::collections::{BTreeMap, BTreeSet};

use crate::spec_diff::spec::Part;

/// Alternatives of credentials: a client needs all schemes, with their scopes, of one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Requirements(Vec<BTreeMap<String, BTreeSet<String>>>);

impl Requirements {
    /// Reads `security`; without any, no credentials are needed. `rename` returns the name of a scheme at
    /// BASE; none if nobody can have its credentials.
    pub(crate) fn new(
        security: Option<&Part<'_>>,
        rename: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let mut alternatives = security.into_iter().flat_map(Part::items).peekable();
        if alternatives.peek().is_none() {
            return Self(vec![BTreeMap::new()]);
        }
        let alternatives = alternatives.filter_map(|alternative| {
            let schemes = alternative.entries().map(|(scheme, scopes)| {
                let scopes = scopes.items().filter_map(|scope| scope.text());
                Some((rename(scheme)?, scopes.map(str::to_owned).collect()))
            });
            schemes.collect()
        });
        Self(alternatives.collect())
    }

    /// Returns the alternatives of `other` that are not sufficient here.
    pub(crate) fn refused_of(&self, other: &Self) -> Vec<String> {
        let is_refused = |held: &&BTreeMap<String, BTreeSet<String>>| {
            !self.0.iter().any(|asked| {
                asked.iter().all(|(scheme, scopes)| {
                    held.get(scheme).is_some_and(|held| scopes.is_subset(held))
                })
            })
        };
        other.0.iter().filter(is_refused).map(shown).collect()
    }

    /// Returns the schemes of each alternative.
    pub(crate) fn alternatives(&self) -> impl Iterator<Item = BTreeSet<&str>> {
        self.0
            .iter()
            .map(|schemes| schemes.keys().map(String::as_str).collect())
    }
}

fn shown(alternative: &BTreeMap<String, BTreeSet<String>>) -> String {
    if alternative.is_empty() {
        return "no credentials".to_owned();
    }
    let schemes = alternative.iter().map(|(scheme, scopes)| {
        if scopes.is_empty() {
            return scheme.clone();
        }
        let scopes: Vec<_> = scopes.iter().map(String::as_str).collect();
        format!("{scheme} ({})", scopes.join(", "))
    });
    schemes.collect::<Vec<_>>().join(" and ")
}
