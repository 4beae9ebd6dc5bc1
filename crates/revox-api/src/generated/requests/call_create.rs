// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use crate::Request;
use crate::models::{CallAssistant, CallConcurrency, CallCreate};
use crate::Timestamp;

/// For operations that take [`CallCreate`](crate::models::CallCreate).
impl<T> Request<T, CallCreate> {
    /// Assistant that is made up for this call order alone. It serves where `assistant_id` is
    /// left out.
    pub fn assistant(self, assistant: impl Into<CallAssistant>) -> Self {
        self.with(|parameters| parameters.assistant(assistant))
    }

    /// ID of the existing assistant that conducts the conversation. If omitted, `assistant`
    /// serves.
    pub fn assistant_id(self, assistant_id: impl Into<String>) -> Self {
        self.with(|parameters| parameters.assistant_id(assistant_id))
    }

    /// Group within which the number of simultaneous calls is limited. If omitted, the call
    /// order belongs to no group, and only the limit of the organization applies.
    pub fn concurrency(self, concurrency: impl Into<CallConcurrency>) -> Self {
        self.with(|parameters| parameters.concurrency(concurrency))
    }

    /// Number to place the call from, in E.164 form, such as `+33199001234`. If omitted, the
    /// call goes through the default trunk.
    pub fn from_phone_number(self, from_phone_number: impl Into<String>) -> Self {
        self.with(|parameters| parameters.from_phone_number(from_phone_number))
    }

    /// The caller's own data, kept with the call order as pairs of strings. If omitted, there
    /// is none.
    pub fn metadata(
        self,
        metadata: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        self.with(|parameters| parameters.metadata(metadata))
    }

    /// Values that fill the variables of the prompt, by variable name, whether the prompt comes
    /// from `assistant_id` or from `assistant`. If omitted, no values are passed.
    pub fn prompt_variables(
        self,
        prompt_variables: impl IntoIterator<
            Item = (impl Into<String>, impl Into<String>),
        >,
    ) -> Self {
        self.with(|parameters| parameters.prompt_variables(prompt_variables))
    }

    /// Time at which the call order is to start, as a string in ISO 8601 form, such as
    /// `2026-06-09T08:05:00Z`. If omitted, it starts at once.
    pub fn scheduled_at(self, scheduled_at: impl Into<Timestamp>) -> Self {
        self.with(|parameters| parameters.scheduled_at(scheduled_at))
    }

    /// True to dial even outside the calling windows of the assistant, for a call that is to be
    /// placed now. If omitted, the calling windows hold.
    pub fn skip_calling_window(self, skip_calling_window: bool) -> Self {
        self.with(|parameters| parameters.skip_calling_window(skip_calling_window))
    }
}
