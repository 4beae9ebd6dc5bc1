//! The sandbox as a program, for clients in any language.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use revox_sandbox::{Fault, Mode, Sandbox, Script, Time};

/// An in-memory Revox to develop against: no account, no phone bill, nobody's phone rings.
#[derive(Parser)]
#[command(name = "revox-sandbox", version)]
struct Arguments {
    /// Port of 127.0.0.1 to listen on; 0 takes a free one
    #[arg(long, default_value_t = 4010)]
    port: u16,

    /// What chance follows from
    #[arg(long, default_value_t = 0)]
    seed: u64,

    /// How time passes: `real`, `stepped` (only when POST /sandbox/clock says so) or, say, `60x`
    #[arg(long, default_value = "real")]
    clock: Time,

    /// What answers come from: `stateful` or `examples`
    #[arg(long, default_value = "stateful")]
    mode: Mode,

    /// The API key that is accepted
    #[arg(long, default_value = "sandbox-key-not-a-secret")]
    key: String,

    /// Who answers the phone and what is said, as a JSON file
    #[arg(long)]
    script: Option<PathBuf>,

    /// Something that goes wrong, such as `call_create x2 status=503 retry-after:1`; may be repeated
    #[arg(long)]
    fault: Vec<Fault>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
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

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
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
    for fault in arguments.fault {
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
