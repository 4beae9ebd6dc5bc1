//! Accepts connections and serves HTTP/1.1 on them.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::sleep;

use super::server::Server;
use super::stop::Stop;
use super::wire::{Cut, Wire};

/// The most that a client may take for the head of a request. It is also how long an idle
/// connection is kept.
const HEAD_TIMEOUT: Duration = Duration::from_secs(20);

/// The pause before the next attempt to accept, when the process has no file descriptor left.
const PAUSE: Duration = Duration::from_millis(50);

/// Listens on `address`, with the largest backlog that the system allows: it cuts the number down
/// to its own limit (`net.core.somaxconn` on Linux).
pub(crate) fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // Elsewhere it would let two programs share a port.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(u32::MAX)
}

/// Accepts connections until the server is told to stop.
pub(crate) async fn serve(listener: TcpListener, server: Arc<Server>, stop: Stop) {
    loop {
        let accepted = tokio::select! {
            () = stop.requested() => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                tokio::spawn(connection(stream, Arc::clone(&server), stop.clone()));
            }
            Err(error) if is_of_one_connection(&error) => {}
            Err(_) => sleep(PAUSE).await,
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::Interrupted
    )
}

/// Serves a connection to its end. When the server stops, a request under way gets its response.
async fn connection(stream: TcpStream, server: Arc<Server>, stop: Stop) {
    let cut = Cut::default();
    let wire = Wire::new(stream, cut.clone());
    let service = service_fn(|request| async {
        Ok::<_, Infallible>(server.respond(request, &cut, &stop).await)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(wire), service);
    let mut connection = pin!(connection);
    // An error concerns this connection only: the client went away, or sent something that is not
    // HTTP, to which hyper has responded.
    tokio::select! {
        _ = connection.as_mut() => {}
        () = stop.requested() => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}
