//! The network between a client and the sandbox, which fails connection by connection.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use revox::reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinHandle;

use super::faults::Mishap;

/// Decides where each new connection leads. Clones share the queue of mishaps.
#[derive(Clone)]
pub(crate) struct Network {
    queue: Arc<Mutex<Queue>>,
    server: SocketAddr,
    silent: SocketAddr,
    slamming: SocketAddr,
}

#[derive(Default)]
struct Queue {
    next: VecDeque<Mishap>,
    met: Vec<Mishap>,
}

/// Two addresses at which no request is served.
pub(crate) struct BadAddresses {
    /// Keeps its port and never listens, so that connections are refused.
    silent: TcpSocket,
    slamming: SocketAddr,
    task: JoinHandle<()>,
}

impl BadAddresses {
    pub(crate) async fn new() -> Self {
        let loopback = SocketAddr::from(([127, 0, 0, 1], 0));
        let silent = TcpSocket::new_v4().unwrap();
        silent.bind(loopback).unwrap();
        let listener = TcpListener::bind(loopback).await.unwrap();
        let slamming = listener.local_addr().unwrap();
        let task = tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                drop(connection);
            }
        });
        Self {
            silent,
            slamming,
            task,
        }
    }
}

impl Drop for BadAddresses {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Network {
    pub(crate) fn new(server: SocketAddr, bad: &BadAddresses) -> Self {
        Self {
            queue: Arc::default(),
            server,
            silent: bad.silent.local_addr().unwrap(),
            slamming: bad.slamming,
        }
    }

    /// Sets what becomes of the next connections; later ones lead to the server.
    pub(crate) fn set(&self, mishaps: Vec<Mishap>) {
        *self.queue.lock().unwrap() = Queue {
            next: mishaps.into(),
            met: Vec::new(),
        };
    }

    /// The mishaps that connections have met since they were set.
    pub(crate) fn met(&self) -> Vec<Mishap> {
        self.queue.lock().unwrap().met.clone()
    }
}

impl Resolve for Network {
    fn resolve(&self, _: Name) -> Resolving {
        let mut queue = self.queue.lock().unwrap();
        let mishap = queue.next.pop_front();
        queue.met.extend(mishap);
        let address = match mishap {
            Some(Mishap::Unresolved) => {
                return Box::pin(async { Err("no such host".into()) });
            }
            Some(Mishap::Endless) => return Box::pin(std::future::pending()),
            Some(Mishap::Refused) => self.silent,
            Some(Mishap::Slammed) => self.slamming,
            _ => self.server,
        };
        let addresses: Addrs = Box::new(std::iter::once(address));
        Box::pin(async move { Ok(addresses) })
    }
}
