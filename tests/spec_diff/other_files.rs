//! Specs of several files: a part of another file is compared as if it stood in the spec.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use revox_tests::command;
use revox_tests::reviews::spec;
use serde_json::Value;
use xtask::spec_diff::revision;

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
fn nothing_differs_if_no_file_does() {
    let repository = repository();
    let report = review(&repository, "main:api/openapi.yaml", None);
    assert_eq!(report["wire"], "safe");
    assert_eq!(changes(&report), Vec::<String>::new());
}

#[test]
fn changes_in_other_files_are_found_and_named_after_the_files() {
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
        "terminal",
    );
    assert!(text.contains("api/schemas/pet.yaml:10"), "{text}");
}

#[test]
fn a_reference_that_cannot_be_resolved_is_unknown() {
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
fn a_circle_of_files_has_an_end() {
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

/// Returns a spec with these paths, bundled with files that `read` reads.
fn bundled(paths: &str, mut read: impl FnMut(&str) -> Option<String>) -> Value {
    let text = format!("openapi: 3.0.3\ninfo: {{title: Pets, version: '1'}}\npaths:\n{paths}");
    let mut spec = spec("openapi.yaml", &text);
    spec.bundle_files(Path::new("openapi.yaml"), &mut read);
    spec.value
}

#[test]
fn a_name_may_look_like_an_extension() {
    let paths = "  /pets:\n    get:\n      responses:\n        '200':\n          description: Pets.\n          \
                 headers: {x-rate: {$ref: rate.yaml}}\n        x-other: {$ref: rate.yaml}\n";
    let spec = bundled(paths, |_| Some("schema: {type: integer}".to_owned()));
    let responses = &spec["paths"]["/pets"]["get"]["responses"];
    let header = &responses["200"]["headers"]["x-rate"]["$ref"];
    assert_eq!(header, "#/components/headers/rate.yaml");
    assert_eq!(responses["x-other"]["$ref"], "rate.yaml");
}

fn references(count: usize) -> String {
    let path = |number| format!("  /{number}: {{$ref: '{number}.yaml'}}\n");
    (0..count).map(path).collect()
}

fn resolved(spec: &Value) -> usize {
    let paths = spec["paths"].as_object().unwrap().values();
    paths.filter(|path| path["get"].is_object()).count()
}

#[test]
fn at_most_5_000_files_are_looked_up() {
    let spec = bundled(&references(5_010), |_| Some("get: {}".to_owned()));
    assert_eq!(resolved(&spec), 5_000);
    let mut asked = 0;
    let spec = bundled(&references(5_010), |_| {
        asked += 1;
        None
    });
    assert_eq!((asked, resolved(&spec)), (5_000, 0));
}

/// Many small references to a large part would need more memory than there is.
#[test]
fn at_most_two_million_values_are_bundled() {
    let numbers = "0,".repeat(99_996);
    let large = format!("get: {{x-numbers: [{numbers}]}}");
    let paths = (0..25).map(|number| format!("  /{number}: {{$ref: large.yaml}}\n"));
    let spec = bundled(&paths.collect::<String>(), |_| Some(large.clone()));
    assert_eq!(resolved(&spec), 20);
}

#[test]
fn at_most_16_paths_refer_to_each_other_in_a_row() {
    for (files, expected) in [(16, 1), (17, 0)] {
        let spec = bundled(&references(1), |file| {
            let number: usize = file.strip_suffix(".yaml")?.parse().ok()?;
            Some(match number + 1 < files {
                true => format!("$ref: {}.yaml", number + 1),
                false => "get: {}".to_owned(),
            })
        });
        assert_eq!(resolved(&spec), expected, "{spec:#}");
    }
}

#[test]
fn the_files_of_a_side_share_a_budget_of_bytes() {
    let repository = repository();
    let spec = repository.path().join("api/openapi.yaml");
    for base in [spec.to_str().unwrap(), "main:api/openapi.yaml"] {
        let input = &mut std::io::empty();
        let sources = revision::read(repository.path(), Some(base), Some(base), input).unwrap();
        let read = |path, mut left: u64| {
            let text = sources.base.beside.read(path, &mut left);
            (text.is_some(), left)
        };
        let size = PET.len() as u64;
        assert_eq!(read("schemas/pet.yaml", size + 7), (true, 7));
        assert_eq!(read("schemas/pet.yaml", size - 1), (false, size - 1));
        assert_eq!(read("schemas/none.yaml", size), (false, size));
    }
}

#[test]
fn percent_encoded_names_are_decoded() {
    let repository = Repository::new();
    let reference = "'schemas/my%20p%C3%A9t%25.yaml#/A%20Pet'";
    let spec = SPEC
        .replace("  /pets: {$ref: paths/pets.yaml}\n", "")
        .replace("./schemas/pet.yaml", reference);
    let pet = "A Pet: {type: object, properties: {name: {type: string}}}\n";
    repository.commit_files(&[
        ("api/openapi.yaml", &spec),
        ("api/schemas/my pét%.yaml", pet),
        ("outside.yaml", "type: object"),
    ]);
    let head = pet.replace("string", "integer");
    repository.commit_files(&[("api/schemas/my pét%.yaml", &head)]);
    let report = review(
        &repository,
        "main~1:api/openapi.yaml",
        Some("main:api/openapi.yaml"),
    );
    let expected = "schema schemas/my pét%.yaml#/A Pet: the type changes from string to integer, \
                    schemas/my pét%.yaml:1 #/A Pet/properties/name/type";
    assert_eq!(changes(&report), [expected]);
    for leads_out in ["%2e%2e/outside.yaml", "..%2Foutside.yaml", "%2Fetc%2Fhosts"] {
        let spec = spec.replace(reference, &format!("'{leads_out}'"));
        let head = repository.commit_files(&[("api/openapi.yaml", &spec)]);
        let head = format!("{head}:api/openapi.yaml");
        let report = review(&repository, &head, None);
        assert_eq!(report["wire"], "unknown", "{leads_out}");
    }
}

/// In a mapping, a reference to a file is a string like the name of a schema.
#[test]
fn the_mapping_of_a_discriminator_may_refer_to_files() {
    let union = |[cat, dog, cow]: [&str; 3]| {
        format!(
            "oneOf: [{{$ref: cat.yaml}}, {{$ref: 'dog.yaml#/Dog'}}, {{$ref: '#/$defs/Cow'}}]\n\
             discriminator:\n  propertyName: kind\n  mapping: {{{cat}: ./cat.yaml, {dog}: \
             'dog.yaml#/Dog', {cow}: '#/$defs/Cow', Bird: Bird}}\n\
             $defs: {{Cow: {{$ref: cat.yaml}}}}\n"
        )
    };
    let animal = "{type: object, required: [kind], properties: {kind: {type: string}}}\n";
    let spec = SPEC.replace("  /pets: {$ref: paths/pets.yaml}\n", "");
    let repository = Repository::new();
    repository.commit_files(&[
        ("api/openapi.yaml", spec.as_str()),
        ("api/schemas/pet.yaml", &union(["cat", "dog", "cow"])),
        ("api/schemas/cat.yaml", animal),
        ("api/schemas/dog.yaml", &format!("Dog: {animal}")),
    ]);
    let base = repository.commit_files(&[("api/other", "")]);
    let base = format!("{base}:api/openapi.yaml");
    for tags in [
        ["cat2", "dog", "cow"],
        ["cat", "dog2", "cow"],
        ["cat", "dog", "cow2"],
    ] {
        repository.commit_files(&[("api/schemas/pet.yaml", &union(tags))]);
        let report = review(&repository, &base, Some("main:api/openapi.yaml"));
        let tag = tags.iter().find(|tag| tag.ends_with('2')).unwrap();
        let expected = format!(
            "schema schemas/pet.yaml: the tag of the variant becomes {tag}, schemas/pet.yaml:2 \
             #/discriminator"
        );
        assert_eq!(changes(&report), [expected]);
    }
}

/// Returns the changes as `subject: text, file:line #pointer`, sorted.
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
    serde_json::from_str(&report(repository, base, head, "json")).unwrap()
}

/// Returns the report on a change to `head`, or to the working tree.
fn report(repository: &Repository, base: &str, head: Option<&str>, format: &str) -> String {
    let on_disk = repository.path().join("api/openapi.yaml");
    let head = head.unwrap_or(on_disk.to_str().unwrap());
    command::report(repository.path(), &[base, head, "--format", format])
}
