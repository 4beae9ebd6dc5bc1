//! Limits on requests and responses, and the errors if no response arrives.

mod compression;
mod finished;
mod headers;
mod http_client;
mod reasons;
mod redirects;
mod size_limit;
