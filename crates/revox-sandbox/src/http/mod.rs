//! The sandbox on the network: requests in, responses out.

pub(crate) mod answer;
mod body;
pub(crate) mod check;
mod connection;
mod deliver;
mod json;
mod record;
mod route;
pub(crate) mod server;

pub use record::RecordedRequest;

#[cfg(test)]
mod tests;
