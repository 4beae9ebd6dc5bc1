//! The tables, and the way from any version of them to the latest.

use deadpool_postgres::Object;
use tokio_postgres::{Error, GenericClient};

use crate::PostgresError;
use crate::connections::Connections;

/// Version of the tables that this crate creates and works with.
const VERSION: i32 = 1;

/// The lowest version whose workers can still use tables of [`VERSION`]. While a fleet is updated, old
/// and new workers share them.
const USABLE_FROM: i32 = 1;

/// Key of the advisory lock, for all schemas of a database: `revoxjnl` as eight bytes.
const LOCK: i64 = 0x7265_766f_786a_6e6c;

/// Steps to each version from the one before it.
const STEPS: [fn(&str) -> String; VERSION as usize] = [version_1];

fn version_1(schema: &str) -> String {
    format!(
        // Bytes order keys, whatever the language of the database, as they do in the other journals.
        "CREATE TABLE {schema}.placements (
            key text COLLATE \"C\" PRIMARY KEY,
            fingerprint text NOT NULL,
            token bigint NOT NULL,
            state text NOT NULL CHECK (state IN ('intended', 'free', 'placed')),
            call_id text,
            first_intended_at timestamptz NOT NULL,
            intended_at timestamptz NOT NULL,
            leased_until timestamptz NOT NULL,
            changed_at timestamptz NOT NULL,
            CHECK ((state = 'placed') = (call_id IS NOT NULL))
        );
        CREATE INDEX placements_unresolved ON {schema}.placements (key) WHERE state = 'intended';
        COMMENT ON TABLE {schema}.placements IS
            'Journal of Revox call orders, one row for each placement key (crate revox-postgres)';"
    )
}

/// Brings the tables to the latest version. Any number of workers may do so at once.
pub(crate) async fn migrate(
    connections: &Connections,
    schema: &Schema,
) -> Result<(), PostgresError> {
    // Most workers find the tables up to date, and need no privilege to create anything.
    let mut found = connections
        .run(async |connection| found(&***connection, schema).await)
        .await?;
    if found.version < VERSION {
        found = connections
            .run(async |connection| advance(connection, schema).await)
            .await?;
    }
    match found.usable_from <= VERSION {
        true => Ok(()),
        false => Err(PostgresError::misuse(format!(
            "the tables in schema {} have version {}, which needs a newer version of revox-postgres: \
             update this program",
            schema.quoted, found.version
        ))),
    }
}

/// A schema of the database.
pub(crate) struct Schema {
    name: String,
    /// Its name in a statement.
    pub(crate) quoted: String,
}

impl Schema {
    /// Longest name, in bytes. PostgreSQL cuts a longer one off, and two journals could become one.
    const LONGEST: usize = 63;

    pub(crate) fn new(name: &str) -> Result<Self, PostgresError> {
        if name.is_empty() || name.len() > Self::LONGEST || name.contains('\0') {
            return Err(PostgresError::misuse(
                "`schema` takes a name of 1 to 63 bytes, without the character NUL",
            ));
        }
        Ok(Self {
            name: name.to_owned(),
            quoted: format!("\"{}\"", name.replace('"', "\"\"")),
        })
    }
}

/// Version of the tables in a database.
#[derive(Clone, Copy)]
struct Found {
    version: i32,
    usable_from: i32,
}

async fn found(connection: &impl GenericClient, schema: &Schema) -> Result<Found, Error> {
    let none = Found {
        version: 0,
        usable_from: 0,
    };
    let sql =
        "SELECT FROM pg_catalog.pg_tables WHERE schemaname = $1 AND tablename = 'schema_version'";
    if connection.query_opt(sql, &[&schema.name]).await?.is_none() {
        return Ok(none);
    }
    let sql = format!(
        "SELECT version, usable_from FROM {}.schema_version ORDER BY version DESC LIMIT 1",
        schema.quoted
    );
    match connection.query_opt(&sql, &[]).await? {
        Some(row) => Ok(Found {
            version: row.try_get(0)?,
            usable_from: row.try_get(1)?,
        }),
        None => Ok(none),
    }
}

/// Runs the missing steps, all or none.
async fn advance(connection: &mut Object, schema: &Schema) -> Result<Found, Error> {
    // Dropped on the way, it is rolled back.
    let transaction = connection.transaction().await?;
    let found = steps(&*transaction, schema).await?;
    transaction.commit().await?;
    Ok(found)
}

async fn steps(transaction: &impl GenericClient, schema: &Schema) -> Result<Found, Error> {
    // Until the end of the transaction.
    let sql = "SELECT pg_catalog.pg_advisory_xact_lock($1)";
    transaction.execute(sql, &[&LOCK]).await?;
    let before = found(transaction, schema).await?;
    // Somebody else may have been faster.
    if before.version >= VERSION {
        return Ok(before);
    }
    let sql = "SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1";
    let quoted = &schema.quoted;
    // `IF NOT EXISTS` would need the privilege to create schemas even if it exists.
    if transaction.query_opt(sql, &[&schema.name]).await?.is_none() {
        let sql = format!("CREATE SCHEMA {quoted}");
        transaction.batch_execute(&sql).await?;
    }
    let mut sql = format!(
        "CREATE TABLE IF NOT EXISTS {quoted}.schema_version (
            version integer PRIMARY KEY,
            usable_from integer NOT NULL,
            migrated_at timestamptz NOT NULL DEFAULT now()
        );"
    );
    let missing = usize::try_from(before.version).unwrap_or_default();
    for step in STEPS.iter().skip(missing) {
        sql.push_str(&step(quoted));
    }
    transaction.batch_execute(&sql).await?;
    let sql = format!("INSERT INTO {quoted}.schema_version (version, usable_from) VALUES ($1, $2)");
    transaction.execute(&sql, &[&VERSION, &USABLE_FROM]).await?;
    Ok(Found {
        version: VERSION,
        usable_from: USABLE_FROM,
    })
}
