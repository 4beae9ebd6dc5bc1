//! Entries as rows.

use std::time::Duration;

use revox::{Entry, EntryState, PlacementKey, Reading};
use tokio_postgres::Row;

use crate::PostgresError;

/// Longest time that PostgreSQL can add to today: its calendar ends in the year 294276.
const LONGEST: Duration = Duration::from_secs(200_000 * 365 * 24 * 60 * 60);

/// Returns a time in microseconds, rounded up; `None` if it is beyond PostgreSQL's calendar.
pub(crate) fn microseconds(time: Duration) -> Option<i64> {
    let rounded = time.as_nanos().div_ceil(1_000);
    i64::try_from(rounded).ok().filter(|_| time <= LONGEST)
}

/// Decodes the columns of a statement.
pub(crate) fn reading(row: &Row) -> Result<Reading, PostgresError> {
    decode(row).map_err(|column| {
        PostgresError::misuse(format!(
            "a row of the journal has a `{column}` that this version of revox-postgres does not know; \
             use the version that wrote it"
        ))
    })
}

/// Returns the name of the column that cannot be decoded as the error.
fn decode(row: &Row) -> Result<Reading, &'static str> {
    let key: &str = row.try_get(0).map_err(|_| "key")?;
    let token: i64 = row.try_get(2).map_err(|_| "token")?;
    let state: &str = row.try_get(3).map_err(|_| "state")?;
    let call_id: Option<String> = row.try_get(4).map_err(|_| "call_id")?;
    let state = match (state, call_id) {
        ("intended", None) => EntryState::Intended,
        ("free", None) => EntryState::Free,
        ("placed", Some(call_id)) => EntryState::Placed { call_id },
        _ => return Err("state"),
    };
    let entry = Entry::from_fields(
        PlacementKey::parse(key).map_err(|_| "key")?,
        row.try_get(1).map_err(|_| "fingerprint")?,
        u64::try_from(token).map_err(|_| "token")?,
        state,
        row.try_get(5).map_err(|_| "first_intended_at")?,
        row.try_get(6).map_err(|_| "intended_at")?,
        row.try_get(7).map_err(|_| "leased_until")?,
        row.try_get(8).map_err(|_| "changed_at")?,
    );
    Ok(Reading::new(entry, row.try_get(9).map_err(|_| "now")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lease_is_rounded_up_and_one_beyond_the_calendar_is_none() {
        assert_eq!(microseconds(Duration::from_nanos(1)), Some(1));
        assert_eq!(microseconds(Duration::from_micros(7)), Some(7));
        assert_eq!(microseconds(Duration::from_nanos(7_001)), Some(8));
        assert!(microseconds(LONGEST).is_some());
        assert_eq!(microseconds(LONGEST + Duration::from_nanos(1)), None);
        assert_eq!(microseconds(Duration::MAX), None);
    }
}
