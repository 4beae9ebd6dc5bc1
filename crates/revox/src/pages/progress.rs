//! Reads a list that changes meanwhile, without losing or repeating an item.
//!
//! Invariant: of the items that are in the list from the first request to the last, exactly those up
//! to and including the last returned item have been returned. A page that contains a returned item
//! continues the list from there, whatever was added or removed in between. A page without one may
//! lie beyond a gap, so earlier pages are requested until one contains a returned item or is the
//! first.

use super::returned::Returned;
use super::window::{SMALLEST_PAGE, Window};

/// Number of steps back without a new item after which reading fails.
const MOST_RETREATS: u32 = 64;

/// Number of pages in a row that may begin with the same item.
const MOST_REPEATS: u32 = 2;

/// Position in a list that is being read.
pub(super) struct Progress {
    /// Position up to which everything was read.
    position: u64,
    /// Largest size of a page.
    page_size: u64,
    /// Number of items in the list according to the latest page.
    total: u64,
    returned: Returned,
    /// Distance of the next step back.
    step_back: u64,
    /// Number of steps back since a page had a new item.
    retreats: u32,
    /// Position and first item of the page that was accepted last.
    latest: Option<(u64, String)>,
    repeats: u32,
    is_complete: bool,
}

impl Progress {
    pub(super) fn new(page_size: u64) -> Self {
        let page_size = page_size.max(SMALLEST_PAGE);
        Self {
            position: 0,
            page_size,
            total: 0,
            returned: Returned::default(),
            step_back: page_size,
            retreats: 0,
            latest: None,
            repeats: 0,
            is_complete: false,
        }
    }

    /// Returns true once the end of the list was read.
    pub(super) fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Returns the page to request.
    pub(super) fn window(&self) -> Window {
        Window::across(self.position, self.page_size)
    }

    /// Takes the requested page of a list of `total` items, and returns those that are new.
    ///
    /// Fails with the reason if the page contradicts itself or those before it. The page then counts
    /// as not received, so that the same error comes again if the server repeats the response.
    pub(super) fn accept<T>(
        &mut self,
        page: Vec<T>,
        total: i64,
        id: impl Fn(&T) -> &str,
    ) -> Result<Vec<T>, String> {
        let window = self.window();
        let length = page.len() as u64;
        let total = u64::try_from(total)
            .map_err(|_| format!("`total_count` is {total}, a negative number"))?;
        if length > window.size {
            return Err(format!("a page of size {} has {length} items", window.size));
        }
        let end = window.start().saturating_add(length);
        if length == 0 && window.start() < total {
            return Err(format!(
                "there are no items on page {} of {}, although `total_count` is {total}",
                window.page, window.size
            ));
        }
        let known = page
            .iter()
            .position(|item| self.returned.contains(id(item)));
        if known.is_none() && window.start() > 0 {
            return self.retreat(window, total).map(|()| Vec::new());
        }
        if known.is_none() && length > 0 && self.returned.has_forgotten() {
            return Err("the list changed too much while it was read".to_owned());
        }
        let page_size = if window.start() == 0 && length < window.size && length < total {
            self.smaller_page_size(length)?
        } else {
            self.page_size
        };
        // A page that ends beyond `total` is not the end: one of the two is wrong.
        let is_complete = end == total;
        let latest = page
            .first()
            .map(|first| (window.start(), id(first).to_owned()));
        let repeats = self.repeats_with(latest.as_ref(), total);
        if repeats > MOST_REPEATS || (is_complete && repeats > 0) {
            return Err(format!(
                "page {} of {} begins with the same item as the page before",
                window.page, window.size
            ));
        }
        // An unknown item in front of a returned one was either added later or forgotten.
        let skipped = known.filter(|_| self.returned.has_forgotten());
        let mut new = Vec::new();
        // Nothing is remembered of a page that fails below, since it has no new item.
        for item in page.into_iter().skip(skipped.unwrap_or_default()) {
            if self.returned.insert(id(&item)) {
                new.push(item);
            }
        }
        if end > total && new.is_empty() {
            return Err(format!(
                "page {} of {} ends with item {end}, although `total_count` is {total}",
                window.page, window.size
            ));
        }
        if !is_complete && end <= self.position && new.is_empty() && length < window.size {
            return Err(format!(
                "there are {length} items on page {} of {}, although `total_count` is {total}",
                window.page, window.size
            ));
        }
        if !new.is_empty() {
            self.retreats = 0;
        }
        self.position = end;
        self.total = total;
        self.page_size = page_size;
        self.step_back = page_size;
        self.latest = latest;
        self.repeats = repeats;
        self.is_complete = is_complete;
        Ok(new)
    }

    /// Returns the number of pages in a row that begin with the same item, if `latest` is the next
    /// one. A server that ignores the page number sends such pages; otherwise they are a rare
    /// coincidence of additions and removals.
    fn repeats_with(&self, latest: Option<&(u64, String)>, total: u64) -> u32 {
        match (&self.latest, latest) {
            (Some((start, first)), Some((other_start, other_first)))
                if start != other_start && first == other_first && total == self.total =>
            {
                self.repeats + 1
            }
            _ => 0,
        }
    }

    /// Steps to the next page that may continue the list, after a page that may lie beyond a gap.
    fn retreat(&mut self, window: Window, total: u64) -> Result<(), String> {
        self.retreats += 1;
        if self.retreats > MOST_RETREATS {
            return Err("no page contains an item that was already returned".to_owned());
        }
        let arrived = total.saturating_sub(self.total);
        if arrived >= window.size {
            // So many new items have moved the returned ones to later positions.
            self.position = self.position.saturating_add(arrived);
        } else {
            self.position = window.start().saturating_sub(self.step_back);
            self.step_back = self.step_back.saturating_mul(2);
        }
        self.total = total;
        Ok(())
    }

    /// Returns the page size of a server that returns fewer items than requested.
    fn smaller_page_size(&self, length: u64) -> Result<u64, String> {
        if length < SMALLEST_PAGE {
            return Err(format!(
                "there are only {length} items on a page of {}, although `total_count` is larger",
                self.page_size
            ));
        }
        Ok(length)
    }
}

#[cfg(test)]
mod tests;
