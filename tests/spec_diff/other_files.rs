//! Specs of several files: what a reference to a file means is compared where it stands.

use std::fs;
use std::os::unix::fs::symlink;

use serde_json::Value;
use xtask::spec_diff::command::{Arguments, Format, GOOD, Streams, run};

use crate::revisions::Repository;

const SPEC: &str = "\
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets: {$ref: paths/pets.yaml}
  /pets/{id}:
    get:
      responses:
        '200':
          description: A pet.
          content: {application/json: {schema: {$ref: ./schemas/pet.yaml}}}
";
const PATH: &str = "\
get:
  parameters:
  - $ref: '../parameters.yaml#/Limit'
  responses:
    '200':
      description: Pets.
      content:
        application/json:
          schema: {type: array, items: {$ref: ../schemas/pet.yaml}}
";
const PARAMETERS: &str = "\
Limit: {name: limit, in: query, schema: {type: integer, maximum: 100}}
";
const PET: &str = "\
type: object
required: [name]
properties:
  name: {type: string}
  owner: {$ref: '#/definitions/Owner'}
definitions:
  Owner:
    type: object
    properties:
      pets: {type: array, items: {$ref: pet.yaml}}
      name: {type: string, maxLength: 80}
";

fn repository() -> Repository {
    let repository = Repository::new();
    repository.commit_files(&[
        ("api/openapi.yaml", SPEC),
        ("api/paths/pets.yaml", PATH),
        ("api/parameters.yaml", PARAMETERS),
        ("api/schemas/pet.yaml", PET),
    ]);
    repository
}

#[test]
fn nothing_differs_where_no_file_does() {
    let repository = repository();
    let report = review(&repository, "main:api/openapi.yaml", None);
    assert_eq!(report["wire"], "safe");
    assert_eq!(changes(&report), Vec::<String>::new());
}

#[test]
fn changes_are_found_in_other_files_and_named_after_them() {
    let repository = repository();
    let pet = PET
        .replace("required: [name]\n", "")
        .replace("maxLength: 80", "maxLength: 90");
    let files = [
        ("api/schemas/pet.yaml", pet.as_str()),
        ("api/paths/pets.yaml", &PATH.replace("Pets.", "Pets!")),
        ("api/parameters.yaml", &PARAMETERS.replace("100", "50")),
    ];
    let expected = [
        "GET /pets: is changed, paths/pets.yaml:6 #/get/responses/200/description",
        "parameter parameters.yaml#/Limit: `maximum` changes from `100` to `50`, parameters.yaml:1 \
         #/Limit/schema/maximum",
        "schema schemas/pet.yaml#/definitions/Owner: `maxLength` changes from `80` to `90`, \
         schemas/pet.yaml:10 #/definitions/Owner/properties/name/maxLength",
        "schema schemas/pet.yaml: becomes optional, schemas/pet.yaml:3 #/properties/name",
    ];
    // In the working tree, and in a revision.
    let base = "main~1";
    let head = repository.commit_files(&files);
    for head in [None, Some(format!("{head}:api/openapi.yaml"))] {
        let base = format!("{base}:api/openapi.yaml");
        let report = review(&repository, &base, head.as_deref());
        assert_eq!(report["wire"], "breaks");
        assert_eq!(changes(&report), expected);
        assert_eq!(
            report["reach"]["schema schemas/pet.yaml"]["response"][0],
            "GET /pets"
        );
    }
    let text = report(
        &repository,
        &format!("{base}:api/openapi.yaml"),
        None,
        Format::Terminal,
    );
    assert!(text.contains("api/schemas/pet.yaml:10"), "{text}");
}

#[test]
fn what_cannot_be_read_is_unknown() {
    const ANYTHING: &str = "type: object";
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("pet.yaml"), ANYTHING).unwrap();
    for (reference, text) in [
        ("missing.yaml", None),
        ("../outside.yaml", Some(ANYTHING)),
        ("link.yaml", None),
        ("broken.yaml", Some("a: [")),
        ("text.yaml", Some("text")),
        ("schemas/pet.yaml#/nowhere", Some(ANYTHING)),
        ("https://example.com/pet.yaml", None),
    ] {
        let repository = Repository::new();
        let spec = SPEC
            .replace("  /pets: {$ref: paths/pets.yaml}\n", "")
            .replace("./schemas/pet.yaml", reference);
        let mut files = vec![
            ("api/openapi.yaml", spec.as_str()),
            ("api/outside.yaml", ANYTHING),
        ];
        let path = format!("api/{}", reference.split('#').next().unwrap());
        files.extend(text.map(|text| (path.as_str(), text)));
        fs::create_dir_all(repository.path().join("api")).unwrap();
        let link = repository.path().join("api/link.yaml");
        symlink(outside.path().join("pet.yaml"), link).unwrap();
        repository.commit_files(&files);
        let on_disk = repository.path().join("api/openapi.yaml");
        for base in ["main:api/openapi.yaml", on_disk.to_str().unwrap()] {
            for head in [Some("main:api/openapi.yaml"), None] {
                let report = review(&repository, base, head);
                assert_eq!(report["wire"], "unknown", "{reference}: {report:#}");
                assert_eq!(report["changes"][0]["check"], "reference-unresolved");
            }
        }
    }
}

#[test]
fn files_that_refer_to_each_other_come_to_an_end() {
    let repository = Repository::new();
    repository.commit_files(&[
        ("api/openapi.yaml", SPEC),
        ("api/paths/pets.yaml", "$ref: pets.yaml"),
        ("api/schemas/pet.yaml", "$ref: cat.yaml"),
        ("api/schemas/cat.yaml", "$ref: pet.yaml"),
    ]);
    let report = review(&repository, "main:api/openapi.yaml", None);
    assert_eq!(report["wire"], "unknown");
    let texts = changes(&report);
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert!(texts[0].contains("#/$ref"), "{texts:?}");
}

/// `subject: text, file:line #pointer`, sorted.
fn changes(report: &Value) -> Vec<String> {
    let changes = report["changes"].as_array().unwrap().iter();
    let mut changes: Vec<_> = changes
        .map(|change| {
            let head = &change["head"];
            format!(
                "{}: {}, {}:{} #{}",
                change["subject"].as_str().unwrap(),
                change["text"].as_str().unwrap(),
                head["file"].as_str().unwrap_or("-"),
                head["line"],
                head["pointer"].as_str().unwrap(),
            )
        })
        .collect();
    changes.sort();
    changes
}

fn review(repository: &Repository, base: &str, head: Option<&str>) -> Value {
    serde_json::from_str(&report(repository, base, head, Format::Json)).unwrap()
}

fn report(repository: &Repository, base: &str, head: Option<&str>, format: Format) -> String {
    let on_disk = repository.path().join("api/openapi.yaml");
    let arguments = Arguments {
        base: Some(base.to_owned()),
        head: Some(head.unwrap_or(on_disk.to_str().unwrap()).to_owned()),
        format,
        ..Arguments::default()
    };
    let (mut output, mut remarks) = (Vec::new(), Vec::new());
    let mut streams = Streams {
        input: &mut std::io::empty(),
        output: &mut output,
        remarks: &mut remarks,
        shows_colors: false,
    };
    let code = run(&arguments, repository.path(), &mut streams);
    assert_eq!(code, GOOD, "{}", String::from_utf8_lossy(&remarks));
    String::from_utf8(output).unwrap()
}
