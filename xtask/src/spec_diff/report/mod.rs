//! The review as people and programs read it: functions of a [`Review`] alone.
//!
//! - [`terminal()`] for the person who runs the command,
//! - [`markdown()`] for a comment on a pull request,
//! - [`json()`] for programs,
//! - [`annotations()`] for the lines of a pull request.
//!
//! The last three also report a [`Failure`]. They share `words` for the verdicts, the `weight` of changes,
//! the `outline` with its rows and headings, and the `location` in the files; `text` and `markup` make
//! texts of a spec harmless.
//!
//! [`Failure`]: super::failure::Failure
//! [`Review`]: super::review::Review

mod annotations;
mod failure;
mod json;
mod location;
mod markdown;
mod markup;
mod outline;
mod terminal;
mod text;
mod weight;
mod words;

pub use annotations::annotations;
pub use json::json;
pub use markdown::{MARKER, UNCHANGED, markdown};
pub use terminal::terminal;
