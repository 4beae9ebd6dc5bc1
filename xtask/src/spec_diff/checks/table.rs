//! The page of all checks.

use super::{Check, DECODING, GENERATED_CODE, Mirror, NOT_UNDERSTOOD, Rule, all};

/// Returns all checks as Markdown: id, sentence, verdict on the wire in each direction, mirror.
pub fn table() -> String {
    let header = "# The checks of spec-diff\n\n\
         <!-- Generated: cargo xtask spec-diff --list-checks > docs/spec-diff-checks.md -->\n\n\
         All changes that `cargo xtask spec-diff` finds, with their verdict on the wire. The other two \
         verdicts, source and shipped, are derived from the generated code, not from these rules. \
         [spec-diff.md](spec-diff.md) explains the verdicts. The mirror of a check finds the same change \
         when BASE and HEAD are swapped.\n\n\
         | check | meaning | in requests | in responses | mirror |\n\
         |---|---|---|---|---|\n";
    let rows = all()
        .chain([&NOT_UNDERSTOOD, &GENERATED_CODE, &DECODING])
        .map(row);
    header.to_owned() + &rows.collect::<String>()
}

fn row(check: &Check) -> String {
    let (request, response) = match check.rule {
        Rule::Contract(verdict) => (verdict.to_string(), verdict.to_string()),
        Rule::Directed { request, response } => (request.to_string(), response.to_string()),
        Rule::Prose => ("–".to_owned(), "–".to_owned()),
    };
    let mirror = match check.mirror {
        Mirror::Check(id) => format!("`{id}`"),
        Mirror::Itself => "itself".to_owned(),
    };
    let Check { id, sentence, .. } = check;
    format!("| `{id}` | {sentence} | {request} | {response} | {mirror} |\n")
}
