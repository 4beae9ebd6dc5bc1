//! Processes that place a call order and crash at a chosen point, counted at the sandbox.
//!
//! [`cells`] has what every cell of the matrix must give, written by hand before the first run.

#[allow(dead_code)] // Nothing runs it yet.
mod cells;
