//! A journal needs the primary server: a replica refuses to write.

use revox::Journal;
use revox_postgres::PostgresJournal;
use revox_tests::postgres::Server;
use revox_tests::within::{LIMIT, within};

use super::{LEASE, begin, cause, key};

/// Makes a server refuse to write, as a replica does.
async fn becomes_read_only(server: &Server) {
    let client = server.database().client().await;
    for sql in [
        "ALTER SYSTEM SET default_transaction_read_only = on",
        "SELECT pg_reload_conf()",
    ] {
        client.execute(sql, &[]).await.unwrap();
    }
    let is_read_only = async || {
        let client = server.database().client().await;
        let row = client.query_one("SHOW transaction_read_only", &[]).await;
        row.unwrap().get::<_, &str>(0) == "on"
    };
    let reloaded = async { while !is_read_only().await {} };
    within(LIMIT, "a server that is read-only", reloaded).await;
}

/// A connection string with several hosts.
fn url_of(servers: [&Server; 2]) -> String {
    let folders = servers.map(|server| server.url().split_once("host=").unwrap().1);
    format!("host={} user=revox dbname=postgres", folders.join(","))
}

#[tokio::test]
async fn of_several_servers_the_journal_uses_the_primary() {
    let (Some(replica), Some(primary)) = (Server::private(), Server::private()) else {
        return;
    };
    // Both have the tables, so that nothing but an entry has to be written.
    for server in [&replica, &primary] {
        PostgresJournal::connect(server.url()).await.unwrap();
    }
    becomes_read_only(&replica).await;

    let error = PostgresJournal::connect(replica.url()).await.unwrap_err();
    let text = cause(&error).to_string();
    assert!(text.contains("primary server"), "{text}");
    // Another server may take its role.
    assert!(cause(&error).is_unavailable(), "{text}");

    let url = url_of([&replica, &primary]);
    let journal = PostgresJournal::connect(&url).await.unwrap();
    begin(&journal, "a").await;
}

/// The connection is still there, but useless.
#[tokio::test]
async fn a_server_that_is_no_longer_the_primary_is_left() {
    let (Some(first), Some(second)) = (Server::private(), Server::private()) else {
        return;
    };
    PostgresJournal::connect(second.url()).await.unwrap();
    let builder = PostgresJournal::builder().connections(1);
    let journal = builder.connect(&url_of([&first, &second])).await.unwrap();
    becomes_read_only(&first).await;
    // The session reads the new setting a little later.
    let refused = async {
        for number in 0.. {
            let insertion = journal.insert(key(&format!("a-{number}")), "1-a".into(), LEASE);
            if let Err(error) = insertion.await {
                return error;
            }
        }
        unreachable!()
    };
    let error = within(LIMIT, "a refusal", refused).await;
    assert_eq!(cause(&error).code(), Some("25006"));
    begin(&journal, "b").await;
}
