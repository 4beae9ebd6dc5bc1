//! The crate `typify` without its macro, which nobody here calls, and for which `typify-impl` and all
//! that it depends on would be compiled a second time: for macros, beside what the generator runs.
//!
//! To be deleted when progenitor turns the macro off.

#![forbid(unsafe_code)]

pub use typify_impl::*;
