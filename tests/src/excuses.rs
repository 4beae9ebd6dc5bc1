//! Exceptions from a rule, each with its reason.

use std::collections::BTreeMap;

/// Exceptions: a pattern in which `*` stands for any text, and the reason.
pub type Excuses = &'static [(&'static str, &'static str)];

/// Panics if an entry of `found` has no excuse, or if an excuse matches nothing.
///
/// Each entry is a name, or a location, which is reported by operation and part. `rule` describes what all
/// of them have in common.
pub fn only_excused(rule: &str, found: &[String], excuses: Excuses) {
    let is_excused = |line: &str| excuses.iter().any(|(pattern, _)| matches(pattern, line));
    let open: Vec<_> = found.iter().filter(|line| !is_excused(line)).collect();
    assert!(open.is_empty(), "{}", report(rule, &open));
    for (pattern, reason) in excuses {
        assert!(
            found.iter().any(|line| matches(pattern, line)),
            "nothing is `{pattern}` any more; it was excused: {reason}"
        );
    }
}

/// Returns the first findings, grouped by operation and part.
fn report(rule: &str, found: &[&String]) -> String {
    const SHOWN: usize = 20;
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in found.iter().take(SHOWN) {
        let end = line.match_indices(' ').nth(1).map(|(at, _)| at);
        let (group, rest) = line.split_at(end.unwrap_or(0));
        groups.entry(group).or_default().push(rest.trim_start());
    }
    let mut text = format!("{} of these: {rule}\n", found.len());
    for (group, locations) in groups {
        if !group.is_empty() {
            text.push_str(&format!("  {group}\n"));
        }
        for location in locations {
            text.push_str(&format!("    {location}\n"));
        }
    }
    if found.len() > SHOWN {
        text.push_str(&format!("  and {} more\n", found.len() - SHOWN));
    }
    text
}

fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, rest)) => text.strip_prefix(start).is_some_and(|text| {
            text.char_indices()
                .map(|(at, _)| at)
                .chain([text.len()])
                .any(|at| matches(rest, &text[at..]))
        }),
    }
}
