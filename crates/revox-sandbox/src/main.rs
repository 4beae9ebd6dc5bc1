//! The sandbox as a program, for clients in any language.

mod args;

use std::net::SocketAddr;
use std::process::ExitCode;

use args::{Arguments, Command};
use revox_sandbox::{Sandbox, Script};

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match Command::parse(std::env::args_os().skip(1)) {
        Ok(Command::Serve(arguments)) => arguments,
        Ok(Command::Help) => {
            print!("{}", args::help());
            return ExitCode::SUCCESS;
        }
        Ok(Command::Version) => {
            println!("revox-sandbox {}", env!("CARGO_PKG_VERSION"));
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("{error}; see --help");
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
            let named = |error: String| format!("{}: {error}", path.display());
            let text = std::fs::read_to_string(path).map_err(|error| named(error.to_string()))?;
            serde_json::from_str(&text).map_err(|error| named(error.to_string()))?
        }
        None => Script::new(),
    };
    let mut builder = Sandbox::builder()
        .address(SocketAddr::new(arguments.host, arguments.port))
        .seed(arguments.seed)
        .time(arguments.clock)
        .mode(arguments.mode)
        .api_key(arguments.key)
        .script(script)
        .on_request(|request| println!("{request}"))
        .on_webhook(|webhook| println!("{webhook}"));
    for name in arguments.allowed_hosts {
        builder = builder.allow_host(name);
    }
    for host in arguments.receivers {
        builder = builder.allow_webhooks_to(host);
    }
    for fault in arguments.faults {
        builder = builder.fault(fault);
    }
    // Before it serves, so that no signal is missed.
    let end = end()?;
    let sandbox = builder.start().await?;
    println!("export REVOX_BASE_URL={}", sandbox.base_url());
    println!("export REVOX_API_KEY={}", quoted(sandbox.api_key()));
    println!(
        "# control: {}/sandbox",
        sandbox.base_url().trim_end_matches("/api")
    );
    end.await;
    sandbox.stop().await;
    Ok(())
}

/// A text as one word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Waits for the signals that ask a program to end.
#[cfg(unix)]
fn end() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn end() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without signals, it runs until it is killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
