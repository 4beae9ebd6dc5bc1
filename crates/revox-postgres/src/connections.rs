//! A few connections, opened as they are needed and replaced when they break.

use std::time::{Duration, Instant};

use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use tokio::time::timeout;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, NoTls, Row};

use crate::PostgresError;
use crate::tls;

/// Idle time after which a connection is checked before it is used: a router may have dropped it
/// silently.
const IDLE: Duration = Duration::from_secs(30);

/// Time limit of this check.
const TRIAL: Duration = Duration::from_secs(2);

/// Parameters of a statement.
pub(crate) type Parameters<'a> = &'a [&'a (dyn ToSql + Sync)];

/// Connections to one database.
#[derive(Clone)]
pub(crate) struct Connections {
    pool: Pool,
    limit: Duration,
}

impl Connections {
    pub(crate) fn new(
        config: Config,
        root_certificates: &[Vec<u8>],
        most: usize,
        limit: Duration,
    ) -> Result<Self, PostgresError> {
        let recycling = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let manager = match tls::is_unused(&config) {
            true => Manager::from_config(config, NoTls, recycling),
            false => Manager::from_config(config, tls::connector(root_certificates)?, recycling),
        };
        let settings = settings(limit);
        let set_up = Hook::async_fn(
            move |connection: &mut deadpool_postgres::ClientWrapper, _| {
                let settings = settings.clone();
                Box::pin(async move {
                    let set = connection.batch_execute(&settings).await;
                    set.map_err(HookError::Backend)
                })
            },
        );
        let try_out = Hook::async_fn(
            |connection: &mut deadpool_postgres::ClientWrapper, metrics| {
                let is_idle = metrics.last_used() >= IDLE;
                Box::pin(async move {
                    if !is_idle {
                        return Ok(());
                    }
                    match timeout(TRIAL, connection.check_connection()).await {
                        Ok(checked) => checked.map_err(HookError::Backend),
                        Err(_) => Err(HookError::message("no response")),
                    }
                })
            },
        );
        let pool = Pool::builder(manager)
            .max_size(most.max(1))
            .post_create(set_up)
            .pre_recycle(try_out)
            .build()
            .map_err(|error| PostgresError::misuse(error.to_string()))?;
        Ok(Self { pool, limit })
    }

    /// Runs a statement, which is a transaction of its own, and returns its rows.
    pub(crate) async fn query(
        &self,
        sql: &str,
        parameters: Parameters<'_>,
    ) -> Result<Vec<Row>, PostgresError> {
        self.run(async |connection| {
            let statement = connection.prepare_cached(sql).await?;
            connection.query(&statement, parameters).await
        })
        .await
    }

    /// Does `work` with a connection, and closes this unless it can certainly be used again.
    pub(crate) async fn run<T>(
        &self,
        work: impl AsyncFnOnce(&mut Object) -> Result<T, tokio_postgres::Error>,
    ) -> Result<T, PostgresError> {
        let began = Instant::now();
        let connection = timeout(self.limit, self.pool.get()).await;
        let connection = connection.map_err(|_| PostgresError::timed_out(self.limit))?;
        let mut connection = connection.map_err(PostgresError::no_connection)?;
        let left = self.limit.saturating_sub(began.elapsed());
        let outcome = match timeout(left, work(&mut connection)).await {
            Ok(outcome) => outcome.map_err(|error| PostgresError::lost(&error)),
            Err(_) => Err(PostgresError::timed_out(self.limit)),
        };
        if outcome.as_ref().is_err_and(PostgresError::ends_connection) {
            drop(Object::take(connection));
        }
        outcome
    }
}

/// Returns the statements that prepare a session.
fn settings(limit: Duration) -> String {
    // A limit of 0 is none.
    let limit = limit.as_millis().clamp(1, i32::MAX as u128);
    format!(
        // An intent that is lost with the server lets a phone ring twice. `remote_apply` is stronger.
        "SELECT set_config('synchronous_commit', 'on', false) \
            WHERE current_setting('synchronous_commit') <> 'remote_apply'; \
         SET default_transaction_isolation = 'read committed'; \
         SET statement_timeout = {limit}"
    )
}
