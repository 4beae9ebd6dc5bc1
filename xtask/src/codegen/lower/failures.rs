use openapiv3::{OpenAPI, StatusCode};

use crate::codegen::walk::operations_mut;

/// Removes error responses, which are handled by status, in the same way for all operations.
///
/// progenitor panics on error bodies of two types.
pub(super) fn drop_error_responses(api: &mut OpenAPI) {
    for operation in operations_mut(api) {
        operation.responses.default = None;
        operation.responses.responses.retain(|status, _| {
            matches!(status, StatusCode::Code(200..=299) | StatusCode::Range(2))
        });
    }
}
