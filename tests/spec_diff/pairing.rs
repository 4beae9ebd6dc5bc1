//! Pairing of parts, and parts without a counterpart: small specs, and every line of their reports.

use revox_tests::reviews::{lines, review};
use xtask::spec_diff::verdict::Verdict;

/// Returns a spec with one operation that takes `body` and returns `response`, and named schemas.
fn pets(body: &str, response: &str, schemas: &str) -> String {
    let content = |schema: &str| format!("content: {{application/json: {{schema: {schema}}}}}");
    format!(
        "openapi: 3.0.3\n\
         info: {{title: Pets, version: 1.0.0}}\n\
         paths:\n  /pets:\n    post:\n      operationId: pets_send\n      \
         requestBody: {{required: true, {}}}\n      \
         responses: {{'200': {{description: Taken., {}}}}}\n\
         components:\n  schemas:\n{schemas}",
        content(body),
        content(response)
    )
}

fn reference(name: &str) -> String {
    format!("{{$ref: '#/components/schemas/{name}'}}")
}

/// Returns the lines of a report, without the verdicts.
fn findings(base: &str, head: &str) -> Vec<String> {
    let lines = lines(&review(base, head));
    let findings = lines.lines().filter_map(|line| line.split_once(" │ "));
    findings.map(|(_, finding)| finding.to_owned()).collect()
}

#[test]
fn members_of_the_same_shape_are_paired_by_the_names_of_their_schemas() {
    let union = |discriminator: &str| {
        let members = [reference("Cat"), reference("Dog")].join(", ");
        let schemas = format!(
            "    Pet: {{oneOf: [{members}]{discriminator}}}\n    \
             Cat: {{type: object, required: [kind], properties: {{kind: {{type: string}}}}}}\n    \
             Dog: {{type: object, required: [kind], properties: {{kind: {{type: string}}}}}}\n"
        );
        pets(&reference("Pet"), &reference("Pet"), &schemas)
    };
    let plain = union("");
    let tagged = union(
        ", discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: \
         '#/components/schemas/Dog'}}",
    );
    assert_eq!(
        findings(&plain, &tagged),
        ["schema Pet: has a discriminator [union-tag-added]"]
    );
    assert_eq!(
        findings(&tagged, &plain),
        ["schema Pet: no longer has a discriminator [union-tag-removed]"]
    );
}

/// Two servers may differ in nothing but their descriptions.
#[test]
fn entries_of_one_name_are_paired_in_order() {
    let spec = |servers: &[&str]| {
        let entry = |url| format!("{{url: 'https://{url}.example'}}");
        let servers: Vec<_> = servers.iter().map(entry).collect();
        let spec = pets(
            "{type: string}",
            "{type: string}",
            "    Pet: {type: string}\n",
        );
        format!("{spec}servers: [{}]\n", servers.join(", "))
    };
    let twice = spec(&["one", "one"]);
    assert_eq!(findings(&twice, &twice), [""; 0]);
    assert_eq!(
        findings(&spec(&["one"]), &twice),
        ["the whole API › https://one.example: the server is added [server-added]"]
    );
    // Programs that use the address still reach it.
    assert_eq!(
        findings(&twice, &spec(&["one"])),
        ["the whole API: the servers are in another order [servers-reordered]"]
    );
}

#[test]
fn changes_that_no_operation_reaches_say_so() {
    let values = format!(
        "{{type: object, additionalProperties: {}}}",
        reference("Pet")
    );
    let items = format!("{{type: array, items: {}}}", reference("Pet"));
    let of = |rest: &str| {
        format!("    Pet: {{type: object, properties: {{name: {{type: string{rest}}}}}}}\n")
    };
    let base = pets("{type: string}", &values, &of(""));
    let head = pets("{type: string}", &items, &of(", maxLength: 5, x-scale: 2"));
    let review = review(&base, &head);
    let why = |check: &str| -> Vec<&str> {
        let mut changes = review.by_understanding().0.iter();
        let change = changes.find(|change| change.check == check).unwrap();
        change.wire_notes.iter().map(String::as_str).collect()
    };
    assert_eq!(why("not-understood"), ["there is no rule for this"]);
    assert_eq!(
        why("max-length-lowered"),
        [
            "no operation uses this where both sides are compared, so it is unknown whether it is \
             sent, received or both"
        ]
    );
}

/// The file that holds the schema may have changed while this one has not.
#[test]
fn parts_of_files_that_were_not_read_are_not_assumed_to_be_equal() {
    let spec = |file: &str| {
        let of_file = format!("{{$ref: '{file}'}}");
        pets(&reference("Pet"), &of_file, "    Pet: {type: string}\n")
    };
    let (one, other) = (spec("./schemas/pet.yaml"), spec("./schemas/dog.yaml#/Dog"));
    let unresolved = |file: &str| {
        format!("the whole API › `{file}`: the reference cannot be resolved [reference-unresolved]")
    };
    let same = review(&one, &one);
    assert_eq!(same.wire(), Verdict::Unknown);
    assert_eq!(findings(&one, &one), [unresolved("./schemas/pet.yaml")]);
    let mentions = findings(&one, &other);
    for file in ["./schemas/pet.yaml", "./schemas/dog.yaml#/Dog"] {
        assert!(mentions.contains(&unresolved(file)), "{mentions:#?}");
    }
    let nowhere = spec("#/components/schemas/Dog");
    assert_eq!(review(&nowhere, &nowhere).wire(), Verdict::Unknown);
    let here = spec("#/components/schemas/Pet");
    assert_eq!(review(&here, &here).wire(), Verdict::Safe);
}

/// The default response has the name of a key that holds data elsewhere.
#[test]
fn references_of_default_responses_are_resolved_as_well() {
    let spec = pets(
        "{type: string}",
        "{$ref: './pet.yaml'}",
        "    Pet: {type: string}\n",
    );
    let spec = spec.replace("'200':", "default:");
    assert_eq!(review(&spec, &spec).wire(), Verdict::Unknown);
}

#[test]
fn a_renamed_parameter_is_one_change() {
    let of = |parameters: &str| {
        let spec = pets(
            &reference("Pet"),
            "{type: string}",
            "    Pet: {type: string}\n",
        );
        let id = "operationId: pets_send\n";
        spec.replace(id, &format!("{id}      parameters: [{parameters}]\n"))
    };
    let parameter = |name: &str, rest: &str| {
        format!("{{name: {name}, in: query, required: true, schema: {{type: string{rest}}}}}")
    };
    let base = of(&[parameter("switch_location", ""), parameter("kind", "")].join(", "));
    let renamed = of(&[parameter("switch_slot", ""), parameter("kind", "")].join(", "));
    assert_eq!(
        findings(&base, &renamed),
        [
            "POST /pets › parameter switch_location: the parameter is now called `switch_slot` \
             [parameter-renamed]"
        ]
    );
    // Another limit, or no word in common: these are two parameters.
    let limited = of(&[
        parameter("switch_slot", ", maxLength: 5"),
        parameter("kind", ""),
    ]
    .join(", "));
    let other = of(&[parameter("place", ""), parameter("kind", "")].join(", "));
    for head in [limited, other] {
        let found = findings(&base, &head).join("\n");
        assert!(found.contains("[required-parameter-removed]"), "{found}");
        assert!(found.contains("[required-parameter-added]"), "{found}");
    }
}

/// In an API without retry classes, a missing one is not news.
#[test]
fn a_retry_class_that_nobody_decided_is_a_change_of_its_own() {
    let class = "      x-retry-class: once\n";
    let operation = |method: &str, class: &str, summary: &str| {
        let id = format!("{method}:\n      operationId: pets_{method}\n{class}      ");
        format!("    {id}summary: {summary}\n      responses: {{'204': {{description: Done.}}}}\n")
    };
    let spec = |of_post: &str, others: &str| {
        let post = operation("post", of_post, "Send");
        format!(
            "openapi: 3.0.3\ninfo: {{title: Pets, version: 1.0.0}}\npaths:\n  /pets:\n{post}{others}"
        )
    };
    let get = |class: &str, summary: &str| operation("get", class, summary);
    let checks = |base: &str, head: &str| -> Vec<&str> {
        let review = review(base, head);
        let changes = review.changes.iter().filter(|change| !change.is_prose);
        changes.map(|change| change.check).collect()
    };
    let added =
        |class: &str, of_post: &str| checks(&spec(of_post, ""), &spec(of_post, &get(class, "Get")));
    assert_eq!(added(class, class), ["operation-added"]);
    assert_eq!(added("", class), ["operation-added-without-retry-class"]);
    assert_eq!(added("", ""), ["operation-added"]);
    let changed = |class: &str, of_post: &str| {
        let (base, head) = (get(class, "Get"), get(class, "Get one"));
        checks(&spec(of_post, &base), &spec(of_post, &head))
    };
    assert_eq!(changed(class, class), [""; 0]);
    assert_eq!(changed("", class), ["retry-class-missing"]);
    assert_eq!(changed("", ""), [""; 0]);
    let (none, once) = (spec("", ""), spec(class, ""));
    assert_eq!(checks(&none, &once), ["retry-class-strengthened"]);
    assert_eq!(checks(&once, &none), ["retry-class-weakened"]);
}
