//! Instructions to decode a response through the client, as a ratio to plain progenitor's types.
//!
//! `cargo bench -p revox-tests --bench decoding` generates types from the spec with progenitor alone,
//! builds a program that decodes the same body with them, and runs both programs under
//! `valgrind --tool=callgrind`. It counts instructions instead of time, so a busy machine does not
//! change the result.

use std::path::{Path, PathBuf};
use std::process::Command;

use bytes::Bytes;
use openapiv3::{OpenAPI, ReferenceOr, SchemaKind, Type};
use revox_tests::instructions::per_round;
use revox_tests::responses::client_that_receives;
use revox_tests::spec::{document, example};

type Failure = Box<dyn std::error::Error>;

const FEW: usize = 10;
const MANY: usize = 110;

/// Source of the program with plain types, which decodes a file a given number of times.
const PLAIN: &str = r#"
#[allow(warnings, clippy::all)]
mod plain;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<_> = std::env::args().collect();
    let body = std::fs::read(&arguments[1])?;
    for _ in 0..arguments[2].parse()? {
        let decoded: plain::CallRetrieveResponse = serde_json::from_slice(std::hint::black_box(&body))?;
        std::hint::black_box(decoded);
    }
    Ok(())
}
"#;

fn main() -> Result<(), Failure> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    if let [file, count] = arguments.as_slice()
        && let Ok(count) = count.parse()
    {
        return with_client(std::fs::read(file)?.into(), count);
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("decoding");
    let plain = build_plain(&folder)?;
    let client = std::env::current_exe()?;
    // Plain progenitor decodes only a body without unknown values.
    let body = example("completed").to_string();
    let file = folder.join("body.json");
    std::fs::write(&file, &body)?;
    let file = file.to_string_lossy();
    let per_body = |program: &Path| per_round(program, &[&file], FEW, MANY);
    let (plain, client) = (per_body(&plain)?, per_body(&client)?);
    println!("instructions to decode {} bytes:", body.len());
    println!("  plain progenitor  {plain:>9.0}");
    println!("  the client        {client:>9.0}");
    println!("  plain / client    {:>9.3}", plain / client);
    Ok(())
}

fn with_client(body: Bytes, count: usize) -> Result<(), Failure> {
    let client = client_that_receives(body);
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(async {
        for _ in 0..count {
            std::hint::black_box(client.call().retrieve("call_8Zk3vQ").await?);
        }
        Ok(())
    })
}

/// Builds the program with the types that progenitor alone generates from the spec.
fn build_plain(folder: &Path) -> Result<PathBuf, Failure> {
    let mut api = document().api;
    only_call_retrieve(&mut api);
    distinguish_enum_values(&mut api);
    let tokens = progenitor::Generator::default().generate_tokens(&api)?;
    let code: syn::File = syn::parse2(tokens)?;
    let types = code.items.into_iter().find_map(|item| match item {
        syn::Item::Mod(module) if module.ident == "types" => module.content,
        _ => None,
    });
    let (_, items) = types.ok_or("progenitor made no types")?;
    let file = syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items,
    };
    std::fs::create_dir_all(folder.join("src"))?;
    std::fs::write(folder.join("src/plain.rs"), prettyplease::unparse(&file))?;
    std::fs::write(folder.join("src/main.rs"), PLAIN)?;
    std::fs::write(
        folder.join("Cargo.toml"),
        "[package]\nname = \"plain\"\nedition = \"2021\"\n\n[workspace]\n\n[dependencies]\n\
         chrono = { version = \"0.4\", default-features = false, features = [\"serde\"] }\n\
         serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n",
    )?;
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["build", "--release", "--quiet"])
        .current_dir(folder);
    cargo.env("CARGO_TARGET_DIR", folder.join("target"));
    if !cargo.status()?.success() {
        return Err("the program with plain types does not build".into());
    }
    Ok(folder.join("target/release/plain"))
}

/// Drops the other operations, some of which progenitor refuses.
fn only_call_retrieve(api: &mut OpenAPI) {
    api.paths.paths.retain(|path, _| path == "/call/{id}");
    for item in api.paths.paths.values_mut() {
        if let ReferenceOr::Item(item) = item
            && let Some(get) = &mut item.get
        {
            get.responses
                .responses
                .retain(|status, _| status.to_string() == "200");
        }
    }
}

/// Drops enum values that progenitor would give the name of another, such as `IVR` beside `ivr`.
fn distinguish_enum_values(api: &mut OpenAPI) {
    // Only named schemas are enums of several values.
    let schemas = api
        .components
        .iter_mut()
        .flat_map(|all| all.schemas.values_mut());
    for schema in schemas {
        if let ReferenceOr::Item(schema) = schema
            && let SchemaKind::Type(Type::String(text)) = &mut schema.schema_kind
        {
            let mut names = std::collections::BTreeSet::new();
            text.enumeration.retain(|value| {
                let name = value.as_ref().map(|value| value.to_ascii_lowercase());
                names.insert(name)
            });
        }
    }
}
