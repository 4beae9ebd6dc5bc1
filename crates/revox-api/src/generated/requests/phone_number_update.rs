// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use crate::models::PhoneNumberUpdate;
use crate::{Nullable, Request};

/// For operations that take [`PhoneNumberUpdate`](crate::models::PhoneNumberUpdate).
impl<T> Request<T, PhoneNumberUpdate> {
    /// Sets [`inbound_assistant_id`](field@PhoneNumberUpdate::inbound_assistant_id).
    pub fn inbound_assistant_id(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.inbound_assistant_id(value))
    }

    /// Sets [`label`](field@PhoneNumberUpdate::label).
    pub fn label(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.label(value))
    }
}
