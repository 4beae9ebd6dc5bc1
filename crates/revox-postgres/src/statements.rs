//! The statements, which carry out the rules of [`revox::Entry`] in one round trip each.
//!
//! The rules are written a second time here, in SQL: reading a row, deciding and writing it back would
//! hold the row locked while a worker thinks, or stops. The laws of journals and a model, which all
//! journals are tested with, keep the two alike.

/// Columns of a row, and the time at which it was read.
const COLUMNS: &str = "key, fingerprint, token, state, call_id, \
     first_intended_at, intended_at, leased_until, changed_at, now()";

/// The statements of a journal in one schema.
pub(crate) struct Statements {
    /// Key, fingerprint, lease: a row, with true in front if it is new, or none if it vanished just now.
    pub(crate) insert: String,
    /// Key, token, lease.
    pub(crate) take: String,
    /// Key, token, lease, fingerprint.
    pub(crate) intend: String,
    /// Key, token, lease.
    pub(crate) renew: String,
    /// Key, token.
    pub(crate) release: String,
    /// Key, token.
    pub(crate) free: String,
    /// Key, token, id of the call order.
    pub(crate) place: String,
    /// Key.
    pub(crate) get: String,
    /// Key to begin after, number of rows.
    pub(crate) unresolved: String,
    /// Age: a number of rows.
    pub(crate) forget: String,
}

impl Statements {
    /// Writes the statements for a schema, whose name is quoted already.
    pub(crate) fn new(schema: &str) -> Self {
        let table = format!("{schema}.placements");
        // Times of the journal are microseconds.
        let lease_end = "now() + $3::int8 * interval '1 microsecond'";
        let update = |assignments: &str, condition: &str| {
            format!(
                "UPDATE {table} SET {assignments}, changed_at = now() \
                 WHERE key = $1 AND token = $2{condition} RETURNING {COLUMNS}"
            )
        };
        Self {
            insert: format!(
                "WITH new AS (\
                   INSERT INTO {table} (key, fingerprint, token, state, \
                     first_intended_at, intended_at, leased_until, changed_at) \
                   VALUES ($1, $2, 1, 'intended', now(), now(), {lease_end}, now()) \
                   ON CONFLICT (key) DO NOTHING RETURNING *) \
                 SELECT {COLUMNS}, true FROM new \
                 UNION ALL \
                 SELECT {COLUMNS}, false FROM {table} \
                 WHERE key = $1 AND NOT EXISTS (SELECT FROM new)"
            ),
            take: update(
                &format!("token = token + 1, leased_until = {lease_end}"),
                // `Entry::lease_left` explains the second condition.
                " AND (leased_until <= now() \
                   OR changed_at - now() > leased_until - changed_at)",
            ),
            intend: update(
                &format!(
                    "first_intended_at = CASE state WHEN 'intended' THEN first_intended_at ELSE now() END, \
                     fingerprint = $4, state = 'intended', call_id = NULL, intended_at = now(), \
                     leased_until = {lease_end}"
                ),
                " AND (state = 'free' OR fingerprint = $4)",
            ),
            renew: update(&format!("leased_until = {lease_end}"), ""),
            release: update("leased_until = now()", ""),
            free: update("state = 'free', call_id = NULL, leased_until = now()", ""),
            place: update("state = 'placed', call_id = $3, leased_until = now()", ""),
            get: format!("SELECT {COLUMNS} FROM {table} WHERE key = $1"),
            unresolved: format!(
                "SELECT {COLUMNS} FROM {table} WHERE state = 'intended' AND key > $1 \
                 ORDER BY key LIMIT $2"
            ),
            forget: format!(
                "WITH forgotten AS (\
                   DELETE FROM {table} WHERE state <> 'intended' \
                   AND now() - changed_at >= $1::int8 * interval '1 microsecond' RETURNING key) \
                 SELECT count(*) FROM forgotten"
            ),
        }
    }
}
