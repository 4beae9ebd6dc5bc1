//! Large specs, whose schemas refer to each other.
//!
//! `REVOX_OPERATIONS=1400` makes one of 13 MB. The files stay in `target/tmp`, for measurements of the
//! command.

use std::path::{Path, PathBuf};
use std::{env, fs};

use revox_tests::command::report;
use revox_tests::spec::workspace;
use serde_json::Value;

/// The schema to which most others refer.
const PERSON: &str = "    person: {type: object, required: [id, name], properties: {id: {type: integer}, \
                      name: {type: string}, is_admin: {type: boolean}}}\n";
const CHANGED: &str = "    person: {type: object, required: [id], properties: {id: {type: integer}, \
                       name: {type: string}, is_admin: {type: string}}}\n";

#[test]
fn two_edits_of_the_most_used_schema_are_two_changes() {
    let operations = env::var("REVOX_OPERATIONS").map_or(40, |count| count.parse().unwrap());
    let base = large_spec(operations);
    let head = base.replace(PERSON, CHANGED);
    let report = review("many", &base, &head);
    let expected = [
        "the type changes from boolean to string",
        "becomes optional",
    ];
    assert_eq!(texts(&report), expected);
    let reach = &report["reach"]["schema person"]["response"];
    assert_eq!(reach.as_array().unwrap().len(), operations);
}

/// Large texts are checked one after the other.
#[test]
fn a_large_text_has_the_review_of_a_small_one() {
    let small = large_spec(4);
    let large = small.replace(
        "title: Large",
        &format!("title: {}", "Large ".repeat(800_000)),
    );
    assert!(large.len() > 4_000_000);
    let mut reports = [small, large].map(|base| {
        let head = base.replace(PERSON, CHANGED);
        review("one", &base, &head)
    });
    let [small, large] = &mut reports;
    assert_eq!(texts(small).len(), 2);
    assert_eq!(small, large);
}

fn texts(report: &Value) -> Vec<&str> {
    let changes = report["changes"].as_array().unwrap().iter();
    changes
        .map(|change| change["text"].as_str().unwrap())
        .collect()
}

fn review(name: &str, base: &str, head: &str) -> Value {
    let [base, head] = [("base", base), ("head", head)].map(|(side, text)| {
        let path = folder().join(format!("large-{name}-{side}.yaml"));
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    });
    let arguments = [&base, &head, "--format", "json"];
    serde_json::from_str(&report(&workspace(), &arguments)).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).to_owned()
}

/// Returns a spec with two schemas for each three operations, and an example for each operation.
fn large_spec(operations: usize) -> String {
    let schemas = operations * 2 / 3;
    let mut text = String::from("openapi: 3.0.3\ninfo: {title: Large, version: '1'}\npaths:\n");
    for number in 0..operations {
        let schema = number % schemas.max(1);
        text += &format!(
            "  /things{number}/{{owner}}:\n    get:\n      operationId: things/get-{number}\n      \
             description: {}\n      parameters:\n      - {{name: owner, in: path, required: true, \
             schema: {{type: string}}}}\n      responses:\n        '200':\n          description: \
             The thing.\n          content:\n            application/json:\n              schema:\n\
             \x20               $ref: '#/components/schemas/thing{schema}'\n              example:\n",
            words(number, 60)
        );
        for key in 0..80 {
            text += &format!("                key_{key}: {}\n", words(number + key, 4));
        }
    }
    text += "components:\n  schemas:\n";
    text += PERSON;
    for number in 0..schemas {
        text += &format!("    thing{number}:\n      type: object\n      properties:\n");
        for key in 0..50 {
            let name = format!("        field_{key}_of_{number}:\n");
            let other = (number * 7 + key) % schemas;
            text += &name;
            text += &match key % 25 {
                0 => "          $ref: '#/components/schemas/person'\n".to_owned(),
                1 => format!(
                    "          nullable: true\n          allOf:\n          - $ref: \
                     '#/components/schemas/thing{other}'\n"
                ),
                2 => format!(
                    "          type: array\n          items:\n            $ref: \
                     '#/components/schemas/thing{other}'\n"
                ),
                _ => format!(
                    "          type: string\n          description: {}\n          example: {}\n",
                    words(number + key, 8),
                    words(key, 2)
                ),
            };
        }
    }
    text
}

/// Returns words, the same ones for the same number.
fn words(start: usize, count: usize) -> String {
    const WORDS: [&str; 7] = [
        "call", "order", "person", "number", "voice", "minute", "answer",
    ];
    let words = WORDS.iter().cycle().skip(start % WORDS.len());
    words.take(count).copied().collect::<Vec<_>>().join(" ")
}
