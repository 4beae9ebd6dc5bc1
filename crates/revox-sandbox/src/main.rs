//! The sandbox as a program, for clients in any language.

mod args;

use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use args::{Arguments, Command};
use revox_sandbox::{Sandbox, Script};

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match Command::parse(std::env::args_os().skip(1)) {
        Ok(Command::Serve(arguments)) => arguments,
        Ok(Command::Help) => {
            print!("{}", args::HELP);
            return ExitCode::SUCCESS;
        }
        Ok(Command::Version) => {
            println!("revox-sandbox {}", env!("CARGO_PKG_VERSION"));
            return ExitCode::SUCCESS;
        }
        Err(problem) => {
            eprintln!("{problem}; see --help");
            return ExitCode::from(2);
        }
    };
    match serve(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprintln!("  because: {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}

async fn serve(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let script = match &arguments.script {
        Some(path) => {
            let named = |problem: String| format!("{}: {problem}", path.display());
            let text = std::fs::read_to_string(path).map_err(|error| named(error.to_string()))?;
            serde_json::from_str(&text).map_err(|error| named(error.to_string()))?
        }
        None => Script::new(),
    };
    let mut builder = Sandbox::builder()
        .address(SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port)))
        .seed(arguments.seed)
        .time(arguments.clock)
        .mode(arguments.mode)
        .api_key(arguments.key)
        .script(script)
        .on_request(|request| println!("{request}"));
    for fault in arguments.faults {
        builder = builder.fault(fault);
    }
    let sandbox = builder.start().await?;
    println!("export REVOX_BASE_URL={}", sandbox.base_url());
    println!("export REVOX_API_KEY='{}'", sandbox.api_key());
    println!(
        "# control: {}/sandbox",
        sandbox.base_url().trim_end_matches("/api")
    );
    tokio::signal::ctrl_c().await?;
    Ok(())
}
