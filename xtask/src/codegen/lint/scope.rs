use openapiv3::ReferenceOr;

use super::Found;
use crate::codegen::document::Document;
use crate::codegen::walk::{escape, operations};

/// Refuses settings of one path or operation, which the generator would ignore.
pub(super) fn only_at_the_top(document: &Document, found: &mut Found) {
    let mut unseen = |pointer: String, cure: &str| {
        found.refuse(pointer, "this would have no effect here", cure);
    };
    const TOP: &str = "move it to the top of the file, for all operations";
    for (path, item) in &document.api.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        let pointer = format!("/paths/{}", escape(path));
        if !item.parameters.is_empty() {
            unseen(
                format!("{pointer}/parameters"),
                "list the parameters in each operation",
            );
        }
        if !item.servers.is_empty() {
            unseen(format!("{pointer}/servers"), TOP);
        }
    }
    for (pointer, _, _, operation) in operations(&document.api) {
        if !operation.servers.is_empty() {
            unseen(format!("{pointer}/servers"), TOP);
        }
        if operation.security.is_some() {
            unseen(format!("{pointer}/security"), TOP);
        }
    }
}
