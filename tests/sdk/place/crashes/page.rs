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
crashes and restarts. This page lists the ways to protect a key, states the promise and its
assumptions, and shows the result of a crash at each point. The documentation of `revox::place` explains
how to use it.

## Protections

| protection | what it needs | a key may be used by | first request |
|---|---|---|---|
| lookups alone, the default | the time of the first try, which you record | one process at a time | after a lookup |
| `FileJournal` (feature `journal-file`) | a file | one process at a time; a second one cannot open the file | at once |
| `PostgresJournal` (crate `revox-postgres`) | a database | any number of processes on any number of machines | at once |

";

const CRASHES: &str = "\
## Crashes

A process crashes at the point in the first column: it panics, or it is killed with `kill -9`. After
`kill -9`, a new process places the key again. After a panic, the same process does so, with the same
client. The result is the same for both unless a cell names them separately.

| result | meaning |
|---|---|
| **once**, *n* s | Exactly one call order, which `place` returns *n* seconds after the crash. |
| **undecided**, *n* s | `place` returns `Undecided` *n* seconds after the crash. There is no call order, but `place` cannot rule one out, so a person decides. |
| **refused** | The second process cannot open the journal. It gets an error before it sends any request. |
| **twice** | Two call orders. The promise does not cover this use. |

The seconds follow from the default assumptions. Without a journal, a key that is not found is placed
again after the settling time of 150 s. With a journal, the next try takes over the key after 150 s, and
sends after 180 s. `decision_time`, `visibility_time` and, with a journal, `sending_time` change these
times. With `at_most_once()`, no try sends again.

Without a journal, you keep the records: the intent is the time of the first try, which a later
process passes to `first_tried_at`. \"No record\" means that the later process does not know this time.

### One process
";

const TWO: &str = "
### Two processes with the same key at once

The second process starts just before the first one crashes, and continues after the crash. Without a
journal, its lookup came before the request of the first process, so both send: lookups protect one
process at a time, and nothing in their column is promised.
";

const TAIL: &str = "
## Pauses

A process can be paused for any length of time: the machine sleeps, or a container is frozen. The
sending time, 30 s by default, covers such pauses. If a second process that shares the journal places the
same key meanwhile, the result is:

| the first process is paused | for | result |
|---|---|---|
| between its intent and its request | up to 30 s | **once**: it sends |
| | 30 to 150 s | **once**: it records another intent, then sends |
| | more than 150 s | **once**: the second one takes over, looks the key up, and sends; the first one finds that call order |
| after its last look at the clock, before its request leaves | less than 180 s | **once**: the second one finds the call order of the first |
| | more than 180 s | **twice**: both send. With `at_most_once()`, **once**: the second one is **undecided** |

The window of the last two rows is microseconds long. Their 180 s are for a server that decides at once:
a request that leaves later than the sending time is outside the assumptions, and if the server takes its
full decision time, the second process looks too early after any pause longer than 30 s.

## How this was tested

Each cell was written by hand before the first run, with its reason
([cells.rs](../tests/sdk/place/crashes/cells.rs)). The test runs COUNT cells with real processes, crashes
each at its point, and counts the call orders in the [sandbox](../crates/revox-sandbox/README.md). Time
is simulated, in the database as well, so the result is the same on a slow machine. If PostgreSQL is not
installed, the test skips its cells and says so.

```sh
cargo test -p revox-tests --test sdk place::crashes
```

The same folder tests the pauses, processes that race for a key and are killed at any point, and a
journal file whose process is killed in the middle of writes.
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
