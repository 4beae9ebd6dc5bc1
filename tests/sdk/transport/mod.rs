//! What a client lets over the wire, and what it says when nothing comes back.

mod headers;
mod http_client;
mod reasons;
mod redirects;
mod size_limit;
