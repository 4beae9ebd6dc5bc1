// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use crate::models::{CallAssistant, CallConcurrency, CallCreate};
use crate::{Request, Timestamp};

/// For operations that take [`CallCreate`](crate::models::CallCreate).
impl<T> Request<T, CallCreate> {
    /// Sets [`assistant`](field@CallCreate::assistant).
    pub fn assistant(self, value: impl Into<CallAssistant>) -> Self {
        self.with(|parameters| parameters.assistant(value))
    }

    /// Sets [`assistant_id`](field@CallCreate::assistant_id).
    pub fn assistant_id(self, value: impl Into<String>) -> Self {
        self.with(|parameters| parameters.assistant_id(value))
    }

    /// Sets [`concurrency`](field@CallCreate::concurrency).
    pub fn concurrency(self, value: impl Into<CallConcurrency>) -> Self {
        self.with(|parameters| parameters.concurrency(value))
    }

    /// Sets [`from_phone_number`](field@CallCreate::from_phone_number).
    pub fn from_phone_number(self, value: impl Into<String>) -> Self {
        self.with(|parameters| parameters.from_phone_number(value))
    }

    /// Sets [`metadata`](field@CallCreate::metadata).
    pub fn metadata(
        self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        self.with(|parameters| parameters.metadata(value))
    }

    /// Sets [`prompt_variables`](field@CallCreate::prompt_variables).
    pub fn prompt_variables(
        self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        self.with(|parameters| parameters.prompt_variables(value))
    }

    /// Sets [`scheduled_at`](field@CallCreate::scheduled_at).
    pub fn scheduled_at(self, value: impl Into<Timestamp>) -> Self {
        self.with(|parameters| parameters.scheduled_at(value))
    }

    /// Sets [`skip_calling_window`](field@CallCreate::skip_calling_window).
    pub fn skip_calling_window(self, value: bool) -> Self {
        self.with(|parameters| parameters.skip_calling_window(value))
    }
}
