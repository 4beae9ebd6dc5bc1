//! Reports differences between responses and the API description.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use revox_api::{Drift, Finished, Operation};

use crate::ClientBuilder;

/// A caller's function that receives the drift of each response that has any.
#[derive(Clone)]
pub(crate) struct DriftHook(Arc<Hook>);

type Hook = dyn Fn(&Operation, &[Drift]) + Send + Sync;

impl DriftHook {
    /// Calls the function if the response of a request has any drift.
    pub(crate) fn finished(&self, finished: &Finished<'_>) {
        let drift = finished.drift();
        if !drift.is_empty() {
            // A panic would take the response with it; the panic hook has reported it by then.
            let _ = catch_unwind(AssertUnwindSafe(|| (self.0)(finished.operation(), &drift)));
        }
    }
}

impl fmt::Debug for DriftHook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DriftHook(..)")
    }
}

impl ClientBuilder {
    /// Calls `hook` when a response differs from the API description that this version was
    /// generated from: unknown enum values, union variants and fields, required fields that are
    /// missing, and values that do not decode.
    ///
    /// Only the last of these can fail a request, so without the hook you would not notice the
    /// others. A [`Drift`] has a path and a kind but never a value, so you can log it. The hook runs
    /// before the request returns: keep it short. It costs time: each 2xx response is parsed once
    /// more, except those that [`Request::stream`](crate::Request::stream) returns and those of
    /// more than 8 MiB. A panic in the hook is caught, so that it does not take the response along.
    ///
    /// # Examples
    ///
    /// ```
    /// let client = revox::Client::builder()
    ///     .api_key("rvx_example")
    ///     .on_drift(|operation, drift| {
    ///         for drift in drift {
    ///             eprintln!("{}: {drift}", operation.id);
    ///         }
    ///     })
    ///     .build()?;
    /// # Ok::<(), revox::ConfigError>(())
    /// ```
    pub fn on_drift(mut self, hook: impl Fn(&Operation, &[Drift]) + Send + Sync + 'static) -> Self {
        self.drift_hook = Some(DriftHook(Arc::new(hook)));
        self
    }
}
