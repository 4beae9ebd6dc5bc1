//! Every kind of field that the API does not have is refused, with its path and a way out.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

use revox::schemars::{self, JsonSchema};
use revox::{chrono, jiff, output_fields};
use serde::Deserialize;
use serde_json::Value;

use super::assert_page;

#[derive(Deserialize, JsonSchema)]
#[expect(dead_code)]
struct Refused {
    fine: String,
    a_struct: Inner,
    an_optional_struct: Option<Inner>,
    a_list: Vec<String>,
    an_optional_list: Option<Vec<u8>>,
    a_set: HashSet<u8>,
    an_array: [f64; 3],
    a_map: HashMap<String, String>,
    a_sorted_map: BTreeMap<String, u8>,
    a_tuple: (String, u8),
    a_variant_with_data: Data,
    an_internally_tagged_enum: Tagged,
    an_untagged_enum: Untagged,
    an_enum_of_numbers: Number,
    a_result: Result<u8, String>,
    any_value: Value,
    nothing: (),
    a_unit_struct: Unit,
    the_struct_itself: Option<Box<Refused>>,
    a_duration: Duration,
    a_signed_duration: jiff::SignedDuration,
    a_time_of_day: jiff::civil::Time,
    a_time_without_an_offset: jiff::civil::DateTime,
    a_time_with_a_zone: jiff::Zoned,
    chrono_time_of_day: chrono::NaiveTime,
    chrono_time_without_an_offset: chrono::NaiveDateTime,
}

#[derive(Deserialize, JsonSchema)]
struct Inner {
    #[expect(dead_code)]
    town: String,
}

#[derive(Deserialize, JsonSchema)]
enum Data {
    Unit,
    Held(#[expect(dead_code)] String),
}

#[derive(Deserialize, JsonSchema)]
#[serde(tag = "kind")]
#[expect(dead_code)]
enum Tagged {
    Visit { town: String },
    Phone { at: u8 },
}

#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
#[expect(dead_code)]
enum Untagged {
    Text(String),
    Number(f64),
}

/// As `serde_repr` would have it.
#[derive(Deserialize)]
struct Number;

impl JsonSchema for Number {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "enum": [1, 2] })
    }
}

#[derive(Deserialize, JsonSchema)]
struct Unit;

/// Fields of this type that the error does not name, or names though they are fine, would show.
#[test]
fn every_field_that_the_api_cannot_express_is_named_with_a_way_out() {
    let error = output_fields::<Refused>().unwrap_err();
    let lines: Vec<_> = error.fields().iter().map(ToString::to_string).collect();
    assert_eq!(lines.len(), 25);
    assert_page!("refused", lines.join("\n"));
    let text = error.to_string();
    assert!(
        text.starts_with("the API cannot extract this type: `a_struct` is a struct"),
        "{text}"
    );
    for field in error.fields() {
        assert!(
            text.contains(&format!("`{}` {}", field.path(), field.reason())),
            "{text}"
        );
    }
}

#[derive(Deserialize, JsonSchema)]
struct FlattenedEnum {
    #[expect(dead_code)]
    name: String,
    #[serde(flatten)]
    #[expect(dead_code)]
    data: Tagged,
}

#[derive(Deserialize, JsonSchema)]
struct Pair(#[expect(dead_code)] String, #[expect(dead_code)] u8);

#[test]
fn only_a_struct_with_fields_is_a_list_of_fields() {
    let refusals = [
        output_fields::<Vec<Inner>>(),
        output_fields::<String>(),
        output_fields::<Data>(),
        output_fields::<Tagged>(),
        output_fields::<Pair>(),
        output_fields::<Unit>(),
        output_fields::<Value>(),
        output_fields::<Option<Inner>>(),
        output_fields::<FlattenedEnum>(),
        output_fields::<HashMap<String, String>>(),
    ];
    for (index, refusal) in refusals.into_iter().enumerate() {
        let error = refusal.unwrap_err();
        let [field] = error.fields() else {
            panic!("{index}: {error}");
        };
        assert_eq!(field.path(), ".", "{index}");
        let expected = match index {
            9 => "has no fields to extract; name them in a struct",
            _ => "is not a struct with named fields: put the value into a field of a struct",
        };
        assert_eq!(field.reason(), expected, "{index}");
    }
}
