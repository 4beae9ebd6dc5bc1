//! Processes that place a call order and crash at a chosen point, counted at the sandbox.
//!
//! [`cells`] has what every cell of the matrix must give, written by hand before the first run;
//! [`matrix`] runs them. [`files`] is about the file of a
//! journal. [`process`] is a process whose steps and whose time the test controls.

mod cells;
mod files;
mod matrix;
mod page;
mod process;
