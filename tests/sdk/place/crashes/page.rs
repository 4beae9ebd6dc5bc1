//! Prints the matrix as `docs/placing.md`, with the promise in the words of the crate's documentation.

use revox_tests::spec::workspace;

use super::cells::{Cell, End, Ending, ROWS, Row};

const PATH: &str = "docs/placing.md";

const UPDATE: &str =
    "INSTA_UPDATE=always cargo test -p revox-tests --test sdk place::crashes::page";

const HEAD: &str = "\
# One call order per key

<!-- Written by: UPDATE -->

`client.call().place(key, order)` places at most one call order per key, across lost responses,
crashes and restarts. This page says what protects a key, what is promised, and what happens if a
process crashes at the worst moments. How to use it is in the documentation of `revox::place`.

## Protections

| protection | what it needs | a key may be used by | first request |
|---|---|---|---|
| lookups alone, the default | the time of the first try, which you record | one process at a time | after a lookup |
| `FileJournal` (feature `journal-file`) | a file | one process at a time; a second one cannot open the file | at once |
| `PostgresJournal` (crate `revox-postgres`) | a database | any number of processes on any number of machines | at once |

";

const CRASHES: &str = "\
## Crashes

A process crashes at the point in the first column, by a panic or by `kill -9`. After `kill -9`, a new
process places the key again. After a panic, the same process does, with the same client. Both come to
the same result, unless a cell says otherwise.

| result | meaning |
|---|---|
| **once**, *n* s | Exactly one call order, which `place` returns *n* seconds after the crash. |
| **undecided**, *n* s | `place` returns `Undecided` *n* seconds after the crash, and there is no call order; nobody could rule out one. A person decides. |
| **refused** | The second process cannot open the journal: an error says so, before any request. |
| **twice** | Two call orders. This use is not covered by the promise. |

The seconds follow from the default assumptions. Without a journal, a key that is not found is placed
again after the settling time of 150 s. With a journal, somebody else takes a key over after 150 s, and
sends after 180 s; `decision_time` and `visibility_time` change that. With `at_most_once()`, nobody
sends again.

Without a journal, the records are yours: the intent is the time of the first try, which a later
process passes to `first_tried_at`. \"No record\" means that it does not know this time.

### One process
";

const TWO: &str = "
### Two processes with the same key at once

The second process starts while the first one is about to crash, and goes on after the crash. Without a
journal, it looked before the first process sent its request, so that both send: lookups are for one
process at a time, and nothing in their column is promised.
";

const TAIL: &str = "
## Pauses

A process can stand still for any time: the machine sleeps, a container is frozen. The sending time, 30
s by default, is for that. If a second process wants the same key meanwhile, on a shared journal, this
comes of it:

| the first process stands still | for | result |
|---|---|---|
| between its intent and its request | up to 30 s | **once**: it sends |
| | 30 to 150 s | **once**: it records another intent, then sends |
| | more than 150 s | **once**: the second one takes over, looks, and sends; the first finds that |
| after its last look at the clock, before its request leaves | less than 180 s | **once**: the second one finds what the first sent |
| | more than 180 s | **twice**: both send. With `at_most_once()`, **once**: the second one is **undecided** |

The moment of the last two rows is microseconds long.

## How this was tested

Each cell was written down by hand before the first run, with its reason
([cells.rs](../tests/sdk/place/crashes/cells.rs)). The test runs COUNT cells with real processes, kills
them at the point, and counts the call orders at the [sandbox](../crates/revox-sandbox/README.md). Time
is simulated, also for the database, so that a slow machine changes nothing. Where PostgreSQL is not
installed, its cells are skipped, and the test says so.

```sh
cargo test -p revox-tests --test sdk place::crashes
```

The same folder has the tests of the pauses, of processes that race for a key and are killed at any
point, and of a journal file whose process is killed in the middle of writes.
";

/// Compares the file with the cells, or writes it.
#[test]
fn the_page_shows_what_was_tried() {
    let page = page();
    let path = workspace().join(PATH);
    if std::env::var("INSTA_UPDATE").is_ok_and(|value| value == "always") {
        std::fs::write(&path, &page).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == page, "{PATH} is stale: {UPDATE}");
}

fn page() -> String {
    let mut page = HEAD.replace("UPDATE", UPDATE);
    page.push_str(&promise());
    page.push_str(CRASHES);
    page.push_str(
        "\n| crash | lookups | lookups, no record | file | file, `at_most_once()` | PostgreSQL |\n\
         |---|---|---|---|---|---|\n",
    );
    page.extend(ROWS.iter().map(|row| {
        let cells = &row.cells;
        let one = [
            cells.lookup,
            cells.lookup_unaware,
            cells.file,
            cells.file_at_most_once,
            cells.postgres,
        ];
        line(row, &one)
    }));
    page.push_str(TWO);
    page.push_str("\n| crash of the first | lookups | file | PostgreSQL |\n|---|---|---|---|\n");
    page.extend(ROWS.iter().map(|row| {
        let cells = &row.cells;
        line(row, &[cells.lookup_two, cells.file_two, cells.postgres_two])
    }));
    page.push_str(&TAIL.replace("COUNT", &super::matrix::cases().len().to_string()));
    page
}

fn line(row: &Row, pairs: &[[Cell; 2]]) -> String {
    let mut line = format!("| {} |", row.what);
    for [panic, kill] in pairs {
        let (panic, kill) = (words(panic), words(kill));
        line.push(' ');
        line.push_str(&match panic == kill {
            true => kill,
            false => format!("panic: {panic}; `kill -9`: {kill}"),
        });
        line.push_str(" |");
    }
    line + "\n"
}

fn words(cell: &Cell) -> String {
    if cell.orders.0 > 1 {
        return "**twice**".to_owned();
    }
    match &cell.other {
        Some(other) if other.one_of == [End::InUse] => {
            format!("**refused**, then {}", ending(&cell.next))
        }
        Some(other) => ending(other),
        None => ending(&cell.next),
    }
}

fn ending(ending: &Ending) -> String {
    let mut ends = Vec::new();
    for end in ending.one_of {
        ends.push(match end {
            End::New | End::Found => "**once**",
            End::NotResent | End::Several => "**undecided**",
            End::InUse => "**refused**",
        });
    }
    let ends = ends.join(" or ");
    match ending.after {
        (0, 0) => format!("{ends}, at once"),
        (least, most) if least == most => format!("{ends}, {most} s"),
        (least, most) => format!("{ends}, {least} to {most} s"),
    }
}

/// The promise, with its assumptions, from the documentation of the module. Links to items become
/// their names.
fn promise() -> String {
    let source = workspace().join("crates/revox/src/place/mod.rs");
    let source = std::fs::read_to_string(source).unwrap();
    let section = source
        .lines()
        .skip_while(|line| *line != "//! # What is promised")
        .take_while(|line| *line != "//! # What a key means afterwards");
    let mut text = String::new();
    for line in section {
        let line = line.trim_start_matches("//!");
        let line = line.strip_prefix(' ').unwrap_or(line);
        if line.starts_with('#') {
            text.push('#');
        }
        text.push_str(line);
        text.push('\n');
    }
    assert!(text.contains("Exactly once"), "the section is elsewhere");
    without_links(&text)
}

/// Turns `[text](target)` and `` [`name`] `` into their texts.
fn without_links(text: &str) -> String {
    let mut left = text;
    let mut plain = String::new();
    while let Some((before, rest)) = left.split_once('[') {
        let (name, rest) = rest.split_once(']').unwrap();
        plain.push_str(before);
        plain.push_str(name);
        left = match rest.strip_prefix('(') {
            Some(target) => target.split_once(')').unwrap().1,
            None => rest,
        };
    }
    plain + left
}
