//! `cargo xtask`, whose commands `cargo xtask help` lists.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::codegen;
use xtask::spec_diff::command::{self as spec_diff, Streams};

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
        /// Write nothing; fail and print the difference if a generated file is stale
        #[arg(long)]
        check: bool,
    },
    /// Review a change of openapi.yaml: its effects on the contract, on code that uses the Rust API, and
    /// on programs already shipped
    SpecDiff(spec_diff::Arguments),
}

fn main() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    // A panic of the generator is caught and reported as an error with its message.
    std::panic::set_hook(Box::new(|_| {}));
    match command {
        Command::Codegen { check } => codegen(check),
        Command::SpecDiff(arguments) => spec_diff(&arguments),
    }
}

fn codegen(check: bool) -> ExitCode {
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

fn spec_diff(arguments: &spec_diff::Arguments) -> ExitCode {
    let stdout = std::io::stdout();
    let mut streams = Streams {
        input: &mut std::io::stdin(),
        shows_colors: spec_diff::shows_colors(&stdout),
        output: &mut stdout.lock(),
        remarks: &mut std::io::stderr(),
    };
    spec_diff::run(arguments, &workspace(), &mut streams).into()
}

fn workspace() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_owned()
}
