use openapiv3::{MediaType, OpenAPI, ReferenceOr};

use super::{components, formats};
use crate::codegen::walk::operations_mut;

/// The name under which an answer that is no JSON goes through progenitor.
pub const CONTENT: &str = "Content";

/// Lets an operation that answers with something else than JSON give the runtime's type for that.
pub(super) fn replace(api: &mut OpenAPI) {
    let mut found = false;
    for operation in operations_mut(api) {
        for response in operation.responses.responses.values_mut() {
            let ReferenceOr::Item(response) = response else {
                continue;
            };
            if response.content.is_empty() || response.content.contains_key("application/json") {
                continue;
            }
            found = true;
            let media = MediaType {
                schema: Some(components::reference(CONTENT)),
                ..MediaType::default()
            };
            response.content = [("application/json".to_owned(), media)]
                .into_iter()
                .collect();
        }
    }
    if found {
        let schemas = &mut api.components.get_or_insert_default().schemas;
        schemas.insert(
            CONTENT.to_owned(),
            ReferenceOr::Item(formats::placeholder()),
        );
    }
}
