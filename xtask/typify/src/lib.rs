//! The crate `typify` without its macro. Nobody here calls the macro, and for its sake cargo would compile
//! `typify-impl` and its dependencies a second time.
//!
//! To be deleted when progenitor makes the macro optional.

#![forbid(unsafe_code)]

pub use typify_impl::*;
