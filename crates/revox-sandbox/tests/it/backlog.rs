//! Thousands of clients may connect at the same moment.

use std::net::TcpStream;
use std::time::Duration;

use revox_sandbox::Sandbox;

use crate::raw;

const CLIENTS: usize = 4_000;

/// The connections that the system lets wait on one socket, beyond which no server can go.
fn longest_backlog() -> usize {
    let limit = std::fs::read_to_string("/proc/sys/net/core/somaxconn").ok();
    let limit = limit.and_then(|limit| limit.trim().parse().ok());
    limit.unwrap_or(128)
}

/// Raises the limit of open files as far as it goes, and returns how many there may be.
#[cfg(unix)]
fn open_files() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    let limit = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limit.maximum,
        Err(_) => limit.current,
    };
    limit.map_or(usize::MAX, |limit| limit as usize)
}

#[cfg(not(unix))]
fn open_files() -> usize {
    usize::MAX
}

/// The connections wait in the backlog: this test keeps the runtime's only thread while it connects,
/// so the sandbox accepts none of them before the last has come.
#[tokio::test]
async fn thousands_connect_before_the_first_is_accepted() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = raw::address(&sandbox).parse().unwrap();
    // Other tests need files, too, and either end of a connection is one.
    let clients = CLIENTS
        .min(longest_backlog())
        .min(open_files().saturating_sub(1_000) / 2);
    println!("{clients} clients");
    let mut connected = Vec::new();
    for client in 1..=clients {
        match TcpStream::connect_timeout(&address, Duration::from_secs(3)) {
            Ok(stream) => connected.push(stream),
            Err(error) => panic!("client {client} of {clients}: {error}"),
        }
    }
    assert_eq!(crate::get(&sandbox, "/users/me").await.0, 200);
}
