//! Settings of a sandbox, before it starts.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use jiff::Timestamp;

use crate::clock::{Clock, Time};
use crate::engine::Settings;
use crate::error::StartError;
use crate::fault::{Fault, Rules};
use crate::http::check::API_KEY;
use crate::http::listen::{listen, serve};
use crate::http::origin::Hosts;
use crate::http::server::{Observer, Server};
use crate::http::stop::Stop;
use crate::http::webhooks::{Sender, WebhookObserver};
use crate::mode::Mode;
use crate::quirks::Quirks;
use crate::record::{RecordedRequest, RecordedWebhook};
use crate::sandbox::Sandbox;
use crate::script::Script;
use crate::seed;
use crate::service::Service;
use crate::spec::Spec;
use crate::state::State;
use crate::webhook::Receivers;

/// Builder for a [`Sandbox`], returned by [`Sandbox::builder`].
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use revox_sandbox::{Fault, Reply, Sandbox, Script, Time};
///
/// let sandbox = Sandbox::builder()
///     .seed(7)
///     .time(Time::stepped())
///     .script(Script::new().when_dialling("+33639980142", [Reply::voicemail(), Reply::human()]))
///     .fault(Fault::status(503).on("call_search").times(1))
///     .start()
///     .await?;
/// # Ok(())
/// # }
/// ```
#[must_use]
pub struct Builder {
    address: SocketAddr,
    allowed_hosts: Vec<String>,
    api_key: String,
    mode: Mode,
    time: Time,
    start: Option<Timestamp>,
    seed: u64,
    script: Script,
    faults: Vec<Fault>,
    most_calls: usize,
    most_calls_per_key: usize,
    quirks: Quirks,
    observer: Option<Observer>,
    receivers: Vec<String>,
    webhook_observer: Option<WebhookObserver>,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            allowed_hosts: Vec::new(),
            api_key: API_KEY.to_owned(),
            mode: Mode::default(),
            time: Time::stepped(),
            start: None,
            seed: 0,
            script: Script::new(),
            faults: Vec::new(),
            most_calls: 100,
            most_calls_per_key: 1,
            quirks: Quirks::new(),
            observer: None,
            receivers: Vec::new(),
            webhook_observer: None,
        }
    }

    /// Sets the address to listen on. The default is a free port of `127.0.0.1`.
    pub fn address(mut self, address: impl Into<SocketAddr>) -> Self {
        self.address = address.into();
        self
    }

    /// Allows another name in the `Host` header of requests, in addition to `localhost` and the
    /// address that the sandbox listens on, such as the name of its container.
    ///
    /// Other names are refused with 403, and so are requests from web pages: a page that could
    /// reach the sandbox could read what tests sent to it.
    pub fn allow_host(mut self, name: impl Into<String>) -> Self {
        self.allowed_hosts.push(name.into());
        self
    }

    /// Sets the API key that is accepted. The default is `sandbox-key-not-a-secret`.
    pub fn api_key(mut self, api_key: impl Into<String>) -> Self {
        self.api_key = api_key.into();
        self
    }

    /// Sets the source of responses. The default is [`Mode::Stateful`].
    pub fn mode(mut self, mode: Mode) -> Self {
        self.mode = mode;
        self
    }

    /// Sets the pace of time. By default, it moves only by [`Sandbox::advance`] and its siblings.
    pub fn time(mut self, time: Time) -> Self {
        self.time = time;
        self
    }

    /// Sets the time at which the sandbox starts.
    ///
    /// The default is the present if time is real, and otherwise Monday, 15 June 2026 at 08:00 UTC.
    pub fn starting_at(mut self, start: Timestamp) -> Self {
        self.start = Some(start);
        self
    }

    /// Sets the seed of ids and chance. The default is 0.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets the script, which decides who answers the phone, and the conversations.
    pub fn script(mut self, script: Script) -> Self {
        self.script = script;
        self
    }

    /// Adds a fault.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Limits the simultaneous calls of the organization. The default is 100, the minimum 1.
    pub fn most_calls(mut self, most: usize) -> Self {
        self.most_calls = most.max(1);
        self
    }

    /// Limits the simultaneous calls of one concurrency key. The default is 1, which is the
    /// minimum.
    pub fn most_calls_per_key(mut self, most: usize) -> Self {
        self.most_calls_per_key = most.max(1);
        self
    }

    /// Sets what the service does that clients may not expect. The default is nothing.
    pub fn quirks(mut self, quirks: Quirks) -> Self {
        self.quirks = quirks;
        self
    }

    /// Calls `observer` for each request, as soon as its response is decided.
    pub fn on_request(
        mut self,
        observer: impl Fn(&RecordedRequest) + Send + Sync + 'static,
    ) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// Allows webhooks to this host, a name or an IP address without a port, in addition to
    /// `localhost` and loopback addresses.
    ///
    /// Whoever may place a call order chooses the URL that is called, so allow a host only if
    /// everybody who reaches the sandbox may send requests to it.
    ///
    /// ```
    /// let builder = revox_sandbox::Sandbox::builder().allow_webhooks_to("app.internal");
    /// ```
    pub fn allow_webhooks_to(mut self, host: impl Into<String>) -> Self {
        self.receivers.push(host.into());
        self
    }

    /// Calls `observer` for each webhook that was delivered, failed, or was not sent. A panic in it stops
    /// no other webhook.
    pub fn on_webhook(
        mut self,
        observer: impl Fn(&RecordedWebhook) + Send + Sync + 'static,
    ) -> Self {
        self.webhook_observer = Some(Box::new(observer));
        self
    }

    /// Starts the sandbox.
    ///
    /// # Errors
    ///
    /// Fails if the sandbox cannot listen on the address, if a fault is impossible or for an
    /// operation that does not exist, or if the sandbox does not understand the OpenAPI description
    /// in this crate.
    ///
    /// # Panics
    ///
    /// Panics outside a Tokio runtime, or if the runtime has no I/O or time driver.
    pub async fn start(self) -> Result<Sandbox, StartError> {
        let spec = Spec::embedded()?;
        let start = self.start.unwrap_or_else(|| self.time.start());
        let settings = Settings {
            seed: self.seed,
            start,
            script: self.script,
            most_calls: self.most_calls,
            most_calls_per_key: self.most_calls_per_key,
            quirks: self.quirks,
            receivers: Receivers::new(self.receivers),
        };
        let state = State::new(
            Arc::clone(&spec),
            seed::engine(&spec, settings),
            Clock::new(self.time, self.start),
            Rules::new(self.seed),
        );
        let prefix = spec.prefix.clone();
        let service = Service::new(spec, self.mode, state).with_faults(self.faults)?;
        let service = Arc::new(service);
        let listening = listen(self.address).and_then(|listener| {
            let address = listener.local_addr()?;
            Ok((listener, address))
        });
        let (listener, address) =
            listening.map_err(|error| StartError::address(self.address, error))?;
        // A client cannot connect to "all addresses".
        let reachable = match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        };
        let reachable = SocketAddr::new(reachable, address.port());
        let (sender, stop) = Stop::channel();
        let server = Server {
            service: Arc::clone(&service),
            api_key: self.api_key.clone(),
            observer: self.observer,
            hosts: Hosts::new(address.ip(), self.allowed_hosts),
        };
        let webhooks = Sender::new(Arc::clone(&service), self.webhook_observer, stop.clone());
        tokio::spawn(webhooks.run());
        tokio::spawn(serve(listener, Arc::new(server), stop));
        Ok(Sandbox::new(
            service,
            format!("http://{reachable}{prefix}"),
            self.api_key,
            sender,
        ))
    }
}
