//! The requests that came, and those that a test expects.

use super::{Expectation, Sandbox};
use crate::record::{Expected, RecordedRequest};

impl Sandbox {
    /// The requests so far, in the order in which they had arrived completely, including those to
    /// which a fault prevented a response.
    ///
    /// A client that has its response finds its request here. Its `x-request-id` is `req_` and the
    /// [number](RecordedRequest::number) of the request. The latest 20,000 are kept, as long as they
    /// take no more than 32 MiB together with their bodies; [`discarded_requests`] counts the others.
    ///
    /// [`discarded_requests`]: Self::discarded_requests
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// reqwest::get(format!("{}/call/call_1?verbose", sandbox.base_url())).await?;
    ///
    /// let requests = sandbox.requests();
    /// assert_eq!(requests[0].path(), "/api/call/call_1");
    /// assert_eq!(requests[0].query(), Some("verbose"));
    /// assert_eq!(requests[0].status(), 401);
    /// # Ok(())
    /// # }
    /// ```
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.service.lock().record.iter().cloned().collect()
    }

    /// The number of the earliest requests that [`requests`](Self::requests) has no more, since there
    /// were too many or they were too large.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), revox_sandbox::StartError> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// assert_eq!(sandbox.discarded_requests(), 0);
    /// # Ok(())
    /// # }
    /// ```
    pub fn discarded_requests(&self) -> usize {
        self.service.lock().record.discarded()
    }

    /// Expects requests to an operation from now on, such as `call_create`:
    /// `expect("call_create").times(1)`.
    ///
    /// Expectations are checked by [`verify`](Self::verify), and when the sandbox is dropped.
    ///
    /// # Panics
    ///
    /// If there is no such operation.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// sandbox.expect("users_retrieve").times(1);
    /// sandbox.expect("call_create").times(0);
    ///
    /// reqwest::get(format!("{}/users/me", sandbox.base_url())).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[track_caller]
    pub fn expect(&self, operation: &str) -> Expectation<'_> {
        if let Err(error) = self.service.check_operation(operation) {
            fail(&error);
        }
        Expectation::new(self, operation.to_owned())
    }

    pub(crate) fn register(&self, expected: Expected) {
        self.service.lock().record.expect(expected);
    }

    /// Checks all [expectations](Self::expect) against the requests so far.
    ///
    /// # Panics
    ///
    /// If one is not met. The message lists the requests that came.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = revox_sandbox::Sandbox::start().await?;
    /// sandbox.expect("call_create").accepted().times(0);
    /// sandbox.verify();
    /// # Ok(())
    /// # }
    /// ```
    #[track_caller]
    pub fn verify(&self) {
        let unmet = self.service.lock().record.unmet();
        if let Some(unmet) = unmet {
            fail(&unmet);
        }
    }
}

/// Fails the test that a sandbox serves.
#[track_caller]
#[allow(clippy::panic)]
fn fail(message: &str) -> ! {
    panic!("{message}")
}
