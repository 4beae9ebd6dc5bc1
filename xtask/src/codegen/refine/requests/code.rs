//! The code of examples: what it imports, and how it is formatted.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// How deep an example is nested at most.
const DEEPEST: usize = 8;

/// What the code of an example needs to import, and how deep it is nested.
#[derive(Default)]
pub(super) struct Imports {
    paths: RefCell<BTreeSet<String>>,
    depth: Cell<usize>,
}

/// One level of nesting, until it is dropped.
pub(super) struct Level<'i>(&'i Imports);

impl Drop for Level<'_> {
    fn drop(&mut self) {
        self.0.depth.set(self.0.depth.get() - 1);
    }
}

impl Imports {
    /// One level deeper, unless that is too deep.
    pub(super) fn enter(&self) -> Option<Level<'_>> {
        self.depth.set(self.depth.get() + 1);
        let level = Level(self);
        (self.depth.get() <= DEEPEST).then_some(level)
    }

    pub(super) fn add_null(&self) {
        self.paths.borrow_mut().insert("Nullable::Null".to_owned());
    }

    pub(super) fn add(&self, model: &str) {
        self.paths.borrow_mut().insert(format!("models::{model}"));
    }

    pub(super) fn text(&self) -> String {
        let all = self.paths.borrow();
        let models: Vec<_> = all
            .iter()
            .filter_map(|path| path.strip_prefix("models::"))
            .collect();
        let mut text = String::new();
        if all.contains("Nullable::Null") {
            text.push_str("use revox::Nullable::Null;\n");
        }
        match models.as_slice() {
            [] => {}
            [one] => text.push_str(&format!("use revox::models::{one};\n")),
            several => {
                let import = format!("use revox::models::{{{}}};", several.join(", "));
                text.push_str(&statements(&import));
                text.push('\n');
            }
        }
        if text.is_empty() {
            return text;
        }
        // Most readers depend on `revox`, which re-exports this crate.
        format!("# use revox_api as revox;\n{text}\n")
    }
}

/// Code as it is formatted inside a function.
pub(in crate::codegen::refine) fn statements(code: &str) -> String {
    let function = format!("async fn example() {{ {code} }}");
    let Ok(file) = syn::parse_file(&function) else {
        return code.to_owned();
    };
    let text = prettyplease::unparse(&file);
    let lines: Vec<_> = text
        .lines()
        .skip(1)
        .take_while(|line| *line != "}")
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    lines.join("\n")
}
