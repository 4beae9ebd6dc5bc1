// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use crate::Request;
use crate::models::PhoneNumberUpdate;
use crate::Nullable;

/// For operations that take [`PhoneNumberUpdate`](crate::models::PhoneNumberUpdate).
impl<T> Request<T, PhoneNumberUpdate> {
    /// ID of the assistant for the calls that come in to this number. With `null`, the number
    /// has no such assistant any more. When it is omitted, the assistant stays the same.
    pub fn inbound_assistant_id(
        self,
        inbound_assistant_id: impl Into<Nullable<String>>,
    ) -> Self {
        self.with(|parameters| parameters.inbound_assistant_id(inbound_assistant_id))
    }

    /// Label that tells this number from others, for people to read. With `null`, the number
    /// has no label any more. When it is omitted, the label stays the same.
    pub fn label(self, label: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.label(label))
    }
}
