//! A review as people and machines read it.
//!
//! - [`terminal()`] for whoever runs the command,
//! - [`markdown()`] for a comment on a pull request,
//! - [`json()`] for programs,
//! - [`annotations()`] for the lines of a pull request.
//!
//! All of them are functions of the review alone; where there is none, [`Failure`] says why in
//! the same formats. What they share: `words` names the verdicts,
//! `weight` says what matters most, `folded` puts what is alike into one line, `location` points into the files, `text` makes what specs
//! say harmless to show.

mod annotations;
mod failure;
mod folded;
mod json;
mod location;
mod markdown;
mod markup;
mod terminal;
mod text;
mod weight;
mod words;

pub use annotations::annotations;
pub use failure::Failure;
pub use json::json;
pub use markdown::{MARKER, UNCHANGED, markdown};
pub use terminal::terminal;
pub use weight::nothing_differs;
