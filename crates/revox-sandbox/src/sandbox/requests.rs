//! The requests received, and those that a test expects.

use super::{Expectation, Sandbox};
use crate::record::{Expected, RecordedRequest};

impl Sandbox {
    /// Returns the requests so far, in the order in which they arrived completely, including those
    /// that a fault left without a response.
    ///
    /// Once a client has its response, its request is in this list. The `x-request-id` of the
    /// response is `req_` and the [number](RecordedRequest::number) of the request. The latest
    /// 20,000 are kept, as long as they take no more than 32 MiB with their bodies;
    /// [`discarded_requests`] counts the others.
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

    /// Returns the number of early requests that [`requests`](Self::requests) no longer has,
    /// because there were too many or they were too large.
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

    /// Starts an expectation about requests to an operation from now on, as in
    /// `expect("call_create").times(1)`.
    ///
    /// Expectations are checked by [`verify`](Self::verify), and when the sandbox is dropped.
    ///
    /// # Panics
    ///
    /// Panics if there is no such operation.
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
    /// Panics if one is not met. The message lists the requests that arrived.
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

/// Fails the test that the sandbox belongs to.
#[track_caller]
#[allow(clippy::panic)]
fn fail(message: &str) -> ! {
    panic!("{message}")
}
