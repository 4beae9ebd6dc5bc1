//! TLS to a real server: its certificate is verified whenever TLS is used.

use std::net::TcpListener;

use revox_postgres::{PostgresJournal, PostgresJournalBuilder};
use revox_tests::postgres::{Database, Server, Stop};
use revox_tests::within::{LIMIT, within};

use super::{begin, cause};
use crate::tls::authority::Authority;

/// Restarts a server with TLS on a port, and returns the port. Whoever comes over the network needs the
/// password.
async fn with_tls(server: &Server, database: &Database, pem: &str) -> u16 {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let client = database.client().await;
    let access = "local all all trust|host all all all scram-sha-256|";
    for (file, text) in [("server.pem", pem), ("pg_hba.conf", access)] {
        // The files have to belong to the user of the server.
        let line = text.replace('\n', "|");
        let write = format!("umask 077 && tr \"|\" \"\\n\" > {file}");
        let sql = format!("COPY (SELECT '{line}') TO PROGRAM '{write}'");
        client.batch_execute(&sql).await.unwrap();
    }
    let sql = "SET password_encryption = 'scram-sha-256'; ALTER ROLE revox PASSWORD 'hunter2'";
    client.batch_execute(sql).await.unwrap();
    for setting in [
        "ssl_cert_file = 'server.pem'".to_owned(),
        "ssl_key_file = 'server.pem'".to_owned(),
        "ssl = on".to_owned(),
        "listen_addresses = '127.0.0.1'".to_owned(),
        format!("port = {port}"),
    ] {
        let sql = format!("ALTER SYSTEM SET {setting}");
        client.execute(&sql, &[]).await.unwrap();
    }
    drop(client);
    server.stop(Stop::Fast);
    server.start_again();
    port
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_certificate_is_verified_whenever_tls_is_used() {
    let Some(server) = Server::private() else {
        return;
    };
    let database = server.database();
    let authority = Authority::new();
    let port = with_tls(&server, &database, &authority.sign("localhost").pem).await;
    let connect = async |builder: PostgresJournalBuilder, host: &str, mode: &str| {
        let url = format!("postgres://revox:hunter2@{host}:{port}/postgres?sslmode={mode}");
        let connect = builder.schema(&database.schema).connect(&url);
        within(LIMIT, "a connection", connect).await
    };
    let trusting = || PostgresJournal::builder().root_certificate(authority.pem());

    for mode in ["require", "prefer", "require&channel_binding=require"] {
        let journal = connect(trusting(), "localhost", mode).await;
        let journal = journal.unwrap_or_else(|error| panic!("{mode}: {:?}", cause(&error)));
        begin(&journal, mode).await;
        // The name in the certificate is another.
        let error = connect(trusting(), "127.0.0.1", mode).await.unwrap_err();
        assert!(
            cause(&error).to_string().contains("certificate"),
            "{error:?}"
        );
        // Nobody vouches for it.
        let error = connect(PostgresJournal::builder(), "localhost", mode)
            .await
            .unwrap_err();
        assert!(
            cause(&error).to_string().contains("`root_certificate`"),
            "{error:?}"
        );
    }
    connect(PostgresJournal::builder(), "localhost", "disable")
        .await
        .unwrap();

    let url = format!("postgres://revox:hunter3@localhost:{port}/postgres?sslmode=require");
    let refused = within(LIMIT, "a refusal", trusting().connect(&url)).await;
    let error = refused.unwrap_err();
    assert_eq!(cause(&error).code(), Some("28P01"));
    let text = format!("{error} {error:?}");
    assert!(text.contains("check user and password"), "{text}");
    assert!(!text.contains("hunter3"), "{text}");
}
