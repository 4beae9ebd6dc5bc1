//! Chooses the page to request next.
//!
//! The API has pages of any size but no offset: page `p` of size `s` begins at `(p - 1) * s`. So the
//! size is varied until a page begins just before the position up to which everything was read.

/// Lower bound of the largest page size. With a smaller one, some positions would have no page that
/// begins before them and ends after them.
pub(super) const SMALLEST_PAGE: u64 = 20;

/// A page to request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// Number of the page, from 1.
    pub(super) page: u64,
    pub(super) size: u64,
}

impl Window {
    /// Returns the page that ends furthest beyond `position`, among those that contain the item
    /// `largest / 20` before it, or the item just before it if that is 0.
    ///
    /// `largest` is the largest allowed size, at least [`SMALLEST_PAGE`].
    pub(super) fn across(position: u64, largest: u64) -> Self {
        let overlap = position.saturating_sub((largest / 20).max(1));
        let at = |size| Self {
            page: overlap / size + 1,
            size,
        };
        // About 500 sizes are enough to choose from, however large they are.
        let step = usize::try_from(largest / 1_000)
            .unwrap_or(usize::MAX)
            .max(1);
        (largest / 2..largest)
            .step_by(step)
            .map(at)
            .fold(at(largest), |best, next| {
                if next.end() > best.end() { next } else { best }
            })
    }

    /// Returns the position of the first item of the page.
    pub(super) fn start(self) -> u64 {
        (self.page - 1).saturating_mul(self.size)
    }

    /// Returns the position after the last item of the page.
    pub(super) fn end(self) -> u64 {
        self.page.saturating_mul(self.size)
    }
}

#[cfg(test)]
mod tests {
    use super::{SMALLEST_PAGE, Window};

    #[test]
    fn the_first_page_begins_at_the_beginning() {
        for size in [20, 50, 1_000] {
            assert_eq!(Window::across(0, size), Window { page: 1, size });
        }
    }

    #[test]
    fn each_page_begins_before_the_position_and_ends_after_it() {
        for largest in [SMALLEST_PAGE, 21, 49, 50, 100, 997, 1_000, 65_537, 1 << 40] {
            let far = [
                99_999,
                100_000,
                5_040_000,
                232_792_559,
                (1 << 41) - 1,
                1 << 50,
            ];
            for position in (1..3_000).chain(far) {
                let window = Window::across(position, largest);
                assert!(
                    window.start() < position && position < window.end(),
                    "{position} by {largest}: {window:?}"
                );
                assert!(window.size <= largest);
            }
        }
    }

    #[test]
    fn little_is_read_twice() {
        for (largest, most) in [
            (20, 140_000),
            (50, 125_000),
            (100, 120_000),
            (1_000, 110_000),
        ] {
            let (mut position, mut pages) = (0, 0);
            while position < 100_000 {
                position = Window::across(position, largest).end();
                pages += 1;
            }
            assert!(pages * largest <= most, "{pages} pages of {largest}");
        }
    }
}
