// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use crate::Request;
use crate::models::CallExport;

/// For operations that take [`CallExport`](crate::models::CallExport).
impl<T> Request<T, CallExport> {
    /// Sets [`include_metadata`](field@CallExport::include_metadata).
    pub fn include_metadata(self, value: bool) -> Self {
        self.with(|parameters| parameters.include_metadata(value))
    }

    /// Sets
    /// [`include_structured_output_fields`](field@CallExport::include_structured_output_fields).
    pub fn include_structured_output_fields(self, value: bool) -> Self {
        self.with(|parameters| parameters.include_structured_output_fields(value))
    }
}
