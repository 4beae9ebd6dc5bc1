//! Sets a client up from the environment, retrieves a call order, and prints its status or why not.
//!
//! `PROBE_…` variables give the process what only a process can have.

use rustls::crypto::ring;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    if std::env::var("PROBE_PROVIDER").as_deref() == Ok("useless") {
        // A default that cannot make a single connection.
        let mut provider = ring::default_provider();
        provider.cipher_suites.clear();
        let _ = provider.install_default();
    }
    let client = revox::ClientBuilder::from_env().and_then(|builder| {
        let root = std::env::var("PROBE_ROOT").ok();
        let root = root.and_then(|path| std::fs::read(path).ok());
        match root {
            Some(root) => builder.root_certificate(root),
            None => builder,
        }
        .build()
    });
    let client = match client {
        Ok(client) => client,
        Err(error) => return println!("{error}"),
    };
    let mut open = Vec::new();
    if std::env::var_os("PROBE_OPENS_ALL_FILES").is_some() {
        while let Ok(file) = std::fs::File::open(std::env::current_exe().unwrap_or_default()) {
            open.push(file);
        }
    }
    match client.call().retrieve("call_1").await {
        Ok(call) => println!("{}", call.status),
        Err(error) => println!("{error}"),
    }
}
