//! Lists that change between two pages; a seed decides how.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use super::Progress;

/// A list in descending order of time, and the number of requests so far.
struct List {
    items: Vec<u32>,
    next: u32,
    requests: u32,
    /// Largest number of items on a page, whatever is asked for.
    most: usize,
}

impl List {
    fn new(length: u32) -> Self {
        Self {
            items: (0..length).rev().collect(),
            next: length,
            requests: 0,
            most: 1_000,
        }
    }

    /// Serves the page that `progress` asks for.
    fn serve(&mut self, progress: &mut Progress) -> Result<Vec<String>, String> {
        self.requests += 1;
        let window = progress.window();
        let size = self.most.min(window.size as usize);
        let start = (window.page as usize - 1) * size;
        let page = self.items.iter().skip(start).take(size);
        let page = page.map(u32::to_string).collect();
        progress.accept(page, self.items.len() as i64, |id| id)
    }

    /// Adds up to `most` items at the front.
    fn add(&mut self, random: &mut fastrand::Rng, most: u32) {
        for _ in 0..random.u32(0..=most) {
            self.items.insert(0, self.next);
            self.next += 1;
        }
    }

    /// Removes up to `most` items anywhere.
    fn remove(&mut self, random: &mut fastrand::Rng, most: u32) {
        for _ in 0..random.u32(0..=most) {
            if !self.items.is_empty() {
                self.items.remove(random.usize(0..self.items.len()));
            }
        }
    }
}

/// Reads a list that `change` changes after each page, and checks what was returned.
fn read(mut list: List, page_size: u64, mut change: impl FnMut(&mut List)) -> List {
    let mut lasting: BTreeSet<u32> = list.items.iter().copied().collect();
    let mut progress = Progress::new(page_size);
    let mut returned = Vec::new();
    while !progress.is_complete() {
        let page = list.serve(&mut progress).unwrap();
        returned.extend(page.iter().map(|id| id.parse::<u32>().unwrap()));
        assert!(list.requests < 10_000, "it never ends");
        if !progress.is_complete() {
            change(&mut list);
            let still: BTreeSet<u32> = list.items.iter().copied().collect();
            lasting.retain(|item| still.contains(item));
        }
    }
    let once: BTreeSet<u32> = returned.iter().copied().collect();
    assert_eq!(once.len(), returned.len(), "an item was returned twice");
    let lost: Vec<_> = lasting.difference(&once).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    list
}

#[test]
fn nothing_is_lost_or_doubled_while_items_come_and_go() {
    for seed in 0..300 {
        let mut random = fastrand::Rng::with_seed(seed);
        let (come, go) = (random.u32(0..40), random.u32(0..40));
        let list = List::new(random.u32(0..600));
        let page_size = random.u64(1..80);
        let mut changes = 200;
        read(list, page_size, |list| {
            // Without this limit, the list could grow faster than it is read.
            if changes > 0 {
                changes -= 1;
                list.add(&mut random, come);
                list.remove(&mut random, go);
            }
        });
    }
}

#[test]
fn items_that_come_at_the_end_are_returned_too() {
    for seed in 0..200 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut list = List::new(300);
        list.items.reverse();
        let mut progress = Progress::new(50);
        let mut returned = Vec::new();
        while !progress.is_complete() {
            returned.extend(list.serve(&mut progress).unwrap());
            if !progress.is_complete() && list.requests < 50 {
                for _ in 0..random.u32(0..60) {
                    list.items.push(list.next);
                    list.next += 1;
                }
            }
        }
        let expected: Vec<_> = list.items.iter().map(u32::to_string).collect();
        assert_eq!(returned, expected, "seed {seed}");
    }
}

#[test]
fn a_list_at_rest_costs_few_requests() {
    let list = read(List::new(5_000), 50, |_| {});
    assert!(list.requests <= 125, "{}", list.requests);
    assert_eq!(read(List::new(50), 50, |_| {}).requests, 1);
    assert_eq!(read(List::new(0), 50, |_| {}).requests, 1);
}

#[test]
fn many_items_may_come_at_once() {
    let mut changes = 1;
    let list = read(List::new(9_000), 100, |list| {
        if list.requests == 40 && changes > 0 {
            changes -= 1;
            (0..5_000).for_each(|_| {
                list.items.insert(0, list.next);
                list.next += 1;
            });
        }
    });
    assert!(list.requests < 190, "{}", list.requests);
}

#[test]
fn longer_lists_than_are_remembered_are_read_as_well() {
    let mut random = fastrand::Rng::with_seed(7);
    read(List::new(40_000), 1_000, |list| {
        list.add(&mut random, 150);
        list.remove(&mut random, 150);
    });
}

#[test]
fn a_server_may_return_fewer_items_than_it_is_asked_for() {
    let mut list = List::new(700);
    list.most = 30;
    read(list, 500, |_| {});
}

/// The same page after an error is the same error: neither the end, nor the beginning once more.
#[test]
fn going_on_after_an_error_asks_for_the_same_page() {
    for total in 51..400_u32 {
        let mut progress = Progress::new(50);
        let mut returned = Vec::new();
        let mut errors = 0;
        // The server ignores the number of the page.
        while errors < 6 && !progress.is_complete() {
            let page = (0..total).take(progress.window().size as usize);
            let page = page.map(|id| id.to_string()).collect();
            match progress.accept(page, i64::from(total), |id| id) {
                Ok(new) => {
                    assert_eq!(errors, 0, "{total}: a page after an error");
                    returned.extend(new);
                }
                Err(_) => errors += 1,
            }
        }
        assert!(!progress.is_complete(), "{total}: an end that is none");
        assert!(returned.len() <= 50, "{total}: {}", returned.len());
    }
}

/// A server that rounds page sizes down to 25 or 50 serves other items than were asked for.
#[test]
fn a_page_that_ends_beyond_the_total_is_not_the_end() {
    for total in [60, 70] {
        let mut list = List::new(total);
        let mut progress = Progress::new(50);
        let mut returned = Vec::new();
        let outcome = loop {
            let window = progress.window();
            list.most = if window.size < 50 { 25 } else { 50 };
            match list.serve(&mut progress) {
                Ok(page) => returned.extend(page),
                Err(reason) => break Err(reason),
            }
            if progress.is_complete() {
                break Ok(returned.len());
            }
            assert!(list.requests < 100, "it never ends");
        };
        assert!(
            outcome
                .as_ref()
                .ok()
                .is_none_or(|count| *count == total as usize),
            "{outcome:?}"
        );
    }
}

/// The count may be older than the page, but not for ever.
#[test]
fn a_list_ends_where_the_total_says() {
    let items: Vec<_> = (0..31).map(|id| id.to_string()).collect();
    let serve = |progress: &mut Progress, total| {
        let window = progress.window();
        let page = items.iter().skip(window.start() as usize);
        let page = page.take(window.size as usize).cloned().collect();
        progress.accept(page, total, |id| id)
    };
    let mut progress = Progress::new(50);
    assert_eq!(serve(&mut progress, 30).unwrap().len(), 31);
    assert!(!progress.is_complete());
    for _ in 0..3 {
        let reason = serve(&mut progress, 30).unwrap_err();
        assert!(
            reason.contains("ends with item 31, although `total_count` is 30"),
            "{reason}"
        );
    }
    assert!(serve(&mut progress, 31).unwrap().is_empty());
    assert!(progress.is_complete());
}

/// Serves a list with `wrong` in place of the right page and total, after `right` right ones.
fn refusal(right: u32, wrong: impl Fn(Vec<String>, i64) -> (Vec<String>, i64)) -> String {
    let mut list = List::new(200);
    let mut progress = Progress::new(50);
    loop {
        if list.requests < right {
            list.serve(&mut progress).unwrap();
            continue;
        }
        list.requests += 1;
        assert!(list.requests < 1_000, "it never ends");
        let window = progress.window();
        let page = list.items.iter().skip(window.start() as usize);
        let page = page.take(window.size as usize).map(u32::to_string);
        let (page, total) = wrong(page.collect(), 200);
        match progress.accept(page, total, |id| id) {
            Ok(_) => assert!(!progress.is_complete(), "an end that is none"),
            Err(reason) => return reason,
        }
    }
}

#[test]
fn contradictions_are_errors_and_never_the_end() {
    for right in [0, 2] {
        let reason = refusal(right, |_, total| (Vec::new(), total));
        assert!(reason.starts_with("there are no items on page"), "{reason}");
        let reason = refusal(right, |page, _| (page, -1));
        assert!(reason.contains("`total_count` is -1"), "{reason}");
        let reason = refusal(right, |page, total| ([page.clone(), page].concat(), total));
        assert!(reason.starts_with("a page of"), "{reason}");
    }
    // As if the server ignored the number of the page.
    let first = |page: Vec<String>, total| {
        let first = (0..200).rev().take(page.len()).map(|id| id.to_string());
        (first.collect(), total)
    };
    let reason = refusal(0, first);
    assert!(reason.contains("begins with the same item"), "{reason}");
    // As if the first page were page 0.
    let later = |page: Vec<String>, total| {
        let page = page.iter().map(|id| id.parse::<i64>().unwrap() - 50);
        (
            page.filter(|id| *id >= 0)
                .map(|id| id.to_string())
                .collect(),
            total,
        )
    };
    let reason = refusal(0, later);
    assert!(reason.contains("although `total_count` is 200"), "{reason}");
}
