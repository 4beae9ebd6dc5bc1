use super::super::created::instant;
use super::*;

const KEY: &str = "lead-42";

fn seen(id: &str, metadata: &[(&str, &str)]) -> Seen {
    let metadata: BTreeMap<_, _> = metadata
        .iter()
        .map(|(name, value)| ((*name).to_owned(), serde_json::Value::from(*value)))
        .collect();
    Seen {
        id: id.to_owned(),
        status: CallStatus::Completed,
        metadata: Some(metadata),
        created_at: Some("2026-06-15T08:00:00Z".into()),
    }
}

fn found(seen: &[Seen], since: Option<&str>) -> Found {
    let key = PlacementKey::parse(KEY).unwrap();
    let since: Option<Timestamp> = since.map(Timestamp::from);
    let wanted = Wanted {
        key: &key,
        number: "+33639980142",
        fingerprint: Some("1-ab"),
        since: since.and_then(|time| instant(&time)),
    };
    judge(seen, &wanted, &BTreeSet::from(["spent".to_owned()]))
}

#[test]
fn a_key_is_compared_with_all_call_orders() {
    let one = seen("one", &[(KEY_ENTRY, KEY), (FINGERPRINT_ENTRY, "1-ab")]);
    let other = seen("other", &[(KEY_ENTRY, KEY), (FINGERPRINT_ENTRY, "1-cd")]);
    let bare = seen("bare", &[(KEY_ENTRY, KEY)]);
    let else_ = seen(
        "else",
        &[(KEY_ENTRY, "lead-4"), (FINGERPRINT_ENTRY, "1-ab")],
    );
    let spent = seen("spent", &[(KEY_ENTRY, KEY), (FINGERPRINT_ENTRY, "1-ab")]);
    let id = |id: &str| id.to_owned();
    let table = [
        (vec![], Found::Nothing),
        (vec![&else_, &spent], Found::Nothing),
        (vec![&else_, &one], Found::One { id: id("one") }),
        (vec![&other], Found::OtherParameters { id: id("other") }),
        (vec![&bare], Found::Unverifiable { id: id("bare") }),
        (
            vec![&one, &spent, &other],
            Found::Several {
                ids: vec![id("one"), id("other")],
            },
        ),
    ];
    for (calls, expected) in table {
        let calls: Vec<Seen> = calls.into_iter().cloned().collect();
        assert_eq!(found(&calls, None), expected);
    }
}

/// The call order was created at 08:00.
#[cfg(feature = "jiff")]
#[test]
fn a_call_order_without_a_key_may_be_ours_by_its_time() {
    let marked = seen("else", &[(KEY_ENTRY, "lead-4")]);
    let unmarked = seen("unmarked", &[("team", "sales")]);
    let null = Seen {
        metadata: None,
        ..unmarked.clone()
    };
    let timeless = Seen {
        created_at: None,
        ..unmarked.clone()
    };
    let maybe = || Found::Unmarked {
        ids: vec!["unmarked".to_owned()],
    };
    for (call, since, expected) in [
        (&marked, Some("2026-06-15T08:00:00Z"), Found::Nothing),
        (&unmarked, None, Found::Nothing),
        (&unmarked, Some("2026-06-15T07:00:00Z"), maybe()),
        (&unmarked, Some("2026-06-15T08:05:00Z"), maybe()),
        (&unmarked, Some("2026-06-15T08:05:01Z"), Found::Nothing),
        (&null, Some("2026-06-15T08:00:00Z"), maybe()),
        (&timeless, Some("2027-01-01T00:00:00Z"), maybe()),
    ] {
        assert_eq!(
            found(std::slice::from_ref(call), since),
            expected,
            "{since:?}"
        );
    }
}

#[test]
fn a_response_without_metadata_does_not_decode() {
    let page = |metadata: &str| {
        let call = format!(r#"{{"id": "call_1", "status": "completed" {metadata}}}"#);
        let page = format!(r#"{{"calls": [{call}], "total_count": 1}}"#);
        serde_json::from_str::<Page>(&page)
    };
    assert!(page("").is_err());
    assert!(page(r#", "metadata": null"#).is_ok());
    assert!(page(r#", "metadata": {"a": 1}"#).is_ok());
}
