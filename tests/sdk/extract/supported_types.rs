//! Every type that has a field in the API, and how serde's attributes and documentation show in it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::num::NonZeroU8;

use revox::models::{OutputField, OutputFieldType};
use revox::schemars::{self, JsonSchema};
use revox::{chrono, jiff, output_fields};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::assert_page;

/// A struct with nothing but a field of the type.
#[derive(Deserialize, JsonSchema)]
struct Only<T> {
    #[expect(dead_code)]
    field: T,
}

fn only<T: DeserializeOwned + JsonSchema>() -> OutputField {
    let fields = output_fields::<Only<T>>().unwrap();
    let [field] = <[OutputField; 1]>::try_from(fields).unwrap();
    assert_eq!(field.name, "field");
    field
}

#[derive(Deserialize, JsonSchema)]
struct Text(#[expect(dead_code)] String);

/// Every type is required as it is, and optional as an `Option`.
macro_rules! expect {
    ($($kind:ident: $($ty:ty),+;)+) => {$($(
        let field = only::<$ty>();
        assert_eq!((field.type_, field.required), (OutputFieldType::$kind, true), stringify!($ty));
        let field = only::<Option<$ty>>();
        assert_eq!((field.type_, field.required), (OutputFieldType::$kind, false), stringify!($ty));
    )+)+};
}

#[test]
fn every_supported_type_has_its_kind_and_an_option_is_not_required() {
    expect! {
        String: String, char, Box<str>, Cow<'static, str>, Box<String>, Text, std::net::IpAddr;
        Number: i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, f32, f64, NonZeroU8;
        Boolean: bool;
        Enum: Side, Documented, Single;
        Date: jiff::civil::Date, chrono::NaiveDate;
        Datetime: jiff::Timestamp, chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::FixedOffset>;
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Side {
    South,
    NorthWest,
    #[serde(rename = "?")]
    Unclear,
}

#[derive(Deserialize, JsonSchema)]
enum Single {
    Only,
}

/// Interest of the customer.
#[derive(Deserialize, JsonSchema)]
enum Documented {
    /// Asked for a visit.
    High,
    Medium,
    /// Hung up.
    Low,
}

#[test]
fn the_options_of_an_enum_are_its_variants_as_serde_names_them() {
    let options = |field: OutputField| field.enum_options.unwrap();
    assert_eq!(options(only::<Side>()), ["south", "north_west", "?"]);
    assert_eq!(
        options(only::<Option<Side>>()),
        ["south", "north_west", "?"]
    );
    assert_eq!(options(only::<Single>()), ["Only"]);
    let documented = ["High", "Low", "Medium"].map(String::from);
    for field in [only::<Documented>(), only::<Option<Documented>>()] {
        let mut options = options(field);
        options.sort();
        assert_eq!(options, documented);
    }
    assert_eq!(only::<String>().enum_options, None);
}

/// A lead: nobody reads this.
#[derive(Deserialize, JsonSchema)]
#[expect(dead_code)]
struct Lead {
    /// Full name of the person.
    ///
    /// As they spell it.
    name: String,
    #[serde(rename = "roofSide")]
    roof_side: Side,
    /// Degree of interest.
    interest: Documented,
    /// Degree of interest, later on.
    later_interest: Option<Documented>,
    documented_by_its_type: Documented,
    /// # Panels
    ///
    /// Number of panels.
    panels: Option<u8>,
    #[serde(default)]
    a_default: bool,
    #[serde(skip)]
    skipped: HashMap<String, Value>,
    #[serde(skip_deserializing)]
    #[expect(clippy::zero_sized_map_values)]
    skipped_too: HashMap<String, ()>,
    #[serde(alias = "mail")]
    email: String,
    #[schemars(length(min = 3), description = "Said by schemars.")]
    zone: String,
}

#[test]
fn a_struct_becomes_the_configuration_in_the_order_of_its_fields() {
    let fields = output_fields::<Lead>().unwrap();
    assert_page!("lead", serde_json::to_string_pretty(&fields).unwrap());
}

#[derive(Deserialize, JsonSchema)]
#[expect(dead_code)]
struct Address {
    town: String,
    /// Without spaces.
    post_code: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[expect(dead_code)]
struct Flattened {
    name: String,
    #[serde(flatten)]
    address: Address,
    #[serde(flatten)]
    billing: Option<Billing>,
    #[serde(flatten)]
    others: HashMap<String, Value>,
}

#[derive(Deserialize, JsonSchema)]
#[expect(dead_code)]
struct Billing {
    iban: String,
}

#[test]
fn a_flattened_struct_adds_its_fields() {
    let fields = output_fields::<Flattened>().unwrap();
    let fields = fields
        .iter()
        .map(|field| (field.name.as_str(), field.required));
    let expected = [
        ("iban", false),
        ("name", true),
        ("post_code", false),
        ("town", true),
    ];
    assert!(fields.eq(expected));
}

#[derive(Deserialize, JsonSchema)]
struct Wrapper(#[expect(dead_code)] Lead);

#[test]
fn a_wrapped_or_boxed_struct_is_as_the_struct() {
    let fields = output_fields::<Lead>().unwrap();
    assert_eq!(output_fields::<Wrapper>().unwrap(), fields);
    assert_eq!(output_fields::<Box<Lead>>().unwrap(), fields);
}
