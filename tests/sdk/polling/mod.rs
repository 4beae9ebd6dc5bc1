//! The schedule of polls: its laws, its cost, and the sandbox as a second opinion.

mod laws;
mod page;
mod second_opinion;
