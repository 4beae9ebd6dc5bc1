//! Processes that place a call order and crash at a chosen point, counted at the sandbox.
//!
//! [`cells`] has what every cell of the matrix must give, written by hand before the first run;
//! [`matrix`] runs them, and [`page`] prints them as `docs/placing.md`. [`files`] is about the file of a
//! journal, [`paused`] about processes that stand still, [`random`] about kills at any point. [`process`]
//! is a process whose steps and whose time the test controls.

mod cells;
mod files;
mod matrix;
mod page;
#[cfg(unix)]
mod paused;
mod process;
mod random;
