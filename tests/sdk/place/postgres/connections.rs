//! Connections that break, hang or wait for a lock.

use std::sync::Arc;
use std::time::Duration;

use revox::bytes::Bytes;
use revox::{BoxFuture, Client, HttpRequest, Journal, PlaceError, PlacingOptions, Transport, http};
use revox_postgres::PostgresJournal;
use revox_tests::postgres::{Server, Stop};
use revox_tests::within::{LIMIT, within};
use tokio::net::TcpListener;
use tokio::task::spawn_blocking;

use super::super::{World, lead, soon};
use super::{LEASE, begin, cause, key, placed};

/// Stopping a server may take a while.
const LONG: Duration = Duration::from_secs(180);

#[tokio::test]
async fn a_server_that_restarts_is_one_error_and_loses_nothing() {
    let Some(server) = Server::private() else {
        return;
    };
    let database = server.database();
    let journal = database.journal().await;
    let options = PlacingOptions::new().journal(journal.clone());
    let world = World::with(options).await;
    for (stop, name) in [(Stop::Fast, "lead-1"), (Stop::Immediate, "lead-2")] {
        let token = begin(&journal, name).await;
        journal
            .update(key(name), token, placed("call_1"))
            .await
            .unwrap();
        server.stop(stop);

        // Nothing is sent without its intent.
        let Err(PlaceError::Journal { error, .. }) = soon(world.place("lead-42")).await else {
            panic!("the journal is gone")
        };
        assert!(cause(&error).is_unavailable(), "{error:?}");
        assert!(
            cause(&error).to_string().contains("connects again"),
            "{error:?}"
        );
        assert_eq!(world.count("call_create"), 0);

        server.start_again();
        let reading = journal.get(key(name)).await.unwrap().unwrap();
        assert!(!reading.entry.is_unresolved());
    }
    assert!(soon(world.place("lead-42")).await.unwrap().is_new());
    assert_eq!(world.count("call_create"), 1);
}

/// Stops the server when the response to a request is there.
#[derive(Debug)]
struct Stopping {
    inner: Arc<dyn Transport>,
    server: Arc<Server>,
}

impl Transport for Stopping {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, revox::Error>> {
        let (sent, server) = (self.inner.send(request), Arc::clone(&self.server));
        Box::pin(async move {
            let response = sent.await;
            let stop = spawn_blocking(move || server.stop(Stop::Immediate));
            stop.await.unwrap();
            response
        })
    }
}

/// A server that stops between intent and result: the key is looked up later.
#[tokio::test]
async fn a_result_that_cannot_be_recorded_is_found_later() {
    let Some(server) = Server::private() else {
        return;
    };
    let server = Arc::new(server);
    let mut database = server.database();
    let clock = database.with_clock().await;
    let journal = database.journal().await;
    let world = World::with(PlacingOptions::new().journal(journal.clone())).await;
    let stopping = Client::with_transport(Stopping {
        inner: Arc::clone(world.client.transport()),
        server: Arc::clone(&server),
    });
    let options = PlacingOptions::new().journal(journal.clone());
    let stopping = stopping.with_placing(options.clock(world.clock()));
    let place = stopping.call().place("lead-42", lead());
    let placed = within(LONG, "a placement", place).await.unwrap();
    assert!(placed.is_new());

    server.start_again();
    assert_eq!(journal.unresolved(None, 10).await.unwrap().len(), 1);
    clock.advance(LEASE).await;
    let found = soon(world.place("lead-42")).await.unwrap();
    assert!(!found.is_new());
    assert_eq!(found.call().id, placed.call().id);
    assert_eq!(world.count("call_create"), 1);
}

/// A connection that the server closed while nobody used it is not an error.
#[tokio::test]
async fn a_connection_that_was_closed_meanwhile_is_replaced() {
    let Some(server) = Server::shared() else {
        return;
    };
    let database = server.database();
    let journal = database.journal().await;
    begin(&journal, "a").await;
    let client = database.client().await;
    let sql = "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity \
               WHERE application_name = 'revox-postgres' AND query LIKE $1";
    let pattern = format!("%{}%", database.schema);
    let closed = client.query(sql, &[&pattern]).await.unwrap();
    assert_eq!(closed.len(), 1);
    // The news has to be read from the socket.
    tokio::task::yield_now().await;
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert!(journal.get(key("a")).await.unwrap().is_some());
}

/// A future that is dropped on its way leaves the connection usable.
#[tokio::test]
async fn an_abandoned_call_spoils_no_other() {
    let Some(server) = Server::shared() else {
        return;
    };
    let database = server.database();
    let builder = database.builder().connections(1);
    let journal = builder.connect(&database.url).await.unwrap();
    for round in 0..50 {
        let name = format!("key-{round}");
        let insertion = journal.insert(key(&name), "1-a".into(), LEASE);
        // Polled a few times more in each round.
        let task = tokio::spawn(insertion);
        for _ in 0..round % 10 {
            tokio::task::yield_now().await;
        }
        task.abort();
        let reading = within(LIMIT, "a reading", journal.get(key(&name)))
            .await
            .unwrap();
        assert!(reading.is_none_or(|reading| reading.entry.key == key(&name)));
    }
}

#[tokio::test]
async fn a_locked_table_is_an_error_and_the_statement_takes_no_effect_later() {
    let Some(server) = Server::shared() else {
        return;
    };
    let database = server.database();
    let builder = database.builder().timeout(Duration::from_secs(2));
    let journal = builder.connect(&database.url).await.unwrap();
    // The statement is prepared before the table is locked.
    begin(&journal, "before").await;
    let mut client = database.client().await;
    let sql = format!("LOCK TABLE {}.placements", database.schema);
    let transaction = client.transaction().await.unwrap();
    transaction.batch_execute(&sql).await.unwrap();
    let insertion = journal.insert(key("a"), "1-a".into(), LEASE);
    let error = within(LIMIT, "a refusal", insertion).await.unwrap_err();
    assert!(cause(&error).is_unavailable(), "{error:?}");
    assert!(cause(&error).to_string().contains("locked"), "{error:?}");
    transaction.commit().await.unwrap();

    // Whoever still waits for the table gets it first.
    let transaction = client.transaction().await.unwrap();
    within(LIMIT, "the table", transaction.batch_execute(&sql))
        .await
        .unwrap();
    transaction.commit().await.unwrap();
    let journal = database.journal().await;
    assert_eq!(journal.get(key("a")).await.unwrap(), None);
}

/// A server that accepts connections and says nothing.
#[tokio::test]
async fn a_server_that_hangs_is_an_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let url = format!("postgres://user:hunter2@127.0.0.1:{port}/app?sslmode=disable");
    let builder = PostgresJournal::builder().timeout(Duration::from_millis(200));
    let error = within(LIMIT, "an error", builder.connect(&url))
        .await
        .unwrap_err();
    assert!(cause(&error).is_unavailable());
    assert!(
        cause(&error)
            .to_string()
            .contains("did not respond within 200ms"),
        "{error:?}"
    );
}

#[tokio::test]
async fn debug_shows_the_address_and_no_password() {
    let Some(server) = Server::shared() else {
        return;
    };
    let database = server.database();
    let url = database.url_with("password=hunter2");
    let journal = database.builder().connect(&url).await.unwrap();
    let text = format!("{journal:?}");
    assert!(text.contains(&database.schema), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
}

/// A role or a database may have turned durability off, and isolation up.
#[tokio::test]
async fn a_session_is_durable_whatever_the_defaults_are() {
    let Some(server) = Server::shared() else {
        return;
    };
    for (setting, expected) in [
        ("off", "on"),
        ("local", "on"),
        ("on", "on"),
        ("remote_apply", "remote_apply"),
    ] {
        let database = server.database();
        database.journal().await;
        let client = database.client().await;
        let schema = &database.schema;
        let sql = format!(
            "CREATE TABLE {schema}.seen AS SELECT '' AS durability, '' AS isolation WITH NO DATA;
            CREATE FUNCTION {schema}.see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                INSERT INTO {schema}.seen VALUES (
                    current_setting('synchronous_commit'), current_setting('transaction_isolation'));
                RETURN NEW;
            END $$;
            CREATE TRIGGER see AFTER INSERT ON {schema}.placements
                FOR EACH ROW EXECUTE FUNCTION {schema}.see()"
        );
        client.batch_execute(&sql).await.unwrap();
        let url = database.url_with(&format!(
            "options=-c%20synchronous_commit%3D{setting}%20-c%20\
             default_transaction_isolation%3Dserializable"
        ));
        let journal = database.builder().connect(&url).await.unwrap();
        begin(&journal, "a").await;
        let sql = format!("SELECT durability, isolation FROM {schema}.seen");
        let row = client.query_one(&sql, &[]).await.unwrap();
        let seen: (&str, &str) = (row.get(0), row.get(1));
        assert_eq!(seen, (expected, "read committed"), "{setting}");
    }
}
