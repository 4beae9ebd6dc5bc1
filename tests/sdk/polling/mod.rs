//! When call orders are polled: laws of the schedule, its cost, and the sandbox as a second opinion.

mod laws;
mod page;
mod second_opinion;
