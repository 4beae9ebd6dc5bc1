//! Prints the generated crate as files and brings the workspace in line with them.

mod apply;
mod files;
mod index;
mod print;

pub use apply::{Report, apply, check};
pub use files::{OWNED, Tree, tree};
pub(super) use print::statements;
