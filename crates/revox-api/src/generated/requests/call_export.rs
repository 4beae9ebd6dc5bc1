// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use crate::Request;
use crate::models::CallExport;

/// For operations that take [`CallExport`](crate::models::CallExport).
impl<T> Request<T, CallExport> {
    /// True to add to the file the metadata that call orders were created with. The API does
    /// not document what applies when it is omitted.
    pub fn include_metadata(self, include_metadata: bool) -> Self {
        self.with(|parameters| parameters.include_metadata(include_metadata))
    }

    /// True to add to the file the structured output, which the AI drew from the calls when it
    /// analysed them. The API does not document what applies when it is omitted.
    pub fn include_structured_output_fields(
        self,
        include_structured_output_fields: bool,
    ) -> Self {
        self.with(|parameters| {
            parameters.include_structured_output_fields(include_structured_output_fields)
        })
    }
}
