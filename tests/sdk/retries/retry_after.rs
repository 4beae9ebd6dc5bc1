//! `Retry-After`, with which a server asks for a pause.

use std::time::{Duration, SystemTime};

use revox::http::HeaderMap;
use revox::retry_after;

#[test]
fn it_is_a_number_of_seconds_or_a_date() {
    // 2026-06-09T08:05:00Z
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_780_992_300);
    let table = [
        ("0", Some(0)),
        ("120", Some(120)),
        (" 7 ", Some(7)),
        ("Tue, 09 Jun 2026 08:05:30 GMT", Some(30)),
        ("Tuesday, 09-Jun-26 08:06:00 GMT", Some(60)),
        ("Tue, 09 Jun 2026 08:04:00 GMT", Some(0)),
        ("99999999999999999999", Some(u64::MAX)),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
    ];
    for (text, seconds) in table {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", text.parse().unwrap());
        let expected = seconds.map(Duration::from_secs);
        assert_eq!(retry_after(&headers, now), expected, "{text:?}");
    }
    assert_eq!(retry_after(&HeaderMap::new(), now), None);
}
