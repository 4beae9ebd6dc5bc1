//! A list that keeps the latest items, up to a number and a size.

use std::collections::VecDeque;

/// The bounds of a [`Bounded`] list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    pub(crate) items: usize,
    pub(crate) bytes: usize,
}

#[derive(Debug)]
pub(crate) struct Bounded<T> {
    /// The oldest first, each with its size.
    items: VecDeque<(T, usize)>,
    bytes: usize,
    bounds: Bounds,
    discarded: usize,
}

impl<T> Bounded<T> {
    pub(crate) fn new(bounds: Bounds) -> Self {
        Self {
            items: VecDeque::new(),
            bytes: 0,
            bounds,
            discarded: 0,
        }
    }

    /// Adds an item of about so many bytes, and discards the oldest ones beyond the bounds. The
    /// latest is kept whatever its size.
    pub(crate) fn push(&mut self, item: T, bytes: usize) {
        self.items.push_back((item, bytes));
        self.bytes += bytes;
        while self.items.len() > 1
            && (self.items.len() > self.bounds.items || self.bytes > self.bounds.bytes)
        {
            if let Some((_, bytes)) = self.items.pop_front() {
                self.bytes -= bytes;
                self.discarded += 1;
            }
        }
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.items.iter().map(|(item, _)| item)
    }

    pub(crate) fn last(&self) -> Option<&T> {
        self.items.back().map(|(item, _)| item)
    }

    pub(crate) fn last_mut(&mut self) -> Option<&mut T> {
        self.items.back_mut().map(|(item, _)| item)
    }

    /// The number of items that were discarded.
    pub(crate) fn discarded(&self) -> usize {
        self.discarded
    }

    /// The number of items that were ever added.
    pub(crate) fn total(&self) -> usize {
        self.discarded + self.items.len()
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounded, Bounds};

    fn kept(list: &Bounded<u8>) -> Vec<u8> {
        list.iter().copied().collect()
    }

    #[test]
    fn the_oldest_go_when_there_are_too_many() {
        let mut list = Bounded::new(Bounds {
            items: 2,
            bytes: 100,
        });
        for item in 0..5 {
            list.push(item, 1);
        }
        assert_eq!(
            (kept(&list), list.discarded(), list.total()),
            (vec![3, 4], 3, 5)
        );
    }

    #[test]
    fn the_oldest_go_when_they_are_too_large() {
        let mut list = Bounded::new(Bounds {
            items: 9,
            bytes: 10,
        });
        for (item, bytes) in [(0, 4), (1, 4), (2, 3), (3, 50), (4, 1)] {
            list.push(item, bytes);
            let expected: &[u8] = match item {
                0 => &[0],
                1 => &[0, 1],
                2 => &[1, 2],
                3 => &[3],
                _ => &[4],
            };
            assert_eq!(kept(&list), expected);
        }
    }
}
