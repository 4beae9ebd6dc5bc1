//! `cargo xtask`: the commands are listed by `cargo xtask help`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::codegen;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Maintenance commands of the workspace")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Regenerate crates/revox-api and the sandbox's copy of the spec from openapi.yaml
    Codegen {
        /// Write nothing; fail and print the difference when a generated file is stale
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    let Arguments {
        command: Command::Codegen { check },
    } = Arguments::parse();
    // A panic of the generator is caught and reported as an error with its message.
    std::panic::set_hook(Box::new(|_| {}));
    let outcome = if check {
        codegen::check(&workspace())
    } else {
        codegen::write(&workspace())
    };
    match outcome {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn workspace() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_owned()
}
