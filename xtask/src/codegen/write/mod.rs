//! Prints the generated crate as files, and updates those in the workspace.

mod apply;
mod files;
mod index;
mod print;

pub use apply::{Report, apply, check};
pub use files::{OWNED, Tree, tree};
pub(super) use print::statements;
