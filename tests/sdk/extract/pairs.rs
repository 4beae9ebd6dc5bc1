//! Prompt variables and metadata from a struct.

use std::collections::{BTreeMap, HashMap};

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use revox::models::{CallCreate, CampaignContact};
use revox::{jiff, to_pairs};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

#[derive(Serialize)]
struct Of<T> {
    field: T,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Side {
    NorthWest,
    Degrees(u16),
    Between { low: u16 },
    Both(u8, u8),
}

#[derive(Serialize)]
struct Text(&'static str);

#[derive(Serialize)]
struct Unit;

/// The text of a field, or `None` if it is left out.
macro_rules! texts {
    ($($value:expr => $text:expr;)+) => {$(
        let pairs = to_pairs(&Of { field: $value }).unwrap();
        let text: Option<&str> = $text;
        assert_eq!(pairs.get("field").map(String::as_str), text, "{}", stringify!($value));
        assert_eq!(pairs.len(), usize::from(text.is_some()), "{}", stringify!($value));
    )+};
}

#[test]
fn every_single_value_has_a_text_and_nothing_has_none() {
    texts! {
        "Camille\n" => Some("Camille\n");
        "" => Some("");
        String::from("3") => Some("3");
        'ß' => Some("ß");
        Text("wrapped") => Some("wrapped");
        true => Some("true");
        false => Some("false");
        -128_i8 => Some("-128");
        i64::MIN => Some("-9223372036854775808");
        u64::MAX => Some("18446744073709551615");
        u128::MAX => Some("340282366920938463463374607431768211455");
        i128::MIN => Some("-170141183460469231731687303715884105728");
        3.0_f64 => Some("3");
        0.1_f32 => Some("0.1");
        -2.5_f64 => Some("-2.5");
        1e21_f64 => Some("1000000000000000000000");
        Side::NorthWest => Some("north_west");
        jiff::civil::date(2026, 6, 16) => Some("2026-06-16");
        json!("text") => Some("text");
        json!(4.5) => Some("4.5");
        Some(12) => Some("12");
        Some(Some("x")) => Some("x");
        None::<u8> => None;
        Some(None::<u8>) => None;
        () => None;
        Unit => None;
        Value::Null => None;
    }
}

/// A type whose own implementation fails, with a message that quotes the value.
struct Failing;

impl Serialize for Failing {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("4711 is wrong"))
    }
}

macro_rules! refusals {
    ($($value:expr => $reason:literal;)+) => {$(
        let error = to_pairs(&Of { field: $value }).unwrap_err();
        assert_eq!(error.path(), "field", "{}", stringify!($value));
        assert!(error.reason().starts_with($reason), "{}: {error}", stringify!($value));
        assert_eq!(error.to_string(), format!("`field` {}", error.reason()));
    )+};
}

#[test]
fn everything_else_is_refused_with_its_path_and_a_way_out() {
    refusals! {
        Of { field: 1 } => "is a struct or a map within another: flatten it";
        Of { field: vec![1] } => "is a struct or a map within another: flatten it";
        Some(Of { field: 1 }) => "is a struct or a map within another: flatten it";
        HashMap::from([("a", 1)]) => "is a struct or a map within another: flatten it";
        HashMap::<u8, u8>::new() => "is a struct or a map within another: flatten it";
        json!({"a": 1}) => "is a struct or a map within another: flatten it";
        vec!["a"] => "is a list: join its values";
        Vec::<u8>::new() => "is a list: join its values";
        ("a", 1) => "is a list: join its values";
        [1_u8; 2] => "is a list: join its values";
        json!([]) => "is a list: join its values";
        Side::Degrees(4) => "is a variant with data: use a unit variant";
        Side::Between { low: 1 } => "is a variant with data: use a unit variant";
        Side::Both(1, 2) => "is a variant with data: use a unit variant";
        f64::NAN => "is not a finite number";
        f32::INFINITY => "is not a finite number";
        Failing => "cannot be encoded";
    }
}

#[test]
fn the_value_itself_has_to_be_a_struct_or_a_map() {
    let path = |error: revox::PairsError| error.path().to_owned();
    for refusal in [
        to_pairs("text"),
        to_pairs(&7),
        to_pairs(&Side::NorthWest),
        to_pairs(&[("first_name", "Camille")]),
        to_pairs(&None::<Of<u8>>),
        to_pairs(&()),
        to_pairs(&HashMap::from([(None::<u8>, 1)])),
    ] {
        assert_eq!(refusal.map_err(path), Err(".".to_owned()));
    }
    let named = BTreeMap::from([("field".to_owned(), "1".to_owned())]);
    assert_eq!(to_pairs(&Some(Of { field: 1 })), Ok(named.clone()));
    assert_eq!(to_pairs(&json!({"field": 1, "other": null})), Ok(named));
    let counted = BTreeMap::from([("7".to_owned(), "x".to_owned())]);
    assert_eq!(to_pairs(&HashMap::from([(7, "x")])), Ok(counted));
}

#[test]
fn names_follow_the_attributes_of_serde() {
    #[derive(Serialize)]
    struct Customer {
        #[serde(rename = "firstName")]
        first_name: &'static str,
        #[serde(skip)]
        _secret: &'static str,
        #[serde(skip_serializing_if = "str::is_empty")]
        note: &'static str,
        #[serde(flatten)]
        address: Of<u8>,
        #[serde(flatten)]
        others: BTreeMap<&'static str, Option<bool>>,
    }
    let pairs = to_pairs(&Customer {
        first_name: "Camille",
        _secret: "s",
        note: "",
        address: Of { field: 3 },
        others: [("owner", Some(true)), ("tenant", None)].into(),
    });
    let expected = [("field", "3"), ("firstName", "Camille"), ("owner", "true")];
    let pairs = pairs.unwrap();
    assert!(
        pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .eq(expected)
    );
}

#[test]
fn pairs_of_text_stay_as_they_are_and_fit_every_setter() {
    let law = |pairs: BTreeMap<String, String>| {
        prop_assert_eq!(to_pairs(&pairs).unwrap(), pairs.clone());
        let order = CallCreate::new("+33639980142").metadata(to_pairs(&pairs).unwrap());
        prop_assert_eq!(order.metadata.as_ref(), Some(&pairs));
        let contact = CampaignContact::new("+33639980142").prompt_variables(pairs.clone());
        prop_assert_eq!(to_pairs(&contact.prompt_variables).unwrap(), pairs);
        Ok(())
    };
    let pairs = prop::collection::btree_map(any::<String>(), any::<String>(), 0..5);
    TestRunner::deterministic().run(&pairs, law).unwrap();
}
