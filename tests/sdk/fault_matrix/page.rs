//! `docs/faults.md`: the expectations as a page for people.

use revox::Delivery;
use revox_tests::operations::operations;
use revox_tests::spec::workspace;

use super::class;
use super::rows::{Cause, Exception, Fault, ROWS, Row};

const PATH: &str = "docs/faults.md";

const HEAD: &str = "\
# When something goes wrong

<!-- Written by: INSTA_UPDATE=always cargo test -p revox-tests --test sdk fault_matrix:: -->

For everything that can go wrong: the error that the client returns, what the request may have done
(`Error::delivery()`), and how often it is sent, by retry class. Every line was tried with all 36
operations, with the default number of retries, a deadline of 30 s, and the fault hitting each
attempt. So \"3\" means that the request failed three times; if an attempt succeeds, so does the
request.

| `delivery()` | the server | send it again? |
|---|---|---|
| `NotSent` | never saw the request | yes, whatever it is |
| `Rejected` | did nothing | once it is corrected |
| `Unknown` | may have acted on it | reads and idempotent operations yes; others only once you know that nothing happened |
| `Accepted` | acted on it | no: retrieve the result |

";

const TRIED: &str = "
## What was tried

Code is what to pass to `--fault` of the [sandbox](../crates/revox-sandbox/README.md#faults).

| what happens | fault |
|---|---|
";

/// Holds the file against the rows, or writes it.
#[test]
fn the_page_shows_what_was_tried() {
    let page = page();
    let path = workspace().join(PATH);
    if std::env::var("INSTA_UPDATE").is_ok_and(|value| value == "always") {
        std::fs::write(&path, &page).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == page,
        "{PATH} is stale: INSTA_UPDATE=always cargo test -p revox-tests --test sdk fault_matrix::"
    );
}

fn page() -> String {
    let mut page = HEAD.to_owned();
    page.push_str(
        "| what happens | error | `delivery()` | times sent: `read` | `idempotent` | `once` | what to do |\n\
         |---|---|---|---|---|---|---|\n",
    );
    let mut notes = Vec::new();
    for row in &ROWS {
        page.push_str(&line(row, &mut notes));
    }
    page.push_str("\nExceptions:\n\n");
    for (index, exception) in notes.iter().enumerate() {
        page.push_str(&format!("{}. {}\n", index + 1, sentence(exception)));
    }
    page.push_str("\n## The classes\n\n| class | operations |\n|---|---|\n");
    let names = [
        "`read`",
        "`idempotent`",
        "`once`: rings a phone or creates something",
    ];
    for (index, name) in names.iter().enumerate() {
        let ids = operations().keys().filter(|id| class(id) == index);
        let ids: Vec<String> = ids.map(|id| format!("`{id}`")).collect();
        page.push_str(&format!("| {name} | {} |\n", ids.join(", ")));
    }
    page.push_str(TRIED);
    for row in &ROWS {
        let words: Vec<String> = row.faults.iter().map(words).collect();
        page.push_str(&format!("| {} | {} |\n", row.what, words.join(", ")));
    }
    page
}

fn words(fault: &Fault) -> String {
    match fault.0 {
        Cause::Sandbox(words) => format!("`{words}`"),
        Cause::NoServer => "an address at which nothing listens".to_owned(),
        Cause::Invalid => "a `host` header".to_owned(),
    }
}

fn line(row: &Row, notes: &mut Vec<Exception>) -> String {
    let mut kinds: Vec<String> = Vec::new();
    for fault in row.faults {
        let kind = match (fault.1, row.expected.delivery) {
            ("", None) => "none".to_owned(),
            ("", Some(_)) => "`status()`".to_owned(),
            (predicate, _) => format!("`{predicate}()`"),
        };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let mut what = row.what.to_owned();
    for exception in row.exceptions {
        notes.push(*exception);
        what.push_str(&format!(" [{}]", notes.len()));
    }
    let delivery = match row.expected.delivery {
        Some(delivery) => name(delivery),
        None => "",
    };
    let [read, idempotent, once] = row.expected.sends;
    format!(
        "| {what} | {} | {delivery} | {read} | {idempotent} | {once} | {} |\n",
        kinds.join(", "),
        row.advice
    )
}

fn name(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::NotSent => "`NotSent`",
        Delivery::Rejected => "`Rejected`",
        Delivery::Unknown => "`Unknown`",
        Delivery::Accepted => "`Accepted`",
    }
}

fn sentence(exception: &Exception) -> String {
    let ids: Vec<String> = exception
        .operations
        .iter()
        .map(|id| format!("`{id}`"))
        .collect();
    format!("{}: {}.", ids.join(", "), exception.sentence)
}
