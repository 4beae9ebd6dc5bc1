//! HTTP without a client library, which would tidy up what is sent.

use revox_sandbox::Sandbox;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::within_limit;

/// The host and port of a sandbox.
pub(crate) fn address(sandbox: &Sandbox) -> String {
    let rest = sandbox.base_url().strip_prefix("http://").unwrap();
    rest.split('/').next().unwrap().to_owned()
}

/// A new connection to a sandbox.
pub(crate) async fn connect(sandbox: &Sandbox) -> TcpStream {
    let connected = within_limit("a connection", TcpStream::connect(address(sandbox)));
    connected.await.unwrap()
}

/// Sends `request` as it is on a new connection, and returns everything that comes back until the
/// server closes it. The request has to ask for that with `connection: close`.
pub(crate) async fn exchange(address: &str, request: &[u8]) -> std::io::Result<String> {
    let exchange = async {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(request).await?;
        let mut response = Vec::new();
        stream.read_to_end(&mut response).await?;
        Ok(String::from_utf8_lossy(&response).into_owned())
    };
    within_limit("the response and the end of the connection", exchange).await
}

/// An authorised GET of a request target, sent as it is.
pub(crate) async fn get(sandbox: &Sandbox, target: &str) -> String {
    let request = format!(
        "GET {target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: Bearer {}\r\n\r\n",
        sandbox.api_key()
    );
    exchange(&address(sandbox), request.as_bytes())
        .await
        .unwrap()
}

/// The status line's code.
pub(crate) fn status(response: &str) -> u16 {
    response
        .strip_prefix("HTTP/1.1 ")
        .or_else(|| response.strip_prefix("HTTP/1.0 "))
        .and_then(|rest| rest.get(..3))
        .and_then(|code| code.parse().ok())
        .unwrap_or_else(|| panic!("no HTTP response: {response:?}"))
}
