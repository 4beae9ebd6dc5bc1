//! Prints the expectations as `docs/faults.md`.

use revox::Delivery;
use revox_tests::operations::operations;
use revox_tests::spec::workspace;

use super::class;
use super::rows::{Cause, Exception, Fault, ROWS, Row};

const PATH: &str = "docs/faults.md";

const HEAD: &str = "\
# When something goes wrong

<!-- Written by: INSTA_UPDATE=always cargo test -p revox-tests --test sdk fault_matrix:: -->

The table lists the faults of a request. For each, it gives the error that the client returns, what the
request may have done (`Error::delivery()`), and how many times the client sends it, by retry class.
Each row was tested with all 36 operations, with the default number of retries and a deadline of 30 s.
The fault hits every attempt: \"3\" means that the request failed three times. As soon as an attempt
succeeds, so does the request.

Two errors are not in the table. `is_missing_key()` means that the API key provider failed before an
attempt, so that the attempt was not sent. `is_inconsistent()` comes from `client.call().all(…)`, if
its pages contradict one another.

| `delivery()` | the server | send it again? |
|---|---|---|
| `NotSent` | never saw the request | yes, any operation |
| `Rejected` | did nothing | once the request is corrected |
| `Unknown` | may have acted on it | reads and idempotent operations: yes; others: only when you know that nothing happened |
| `Accepted` | acted on it | no: retrieve the result |

";

const TRIED: &str = "
## Tested faults

To try a fault yourself, pass the text set as `code` to the option `--fault` of the
[sandbox](../crates/revox-sandbox/README.md#faults).

| what happens | fault |
|---|---|
";

/// Compares the file with the rows, or writes it.
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
        "`once`: rings a phone or creates a resource",
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
        Cause::Invalid => "a header that the client refuses".to_owned(),
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
