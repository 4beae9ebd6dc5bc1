use std::time::{Duration, Instant};

use super::*;

fn found(body: &str) -> Vec<&str> {
    let mut found = Vec::new();
    words(body.as_bytes(), |word| found.push(word));
    found
}

fn finds(body: &str) -> bool {
    found(body).contains(&"call_8Zk3vQ")
}

#[test]
fn an_id_is_found_wherever_it_stands() {
    for body in [
        "call_8Zk3vQ",
        r#"{"id":"call_8Zk3vQ"}"#,
        r#"[[{"a": {"b": ["call_8Zk3vQ", 3]}}]]"#,
        r#"{"call_8Zk3vQ": true}"#,
        r#"{"text": "Call ended:\ncall_8Zk3vQ\n"}"#,
        r#"{"payload": "{\"id\":\"call_8Zk3vQ\"}"}"#,
        r#"{"html": "\u003ccall_8Zk3vQ\u003e"}"#,
        "id=call_8Zk3vQ&status=completed",
        "payload=%7B%22id%22%3A%22call_8Zk3vQ%22%7D",
        "https://example.com/calls/call_8Zk3vQ?tab=1",
        "The call call_8Zk3vQ. It is over, (call_8Zk3vQ).",
        "*call_8Zk3vQ* or _call_8Zk3vQ_ or --call_8Zk3vQ--",
        "call_8Zk3vQ\r\n",
        "é call_8Zk3vQé",
        r"C:\call_8Zk3vQ",
        r#"{"id": "call_8Zk3vQ", "#,
    ] {
        assert!(finds(body), "{body}");
    }
    let mut bytes = b"\xff\x00call_8Zk3vQ\xfe".to_vec();
    bytes.extend([0; 4]);
    let mut is_found = false;
    words(&bytes, |word| is_found |= word == "call_8Zk3vQ");
    assert!(is_found);
}

#[test]
fn an_id_inside_of_a_longer_word_is_another_one() {
    for body in [
        "",
        "call_8Zk3vQ9",
        "xcall_8Zk3vQ",
        "call_8Zk3vQ-2",
        "ncall_8Zk3vQ",
        r"\xyzcall_8Zk3vQ",
        "%223call_8Zk3vQ",
        "call_8Zk3v",
        "CALL_8ZK3VQ",
    ] {
        assert!(!finds(body), "{body}");
    }
}

#[test]
fn an_id_of_other_characters_is_found_as_the_whole_body() {
    assert!(found(" eu.7:é\n").contains(&"eu.7:é"));
    assert!(!found("id eu.7:é").contains(&"eu.7:é"));
    // Otherwise, the body is one of the words.
    assert_eq!(found(" call_1 "), ["call_1"]);
}

#[test]
fn words_are_cut_without_looking_at_one_twice() {
    assert_eq!(found("a b-c,,d"), ["a b-c,,d", "a", "b-c", "d"]);
    assert_eq!(found(r"\na"), [r"\na", "na", "a"]);
    assert_eq!(found(r"\u003ca1"), [r"\u003ca1", "u003ca1", "003ca1", "a1"]);
    assert_eq!(found("%22a"), ["%22a", "22a", "a"]);
    assert_eq!(found("%2 a"), ["%2 a", "2", "a"]);
    // Only what follows at once is an escape sequence.
    assert_eq!(found(r"\ na"), [r"\ na", "na"]);
    assert_eq!(found(r"\na nb"), [r"\na nb", "na", "a", "nb"]);
    assert_eq!(found("_a-"), ["_a-", "a"]);
    assert_eq!(found("_-_"), ["_-_"]);
}

#[test]
fn only_the_beginning_of_a_huge_body_is_read() {
    let before = |spaces: usize| format!("{}call_8Zk3vQ", " ".repeat(spaces));
    assert!(finds(&before(MOST_BYTES - 11)));
    assert!(!finds(&before(MOST_BYTES - 10)));
    assert!(!finds(&before(MOST_BYTES)));
}

/// A scan that is not linear takes hours.
#[test]
fn hostile_bodies_are_scanned_in_linear_time() {
    for piece in [
        "a", "_", "\\", "%", "\\u", "a_", "_a ", "a ", "\\n", "\u{e9}",
    ] {
        let body = piece.repeat(MOST_BYTES / piece.len());
        let (begun, mut looks, mut length) = (Instant::now(), 0, 0);
        words(body.as_bytes(), |word| {
            looks += 1;
            length += word.len();
        });
        assert!(looks <= 3 * MOST_BYTES, "{piece}: {looks}");
        assert!(length <= 5 * MOST_BYTES, "{piece}: {length}");
        assert!(begun.elapsed() < Duration::from_secs(60), "{piece}");
    }
}
