//! Documentation, and extensions that change only the generated code.

use super::Find::{By, Differs, Each, If};
use super::Kind::{self, Api, Example, Operation, Schema};
use super::Rule::Prose;
use super::enums::by_value;
use super::{Pair, SAFE};

const EVERYWHERE: [Kind; 11] = [
    Kind::Path,
    Kind::Operation,
    Kind::Parameter,
    Kind::Body,
    Kind::Response,
    Kind::Header,
    Kind::Media,
    Kind::Schema,
    Kind::SecurityScheme,
    Kind::Server,
    Kind::ServerVariable,
];

checks! {
    on EVERYWHERE, keys ["description", "summary", "title", "externalDocs"] {
        "description-changed": Prose,
            "Words for people change.", Each;
    }
    on [Schema], keys ["x-enum-descriptions"] {
        "value-description-changed": Prose,
            "What a value of an enum means is said in other words.",
            By(|pair| by_value(pair, "x-enum-descriptions", |_, _| "is described otherwise".into()));
    }
    on [Operation, Schema], keys ["x-deprecation-note"] {
        "deprecation-note-changed": Prose,
            "The advice that the compiler gives beside a deprecation changes.", Each;
    }
    on [Operation], keys ["x-result-name"] {
        "result-name-changed": Prose,
            "The name of an operation's result in examples changes.", Each;
    }
    on EVERYWHERE, keys ["example", "examples"] {
        "example-changed": Prose,
            "An example changes.", Each;
    }
    on [Example], keys ["value", "externalValue", "summary", "description"] {
        "shared-example-changed": Prose,
            "An example with a name changes.", Each;
    }
    on [Api], keys ["info", "tags", "externalDocs"] {
        "api-described-otherwise": Prose,
            "Title, version, contact or the descriptions of the tags change.", Each;
    }
    on [Api], keys ["openapi"] {
        "openapi-version-changed": SAFE,
            "The document is of another release of OpenAPI 3.0, which says the same.",
            If(is_openapi_3_0, "the release of OpenAPI 3.0 changes");
    }
    on [Schema], keys ["x-any-json"] {
        "any-json-marked": SAFE,
            "A schema without a type is marked as any JSON (`x-any-json`), or no longer.",
            Differs("the mark of any JSON is set or taken off");
    }
}

fn is_openapi_3_0(pair: &Pair<'_>) -> bool {
    let versions = pair.texts("openapi");
    versions.is_some_and(|(base, head)| base.starts_with("3.0.") && head.starts_with("3.0."))
}
