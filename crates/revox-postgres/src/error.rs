//! Errors of the PostgreSQL journal. They say what to do, and hold nothing private.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use deadpool_postgres::PoolError;
use revox::JournalError;
use tokio_postgres::error::{DbError, SqlState};

/// Cause of a [`JournalError`] of a [`PostgresJournal`](crate::PostgresJournal).
///
/// The message says what to do, and contains neither a password nor a key.
///
/// # Examples
///
/// ```
/// use std::error::Error;
/// use revox::JournalError;
/// use revox_postgres::PostgresError;
///
/// /// Returns true if the same operation may work in a moment.
/// fn is_temporary(error: &JournalError) -> bool {
///     let cause = error.source().and_then(|cause| cause.downcast_ref::<PostgresError>());
///     cause.is_some_and(PostgresError::is_unavailable)
/// }
/// ```
#[derive(Debug)]
pub struct PostgresError {
    is_unavailable: bool,
    code: Option<String>,
    text: String,
}

impl PostgresError {
    /// Returns true if the server could not be reached or did not respond, so that a retry may help.
    ///
    /// # Troubleshooting
    ///
    /// The journal connects again by itself. If the error persists, check that the server is running,
    /// that it can be reached at the address in the URL, and that it has connections left.
    pub fn is_unavailable(&self) -> bool {
        self.is_unavailable
    }

    /// Returns the `SQLSTATE` if the server refused a statement or connection: five characters, such as
    /// `42501`.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// Creates the error of a mistake that has to be corrected before the journal can be used.
    pub(crate) fn misuse(text: impl Into<String>) -> Self {
        Self {
            is_unavailable: false,
            code: None,
            text: text.into(),
        }
    }

    /// Creates the error of a connection string that cannot be parsed, and that may contain a password.
    pub(crate) fn unparsable(error: &tokio_postgres::Error) -> Self {
        let reason = error.source().map(ToString::to_string).unwrap_or_default();
        // Other reasons quote the connection string.
        let reason = match reason.starts_with("invalid value for option") {
            true => format!(": {reason}"),
            false => String::new(),
        };
        Self::misuse(format!(
            "the connection string is not valid{reason}; it should look like \
             postgres://user:password@host:5432/database?sslmode=require, where special characters in \
             the password are percent-encoded and sslmode is disable, prefer or require"
        ))
    }

    pub(crate) fn timed_out(limit: Duration) -> Self {
        Self {
            is_unavailable: true,
            code: None,
            text: format!(
                "PostgreSQL did not respond within {limit:?}; check that the server can be reached and \
                 that nobody has locked the table"
            ),
        }
    }

    pub(crate) fn no_connection(error: PoolError) -> Self {
        match error {
            PoolError::Backend(error) => Self::unreachable(&error),
            PoolError::PostCreateHook(deadpool_postgres::HookError::Backend(error)) => {
                Self::lost(&error)
            }
            // The pool has no time limits of its own, and is never closed.
            other => Self::misuse(other.to_string()),
        }
    }

    fn unreachable(error: &tokio_postgres::Error) -> Self {
        if let Some(refusal) = error.as_db_error() {
            return Self::refusal(refusal);
        }
        let chain = chain(error);
        // The driver shows these reasons only in its text. A retry helps against the last: another server
        // may become the primary.
        let reasons = [
            (
                "certificate",
                false,
                "add the certificate authority of the server with `root_certificate`, or set \
                 sslmode=disable in the URL if the network is safe",
            ),
            (
                "does not support TLS",
                false,
                "turn TLS on at the server, or set sslmode=disable in the URL if the network is safe",
            ),
            (
                "password missing",
                false,
                "the server asks for a password: add it to the URL, as in \
                 postgres://user:password@host/database",
            ),
            (
                "does not allow writes",
                true,
                "connect to the primary server, because a journal needs to write",
            ),
        ];
        let known = reasons
            .into_iter()
            .find(|(reason, ..)| chain.contains(reason));
        let (_, is_unavailable, advice) = known.unwrap_or((
            "",
            true,
            "check the address in the URL, and that the server is running; the journal connects again \
             at its next use",
        ));
        Self {
            is_unavailable,
            code: None,
            text: format!("no connection to PostgreSQL ({chain}); {advice}"),
        }
    }

    /// Creates the error of a statement that failed.
    pub(crate) fn lost(error: &tokio_postgres::Error) -> Self {
        match error.as_db_error() {
            Some(refusal) => Self::refusal(refusal),
            None => Self {
                is_unavailable: true,
                code: None,
                text: format!(
                    "the connection to PostgreSQL broke ({}); the journal connects again at its next use",
                    chain(error)
                ),
            },
        }
    }

    /// Creates the error of a refusal, without its detail, which may quote a row.
    fn refusal(refusal: &DbError) -> Self {
        let code = refusal.code();
        let advice = advice(code).map_or_else(String::new, |advice| format!("; {advice}"));
        Self {
            is_unavailable: is_temporary(code),
            code: Some(code.code().to_owned()),
            text: format!(
                "PostgreSQL refused: {} (SQLSTATE {}){advice}",
                refusal.message(),
                code.code()
            ),
        }
    }

    /// Returns true if the connection can no longer be used, also because its server is no longer the
    /// primary.
    pub(crate) fn ends_connection(&self) -> bool {
        let is = |state: &SqlState| self.code.as_deref() == Some(state.code());
        is(&SqlState::READ_ONLY_SQL_TRANSACTION)
            || self.is_unavailable && !is(&SqlState::QUERY_CANCELED)
    }
}

impl fmt::Display for PostgresError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl StdError for PostgresError {}

impl From<PostgresError> for JournalError {
    fn from(error: PostgresError) -> Self {
        Self::new(error)
    }
}

/// Returns true for classes 08, 53 and 57: connections, resources, and an operator's intervention.
fn is_temporary(code: &SqlState) -> bool {
    let class = code.code().get(..2);
    matches!(class, Some("08" | "53" | "57"))
}

fn advice(code: &SqlState) -> Option<&'static str> {
    const ADVICE: [(SqlState, &str); 10] = [
        (
            SqlState::INVALID_PASSWORD,
            "check user and password in the URL",
        ),
        (
            SqlState::INVALID_AUTHORIZATION_SPECIFICATION,
            "check the user in the URL, and the server's pg_hba.conf",
        ),
        (
            SqlState::INVALID_CATALOG_NAME,
            "create the database, or correct its name in the URL",
        ),
        (
            SqlState::INSUFFICIENT_PRIVILEGE,
            "let a role that may create tables connect once, and grant this one the privileges that the \
             documentation of revox-postgres lists",
        ),
        (
            SqlState::UNDEFINED_TABLE,
            "the tables are gone; connect again to create them",
        ),
        (
            SqlState::INVALID_SCHEMA_NAME,
            "the schema is gone; connect again to create it",
        ),
        (
            SqlState::READ_ONLY_SQL_TRANSACTION,
            "connect to the primary server, because a journal needs to write",
        ),
        (
            SqlState::TOO_MANY_CONNECTIONS,
            "lower `connections`, or raise the server's max_connections",
        ),
        (
            SqlState::QUERY_CANCELED,
            "the table is locked or the server is busy; try again later",
        ),
        (
            SqlState::ADMIN_SHUTDOWN,
            "the journal connects again at its next use",
        ),
    ];
    let found = ADVICE.iter().find(|(known, _)| known == code);
    found.map(|(_, advice)| *advice)
}

/// Returns the text of an error with its causes.
fn chain(error: &tokio_postgres::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}
