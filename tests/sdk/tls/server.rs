//! A server that speaks TLS, and HTTP/2 where that is agreed.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use revox_tests::spec::published;
use revox_tests::stub::{Canned, KEY};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::server::WebPkiClientVerifier;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::authority::{Authority, Signed};

/// A connection over which a request came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Connection {
    /// The protocol that was agreed on, such as `h2`.
    pub(crate) protocol: Option<String>,
    /// True if the client presented a certificate.
    pub(crate) is_identified: bool,
}

/// A server on a loopback port, until it is dropped, that sends a call order to each request.
pub(crate) struct Server {
    port: u16,
    connections: Arc<Mutex<Vec<Connection>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    /// Starts a server that speaks `protocols`, and demands a certificate of `clients` if there are
    /// any.
    pub(crate) async fn start(
        own: Signed,
        protocols: &[&str],
        clients: Option<&Authority>,
    ) -> Self {
        let provider = Arc::new(ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .unwrap();
        let config = match clients {
            None => config.with_no_client_auth(),
            Some(authority) => {
                let mut roots = rustls::RootCertStore::empty();
                roots.add(authority.certificate()).unwrap();
                let verifier =
                    WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
                config.with_client_cert_verifier(verifier.build().unwrap())
            }
        };
        let mut config = config
            .with_single_cert(vec![own.certificate], own.key)
            .unwrap();
        config.alpn_protocols = protocols
            .iter()
            .map(|name| name.as_bytes().into())
            .collect();

        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&connections);
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // A client that does not trust the certificate goes away here.
                if let Ok(stream) = acceptor.accept(stream).await {
                    serve(stream, &log).await;
                }
            }
        });
        Self {
            port,
            connections,
            task,
        }
    }

    /// Settings of a client that finds this server under the name `host`.
    pub(crate) fn builder(&self, host: &str) -> revox::ClientBuilder {
        revox::Client::builder()
            .api_key(KEY)
            .base_url(format!("https://{host}:{}/api", self.port))
            .max_retries(0)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn connections(&self) -> Vec<Connection> {
        self.connections.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TlsStream<TcpStream>, log: &Mutex<Vec<Connection>>) {
    let (_, tls) = stream.get_ref();
    let protocol = tls.alpn_protocol().map(String::from_utf8_lossy);
    let connection = Connection {
        protocol: protocol.map(|protocol| protocol.into_owned()),
        is_identified: tls.peer_certificates().is_some(),
    };
    let is_http2 = connection.protocol.as_deref() == Some("h2");
    log.lock().unwrap().push(connection);
    let body = published().to_string();
    if is_http2 {
        // Until the client closes the connection.
        let _ = serve_http2(stream, body.into()).await;
        return;
    }
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") && stream.read_buf(&mut request).await.unwrap_or(0) > 0 {}
    if let Canned::Bytes(bytes) = Canned::json("200 OK", &[], &body) {
        let _ = stream.write_all(&bytes).await;
    }
    let _ = stream.shutdown().await;
}

async fn serve_http2(stream: TlsStream<TcpStream>, body: Bytes) -> Result<(), h2::Error> {
    let mut connection = h2::server::handshake(stream).await?;
    while let Some(request) = connection.accept().await {
        let (_, mut respond) = request?;
        let mut response = respond.send_response(http::Response::new(()), false)?;
        response.send_data(body.clone(), true)?;
    }
    Ok(())
}
