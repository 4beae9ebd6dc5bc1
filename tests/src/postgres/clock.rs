//! A clock of a server that stands still until a test moves it.

use std::time::{Duration, SystemTime};

use tokio::sync::Mutex;
use tokio_postgres::Client;

use super::connect;
use crate::within::{LIMIT, within};

/// A clock that a PostgreSQL server tells the time by.
///
/// A journal asks for `now()`, which the server looks up in the schemas of `search_path`. The clock is a
/// function of that name in a schema before `pg_catalog`: statements run as they are.
#[derive(Debug)]
pub struct ServerClock {
    url: String,
    schema: String,
    client: Mutex<Client>,
}

impl ServerClock {
    pub(super) async fn new(url: &str, schema: String) -> Self {
        let clock = Self {
            url: url.to_owned(),
            schema,
            client: Mutex::new(connect(url).await),
        };
        let schema = &clock.schema;
        clock
            .execute(&format!(
                "CREATE SCHEMA {schema};
                CREATE TABLE {schema}.clock AS SELECT pg_catalog.now() AS at;
                CREATE FUNCTION {schema}.now() RETURNS timestamptz LANGUAGE sql STABLE
                    AS 'SELECT at FROM {schema}.clock'"
            ))
            .await;
        clock
    }

    /// Sets the time, of which the microseconds count.
    pub async fn set(&self, time: SystemTime) {
        let since_epoch = time.duration_since(SystemTime::UNIX_EPOCH).unwrap();
        self.change("timestamptz 'epoch'", since_epoch).await;
    }

    /// Moves the time forward.
    pub async fn advance(&self, time: Duration) {
        self.change("at", time).await;
    }

    async fn change(&self, from: &str, time: Duration) {
        let (schema, microseconds) = (&self.schema, time.as_micros());
        self.execute(&format!(
            "UPDATE {schema}.clock SET at = {from} + {microseconds} * interval '1 microsecond'"
        ))
        .await;
    }

    async fn execute(&self, sql: &str) {
        let mut client = self.client.lock().await;
        // The server may have been stopped meanwhile.
        if client.is_closed() {
            *client = connect(&self.url).await;
        }
        let execute = client.batch_execute(sql);
        within(LIMIT, "a statement", execute).await.unwrap();
    }
}
