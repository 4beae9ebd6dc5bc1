//! HTTP clients with the same settings, so that awaited and blocking requests share no connection.
//!
//! A connection makes progress only while the runtime on which it was made runs. Awaited requests use
//! the caller's runtime, which may not run while a thread waits for a blocking request.

#[cfg(feature = "blocking")]
use std::sync::Arc;

use revox_api::Error;

use crate::ConfigError;
#[cfg(feature = "blocking")]
use crate::blocking::PerProcess;

type Create = Box<dyn Fn() -> Result<reqwest::Client, ConfigError> + Send + Sync>;

/// The HTTP clients of a client.
#[derive(Clone)]
pub(crate) struct HttpClients {
    awaited: reqwest::Client,
    #[cfg(feature = "blocking")]
    blocking: Arc<Blocking>,
}

impl HttpClients {
    /// Creates the client for awaited requests. Another one is created when it is needed.
    pub(crate) fn new(create: Create) -> Result<Self, ConfigError> {
        Ok(Self {
            awaited: create()?,
            #[cfg(feature = "blocking")]
            blocking: Arc::new(Blocking {
                create,
                client: PerProcess::new(),
            }),
        })
    }

    /// Returns the client for a request that is sent now, on this thread.
    #[cfg(feature = "blocking")]
    pub(super) fn current(&self) -> Result<reqwest::Client, Error> {
        if crate::blocking::is_current() {
            return self.blocking.client();
        }
        Ok(self.awaited.clone())
    }

    #[cfg(not(feature = "blocking"))]
    pub(super) fn current(&self) -> Result<&reqwest::Client, Error> {
        Ok(&self.awaited)
    }
}

/// The client for blocking requests, created with the first one.
#[cfg(feature = "blocking")]
struct Blocking {
    create: Create,
    client: PerProcess<reqwest::Client>,
}

#[cfg(feature = "blocking")]
impl Blocking {
    fn client(&self) -> Result<reqwest::Client, Error> {
        self.client.get_or_create(&self.create).map_err(|error| {
            Error::connect(error)
                .with_reason("the HTTP client for blocking requests could not be created")
        })
    }
}
