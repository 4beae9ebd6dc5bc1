//! Lines of a file on which its values begin.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::iter;

use serde_json::{Map, Value};

use super::unescape;

/// Lines of a file on which its values begin, by JSON pointer.
#[derive(Clone, Debug, Default)]
pub struct Lines(Box<[Line]>);

/// Line of a value. The lines of its parts follow it, in the order of the file.
///
/// A large description has hundreds of thousands of these, so the keys are kept as digests.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    key: u64,
    line: u32,
    /// Number of the lines of all parts.
    below: u32,
}

impl Line {
    /// Creates the line of an entry of an object, or of an item of an array with its index as key.
    pub(super) fn new(key: &str, line: u64, below: usize) -> Self {
        let number = |number: Result<u32, _>| number.unwrap_or(u32::MAX);
        Self {
            key: digest(key),
            line: number(line.try_into()),
            below: number(below.try_into()),
        }
    }
}

impl Lines {
    /// Creates the lines of a file from those of the whole value and of its parts.
    pub(super) fn new(lines: Vec<Line>) -> Self {
        Self(lines.into())
    }

    /// Returns the line of the part at `pointer`, or of the nearest part around it.
    pub fn at(&self, pointer: &str) -> Option<u64> {
        let mut around = self.below();
        let mut line = self.0.first()?.line;
        for key in pointer.split('/').skip(1) {
            let key = digest(&unescape(key));
            match around.parts().filter(|(line, _)| line.key == key).last() {
                Some((part, below)) => (line, around) = (part.line, below),
                None => break,
            }
        }
        Some(u64::from(line)).filter(|line| *line > 0)
    }

    /// Returns the order of the parts of the whole value.
    pub fn below(&self) -> Order<'_> {
        Order(self.0.get(1..).unwrap_or_default())
    }
}

/// Order of the parts of a value in its file.
#[derive(Clone, Copy, Debug)]
pub struct Order<'l>(&'l [Line]);

impl<'l> Order<'l> {
    /// Returns the entries of the object that has this order, and the order of each value.
    pub fn entries(self, object: &Map<String, Value>) -> Vec<(&str, &Value, Self)> {
        let by_key = object.iter().map(|entry| (digest(entry.0), entry));
        let mut by_key: HashMap<u64, _> = by_key.collect();
        let entry = |(line, order): (&Line, Self)| {
            let (key, value) = by_key.remove(&line.key)?;
            Some((key.as_str(), value, order))
        };
        self.parts().filter_map(entry).collect()
    }

    /// Returns the items of the array that has this order, and the order of each.
    pub fn items<'v>(
        self,
        array: &'v [Value],
    ) -> impl Iterator<Item = (&'v Value, Self)> + use<'v, 'l> {
        array.iter().zip(self.parts().map(|(_, order)| order))
    }

    fn parts(self) -> impl Iterator<Item = (&'l Line, Self)> + use<'l> {
        let mut left = self.0;
        iter::from_fn(move || {
            let (line, rest) = left.split_first()?;
            let (below, next) = rest.split_at_checked(line.below as usize)?;
            left = next;
            Some((line, Self(below)))
        })
    }
}

fn digest(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
