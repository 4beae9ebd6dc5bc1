//! The checks as a page for people.

use std::fmt::Write;

use super::{Check, DECODING, GENERATED_CODE, Mirror, NOT_UNDERSTOOD, Rule, all};

/// Every check as Markdown: id, what it means, the verdict on the wire in each direction, mirror.
pub fn table() -> String {
    let mut page = String::from(
        "# The checks of spec-diff\n\n\
         <!-- Generated: cargo xtask spec-diff --list-checks > docs/spec-diff-checks.md -->\n\n\
         What `cargo xtask spec-diff` can find, and what each finding means for the contract. The \
         other two verdicts, source and shipped, are read off the generated code and stand in no \
         table. How the verdicts are meant: [spec-diff.md](spec-diff.md).\n\n\
         | check | what it means | in requests | in responses | seen the other way round |\n\
         |---|---|---|---|---|\n",
    );
    for check in all().chain([&NOT_UNDERSTOOD, &GENERATED_CODE, &DECODING]) {
        row(&mut page, check);
    }
    page
}

fn row(page: &mut String, check: &Check) {
    let (request, response) = match check.rule {
        Rule::Contract(verdict) => (verdict.to_string(), verdict.to_string()),
        Rule::Directed { request, response } => (request.to_string(), response.to_string()),
        Rule::Prose => ("–".to_owned(), "–".to_owned()),
    };
    let mirror = match check.mirror {
        Mirror::Check(id) => format!("`{id}`"),
        Mirror::Itself => "itself".to_owned(),
    };
    let sentence = check.sentence;
    // Writing into a string does not fail.
    let _ = writeln!(
        page,
        "| `{}` | {sentence} | {request} | {response} | {mirror} |",
        check.id
    );
}
