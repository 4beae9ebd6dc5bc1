//! The grammar of OpenAPI 3.0 by which the generator walks, compared with the types of `openapiv3`: a key
//! is refused if and only if these types do not keep it.

use std::path::Path;

use openapiv3::{Schema, SchemaKind};
use revox_tests::spec::workspace;
use serde_json::{Value, json};
use xtask::codegen::document::Document;
use xtask::codegen::lint::lint;
use xtask::codegen::walk::Part;

/// A key that no object has.
const MISSPELT: &str = "misspelt";

#[test]
fn a_key_is_refused_where_the_openapi_types_lose_it() {
    let whole = whole();
    let (mut refused, mut kept) = (0, 0);
    for pointer in objects(&whole, "") {
        let mut changed = whole.clone();
        let object = changed.pointer_mut(&pointer).unwrap();
        object[MISSPELT] = json!({"a": 1});
        // Of a map, the value would have to be of a certain kind.
        let Ok(document) = parsed(&changed) else {
            continue;
        };
        let encoded = serde_json::to_value(&document.api).unwrap();
        let at = format!("{pointer}/{MISSPELT}");
        let is_lost = encoded.pointer(&at).is_none();
        assert_eq!(unknown_keys(&document).contains(&at), is_lost, "{at}");
        match is_lost {
            true => refused += 1,
            false => kept += 1,
        }
    }
    assert!(refused > 70 && kept > 10, "{refused} refused, {kept} kept");
}

#[test]
fn every_key_of_openapi_3_0_is_known() {
    let document = parsed(&whole()).unwrap();
    assert_eq!(unknown_keys(&document), Vec::<String>::new());
}

/// Keywords of schemas with a value each, valid for some types.
const KEYWORDS: &[(&str, &str)] = &[
    ("pattern", "\"a\""),
    ("format", "\"a\""),
    ("minLength", "1"),
    ("enum", "[]"),
    ("enum", "[\"a\", null]"),
    ("enum", "[1]"),
    ("enum", "[0.5]"),
    ("enum", "[true]"),
    ("minimum", "1"),
    ("maximum", "0.5"),
    ("multipleOf", "2"),
    ("exclusiveMaximum", "false"),
    ("properties", "{}"),
    ("required", "[]"),
    ("additionalProperties", "true"),
    ("minProperties", "1"),
    ("items", "{\"type\": \"string\"}"),
    ("maxItems", "1"),
    ("uniqueItems", "false"),
    ("oneOf", "[]"),
    ("allOf", "[]"),
    ("anyOf", "[]"),
    ("not", "{\"type\": \"string\"}"),
    ("description", "\"a\""),
];

/// For each pair of keywords, beside each type, none, and a misspelt one.
#[test]
fn a_schema_has_the_shape_that_the_openapi_types_give_it() {
    let types = [
        "string", "number", "integer", "boolean", "object", "array", "strin", "",
    ];
    for (ty, one, other) in types.iter().flat_map(|ty| {
        let pairs = KEYWORDS
            .iter()
            .flat_map(|one| KEYWORDS.iter().map(move |other| (one, other)));
        pairs.map(move |(one, other)| (*ty, one, other))
    }) {
        let mut schema = json!({});
        if !ty.is_empty() {
            schema["type"] = ty.into();
        }
        for (key, value) in [one, other] {
            schema[key] = serde_json::from_str(value).unwrap();
        }
        let typed: Schema = serde_json::from_value(schema.clone()).unwrap();
        let expected = match typed.schema_kind {
            SchemaKind::Type(_) => ty,
            SchemaKind::OneOf { .. } => "oneOf",
            SchemaKind::AllOf { .. } => "allOf",
            SchemaKind::AnyOf { .. } => "anyOf",
            SchemaKind::Not { .. } => "not",
            SchemaKind::Any(_) => "",
        };
        assert_eq!(Part::root(&schema).shape(), expected, "{schema}");
    }
}

/// Returns a description with every kind of object.
fn whole() -> Value {
    let path = workspace().join("tests/codegen/grammar.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    serde_saphyr::from_str(&text).unwrap()
}

fn parsed(spec: &Value) -> Result<Document, String> {
    let document = Document::parse(Path::new("openapi.yaml"), &spec.to_string());
    document.map_err(|error| error.to_string())
}

/// Returns the pointers of the keys that have no meaning.
fn unknown_keys(document: &Document) -> Vec<String> {
    let errors = lint(document).unwrap_err().into_iter();
    let unknown = errors.filter(|error| error.message.contains("has no meaning here"));
    unknown.map(|error| error.pointer).collect()
}

/// Returns the pointers of all objects in a value.
fn objects(value: &Value, pointer: &str) -> Vec<String> {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(items) => (0..)
            .map(|index: usize| index.to_string())
            .zip(items)
            .collect(),
        _ => Vec::new(),
    };
    let below = below.into_iter().flat_map(|(key, value)| {
        let key = key.replace('~', "~0").replace('/', "~1");
        objects(value, &format!("{pointer}/{key}"))
    });
    let own = value.is_object().then(|| pointer.to_owned());
    own.into_iter().chain(below).collect()
}
