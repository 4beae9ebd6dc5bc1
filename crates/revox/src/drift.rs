//! Reports differences between responses and the API description.

use std::fmt;
use std::sync::Arc;

use revox_api::{Drift, Finished, Operation};

use crate::ClientBuilder;

/// A function that is called with the drift of a response.
#[derive(Clone)]
pub(crate) struct DriftHook(Arc<Hook>);

type Hook = dyn Fn(&Operation, &[Drift]) + Send + Sync;

impl DriftHook {
    /// Calls the function if the response of a request has any drift.
    pub(crate) fn finished(&self, finished: &Finished<'_>) {
        let drift = finished.drift();
        if !drift.is_empty() {
            (self.0)(finished.operation(), &drift);
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
    /// None of these but the last fails a request, so the hook is how you notice that the API has
    /// moved on. A [`Drift`] has a path and a kind, and never a value. The hook runs before the
    /// request returns: keep it short. With a hook, each response is parsed twice; without one,
    /// nothing is.
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
