//! The sandbox on the network: requests in, responses out.
//!
//! From the wire inwards: `listen` accepts connections (`wire`), `server` responds to one request:
//! `origin` turns web pages away, `route` finds the operation, `check` makes the request for it,
//! `api` performs it, and `deliver` sends the response in the way that a fault asks for. `webhooks`
//! sends webhooks: there, the sandbox is the client.

pub(crate) mod check;
mod deliver;
mod json;
pub(crate) mod listen;
pub(crate) mod origin;
mod request_body;
mod response;
mod response_body;
mod route;
pub(crate) mod server;
pub(crate) mod stop;
pub(crate) mod webhooks;
mod wire;

#[cfg(test)]
mod tests;
