//! A sandbox, a Restate server and a worker, for the demo and its test.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Duration;

use revox_durable::Order;
use revox_sandbox::{Fault, Quirks, Sandbox, Time};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use ureq::Agent;

use crate::process::{LIMIT, Process, free_port, wait_for};

/// Time by which a response is delayed after its call order was placed. A worker that is killed in this
/// time has placed a call order without knowing it.
const LATENCY: Duration = Duration::from_millis(400);

/// Time after which search finds a call order. An earlier lookup finds nothing, although there is one.
const VISIBLE_AFTER: Duration = Duration::from_secs(1);

pub struct Stage {
    runtime: Runtime,
    pub sandbox: Sandbox,
    server: Server,
    worker: Worker,
    http: Agent,
    // Last, so that it is removed when the programs are dead.
    folder: TempDir,
}

struct Server {
    program: PathBuf,
    process: Option<Process>,
    ingress: u16,
    admin: u16,
    node: u16,
}

struct Worker {
    process: Option<Process>,
    port: u16,
}

/// Status of a response, and its body as text.
pub type Response = (u16, String);

impl Stage {
    /// Starts all three, and registers the worker.
    pub fn start() -> Result<Self, Box<dyn Error>> {
        let program = std::env::var_os("RESTATE_SERVER")
            .ok_or("RESTATE_SERVER is not set: use the script `examples/durable/run`")?;
        let runtime = Runtime::new()?;
        let sandbox = Sandbox::builder().time(Time::real()).start();
        let sandbox = runtime.block_on(sandbox)?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(LIMIT));
        let mut stage = Self {
            runtime,
            sandbox,
            server: Server {
                program: program.into(),
                process: None,
                ingress: free_port()?,
                admin: free_port()?,
                node: free_port()?,
            },
            worker: Worker {
                process: None,
                port: free_port()?,
            },
            http: config.build().new_agent(),
            folder: tempfile::tempdir()?,
        };
        stage.start_worker()?;
        stage.start_server()?;
        let worker = format!("http://127.0.0.1:{}", stage.worker.port);
        let (status, text) = stage.admin("/deployments", &json!({ "uri": worker }))?;
        if status != 201 {
            return Err(format!("the worker cannot be registered: {status} {text}").into());
        }
        Ok(stage)
    }

    pub fn start_worker(&mut self) -> Result<(), Box<dyn Error>> {
        let address = format!("127.0.0.1:{}", self.worker.port);
        // Programs of a package are in the folder above those of its tests and examples.
        let this = std::env::current_exe()?;
        let folder = this.ancestors().nth(2).unwrap_or(Path::new("."));
        let program = folder
            .join("worker")
            .with_extension(std::env::consts::EXE_EXTENSION);
        let variables = [
            ("REVOX_API_KEY", self.sandbox.api_key()),
            ("REVOX_BASE_URL", self.sandbox.base_url()),
        ];
        let log = self.log("worker");
        let process = Process::start(&program, &[&address, "--sandbox"], &variables, &log)?;
        self.worker.process = Some(process);
        Ok(())
    }

    pub fn start_server(&mut self) -> Result<(), Box<dyn Error>> {
        let server = &self.server;
        let data = self.folder.path().join("server").display().to_string();
        let (node, ingress, admin) = (server.node, server.ingress, server.admin);
        let arguments = [
            "--no-logo",
            "--base-dir",
            &data,
            "--node-name",
            "demo",
            "--listen-mode",
            "tcp",
            "--bind-address",
            &format!("127.0.0.1:{node}"),
            "--advertised-address",
            &format!("http://127.0.0.1:{node}/"),
            "--default-num-partitions",
            "4",
        ];
        let variables = [
            (
                "RESTATE_INGRESS__BIND_ADDRESS",
                &*format!("127.0.0.1:{ingress}"),
            ),
            (
                "RESTATE_ADMIN__BIND_ADDRESS",
                &*format!("127.0.0.1:{admin}"),
            ),
            ("RESTATE_DISABLE_TELEMETRY", "true"),
            ("RESTATE_LOG_DISABLE_ANSI_CODES", "true"),
            ("RESTATE_ROCKSDB_TOTAL_MEMORY_SIZE", "256MB"),
            // The programs are down only for a moment, so a step is repeated soon.
            ("RESTATE_DEFAULT_RETRY_POLICY__INITIAL_INTERVAL", "50ms"),
            ("RESTATE_DEFAULT_RETRY_POLICY__MAX_INTERVAL", "500ms"),
        ];
        let process = Process::start(&server.program, &arguments, &variables, &self.log("server"))?;
        self.server.process = Some(process);
        wait_for("the Restate server", || {
            let is_up = |port: u16, path: &str| {
                let response = self
                    .http
                    .get(format!("http://127.0.0.1:{port}{path}"))
                    .call();
                response.is_ok_and(|response| response.status() == 200)
            };
            let is_up = is_up(admin, "/health") && is_up(ingress, "/restate/health");
            Ok(is_up.then_some(()))
        })
    }

    /// Kills the worker with `kill -9`.
    pub fn kill_worker(&mut self) -> Result<(), Box<dyn Error>> {
        self.worker
            .process
            .take()
            .map_or(Ok(()), |mut process| process.kill())
    }

    /// Kills the server with `kill -9`.
    pub fn kill_server(&mut self) -> Result<(), Box<dyn Error>> {
        self.server
            .process
            .take()
            .map_or(Ok(()), |mut process| process.kill())
    }

    /// Delays the responses to requests that place a call order, and what search finds of them.
    pub fn slow_down(&self) -> Result<(), Box<dyn Error>> {
        let late = Quirks::new().visible_after(VISIBLE_AFTER);
        self.sandbox.set_quirks(late);
        Ok(self
            .sandbox
            .inject(Fault::latency(LATENCY).on("call_create"))?)
    }

    /// Loses the response to the next request that places a call order, and lets searches fail, so
    /// that nobody can tell what became of it. Searches before that succeed.
    pub fn lose_response(&self) -> Result<(), Box<dyn Error>> {
        let faults = [
            Fault::none().on("call_search").times(1),
            Fault::drop_after_accepting().on("call_create").times(1),
            Fault::status(400).on("call_search"),
        ];
        for fault in faults {
            self.sandbox.inject(fault)?;
        }
        Ok(())
    }

    /// Returns the number of call orders of each lead whose key begins with `prefix`.
    pub fn orders(&self, prefix: &str) -> BTreeMap<String, usize> {
        let mut orders = BTreeMap::new();
        for id in self.sandbox.call_ids() {
            let call = self.sandbox.call(&id);
            let lead = call
                .as_ref()
                .and_then(|call| call.pointer("/metadata/lead"));
            if let Some(lead) = lead.and_then(Value::as_str)
                && lead.starts_with(prefix)
            {
                *orders.entry(lead.to_owned()).or_default() += 1;
            }
        }
        orders
    }

    /// Returns an address to talk to from another thread.
    pub fn ingress(&self) -> Ingress {
        Ingress {
            http: self.http.clone(),
            url: format!("http://127.0.0.1:{}", self.server.ingress),
        }
    }

    fn admin(&self, path: &str, body: &Value) -> Result<Response, Box<dyn Error>> {
        let url = format!("http://127.0.0.1:{}{path}", self.server.admin);
        let mut response = self.http.post(url).send_json(body)?;
        Ok((
            response.status().as_u16(),
            response.body_mut().read_to_string()?,
        ))
    }

    fn log(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("{name}.log"))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if std::thread::panicking() {
            for name in ["server", "worker"] {
                let log = std::fs::read_to_string(self.log(name)).unwrap_or_default();
                let lines: Vec<_> = log.lines().rev().take(40).collect();
                eprintln!("--- the end of the log of the {name}");
                lines.iter().rev().for_each(|line| eprintln!("{line}"));
            }
        }
        self.worker.process = None;
        self.server.process = None;
        // Without it, the sandbox would not notice that it is dropped.
        let _entered = self.runtime.enter();
    }
}

/// Restate's ingress, which accepts calls of handlers.
#[derive(Clone)]
pub struct Ingress {
    http: Agent,
    url: String,
}

impl Ingress {
    /// Asks Restate to place a lead, and does not wait for it. Repeats this until Restate has accepted it,
    /// which is safe: Restate knows the request by its idempotency key.
    pub fn send(&self, object: &str, key: &str, order: &Order) -> Result<(), Box<dyn Error>> {
        let url = format!("{}/{object}/{key}/place/send", self.url);
        let what = format!("Restate to take {key}");
        wait_for(&what, || {
            let request = self.http.post(&url).header("idempotency-key", key);
            let response = request.send_json(order);
            Ok(response
                .is_ok_and(|response| response.status() == 202)
                .then_some(()))
        })
    }

    /// Waits for the result of [`send`](Self::send).
    pub fn result(
        &self,
        object: &str,
        key: &str,
        order: &Order,
    ) -> Result<Response, Box<dyn Error>> {
        let url = format!("{}/{object}/{key}/place", self.url);
        let request = self.http.post(url).header("idempotency-key", key);
        let mut response = request.send_json(order)?;
        Ok((
            response.status().as_u16(),
            response.body_mut().read_to_string()?,
        ))
    }

    /// Calls a handler of a lead and waits for its result.
    pub fn call(
        &self,
        key: &str,
        handler: &str,
        body: Option<&Order>,
    ) -> Result<Response, Box<dyn Error>> {
        let request = self.http.post(format!("{}/Lead/{key}/{handler}", self.url));
        let mut response = match body {
            Some(body) => request.send_json(body)?,
            None => request.send_empty()?,
        };
        Ok((
            response.status().as_u16(),
            response.body_mut().read_to_string()?,
        ))
    }
}
