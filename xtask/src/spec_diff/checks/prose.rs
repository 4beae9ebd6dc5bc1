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
            "Documentation changes.", Each;
    }
    on [Schema], keys ["x-enum-descriptions"] {
        "value-description-changed": Prose,
            "The description of an enum value changes.",
            By(|pair| by_value(pair, "x-enum-descriptions", |_, _| "the description changes".into()));
    }
    on [Operation, Schema], keys ["x-deprecation-note"] {
        "deprecation-note-changed": Prose,
            "The note that the compiler shows where a deprecated item is used changes.", Each;
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
            "A named example changes.", Each;
    }
    on [Api], keys ["info", "tags", "externalDocs"] {
        "api-described-otherwise": Prose,
            "The title, the version, the contact or the description of a tag changes.", Each;
    }
    on [Api], keys ["openapi"] {
        "openapi-version-changed": SAFE,
            "The document follows another release of OpenAPI 3.0; it means the same.",
            If(is_openapi_3_0, "the release of OpenAPI 3.0 changes");
    }
    on [Schema], keys ["x-any-json"] {
        "any-json-marked": SAFE,
            "A schema without a type is marked as any JSON (`x-any-json`), or no longer is.",
            Differs("`x-any-json` is added or removed");
    }
}

fn is_openapi_3_0(pair: &Pair<'_>) -> bool {
    let versions = pair.strings("openapi");
    versions.is_some_and(|(base, head)| base.starts_with("3.0.") && head.starts_with("3.0."))
}
