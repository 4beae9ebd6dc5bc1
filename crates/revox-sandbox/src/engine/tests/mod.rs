//! Decisions of the engine as tables; the laws that its histories keep are in `tests/it/laws`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod extraction;
mod next_open;
mod retry;

use jiff::Timestamp;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}
