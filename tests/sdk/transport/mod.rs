//! Limits on what a client sends and receives, and its words when nothing comes back.

mod compression;
mod finished;
mod headers;
mod http_client;
mod reasons;
mod redirects;
mod size_limit;
