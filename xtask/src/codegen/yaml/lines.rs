//! Lines of a file on which its values begin.

use std::hash::{DefaultHasher, Hash, Hasher};

/// The lines of a file on which its parts begin, by JSON pointer.
///
/// A large description has hundreds of thousands of parts, so the keys are kept as digests.
#[derive(Clone, Debug, Default)]
pub struct Lines(Node);

/// A value: its line, and its parts.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    digest: u64,
    line: u32,
    below: Box<[Node]>,
}

impl Node {
    /// Creates an entry of an object, or an item of an array with its index as key.
    pub(super) fn new(key: &str, line: u64, below: Box<[Node]>) -> Self {
        Self {
            digest: digest(key),
            line: u32::try_from(line).unwrap_or(u32::MAX),
            below,
        }
    }
}

impl Lines {
    pub(super) fn new(root: Node) -> Self {
        Self(root)
    }

    /// Returns the line of the part at `pointer`, or of the nearest part around it.
    pub fn at(&self, pointer: &str) -> Option<u64> {
        let mut node = &self.0;
        for key in pointer.split('/').skip(1) {
            let key = digest(&key.replace("~1", "/").replace("~0", "~"));
            match node.below.iter().rfind(|below| below.digest == key) {
                Some(below) => node = below,
                None => break,
            }
        }
        Some(u64::from(node.line)).filter(|line| *line > 0)
    }
}

fn digest(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
