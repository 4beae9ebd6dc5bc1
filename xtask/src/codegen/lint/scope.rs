use super::{Found, Operation};
use crate::codegen::walk::Part;

/// Refuses settings of one path or operation, which the generator would ignore.
pub(super) fn only_at_the_top(found: &mut Found<'_>) {
    let paths = found.root().entries_of("paths");
    let paths = paths.filter(|(path, _)| path.starts_with('/'));
    let paths: Vec<Part<'_>> = paths.map(|(_, path)| path).collect();
    let operations: Vec<_> = Operation::all(found.document)
        .map(|operation| operation.part)
        .collect();
    let mut refuse = |part: &Part<'_>, key: &str, cure: &str| {
        // An empty list of `security` turns off that of the document.
        if part.items_of(key).next().is_some() || key == "security" && part.get(key).is_some() {
            found.refuse(part.at(key), "this would have no effect here", cure);
        }
    };
    for path in &paths {
        refuse(path, "parameters", "list the parameters in each operation");
    }
    for part in paths.iter().chain(&operations) {
        refuse(part, "servers", TOP);
        refuse(part, "security", TOP);
    }
}

const TOP: &str = "move it to the top of the file, for all operations";
