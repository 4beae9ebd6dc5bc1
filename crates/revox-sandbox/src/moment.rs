//! Moments as clients write them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::temporal::{Pieces, PiecesOffset};

/// Reads a moment in ISO 8601 form. Without an offset, as Python writes a datetime that has no
/// zone, it is read in UTC.
///
/// The last seconds before the year 10000, by which programs mean "never", are beyond the range of
/// [`Timestamp`]; they are read as its end.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let pieces = Pieces::parse(text).ok()?;
    // A date is not a moment, and the name of a zone is not ISO 8601.
    let (None, Some(time)) = (pieces.time_zone_annotation(), pieces.time()) else {
        return None;
    };
    let local = DateTime::from_parts(pieces.date(), time);
    let offset = match pieces.offset() {
        Some(PiecesOffset::Numeric(offset)) => offset.offset(),
        _ => jiff::tz::Offset::UTC,
    };
    let moment = offset.to_timestamp(local).ok();
    moment.or_else(|| (local.year() == 9999).then_some(Timestamp::MAX))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::parse;

    #[test]
    fn a_moment_without_an_offset_is_in_utc() {
        for (text, moment) in [
            ("2026-06-09T08:05:00Z", Some("2026-06-09T08:05:00Z")),
            ("2026-06-09T10:05:00+02:00", Some("2026-06-09T08:05:00Z")),
            ("2026-06-09T08:05:00", Some("2026-06-09T08:05:00Z")),
            (
                "2026-06-09T08:05:00.250000",
                Some("2026-06-09T08:05:00.25Z"),
            ),
            ("2026-06-09 08:05:00", Some("2026-06-09T08:05:00Z")),
            ("2026-06-09T10:05:00[Europe/Paris]", None),
            ("2026-06-09", None),
            ("2026-02-30T08:05:00Z", None),
            ("08:05:00", None),
            ("tomorrow", None),
            ("", None),
        ] {
            let moment = moment.map(|moment| moment.parse::<Timestamp>().ok());
            assert_eq!(parse(text), moment.flatten(), "{text:?}");
        }
    }

    #[test]
    fn never_is_the_end_of_time() {
        assert_eq!(parse("9999-12-31T23:59:59Z"), Some(Timestamp::MAX));
        assert_eq!(parse("9999-12-31T23:59:59.999999"), Some(Timestamp::MAX));
        assert_eq!(parse("+010000-01-01T00:00:00Z"), None);
    }
}
