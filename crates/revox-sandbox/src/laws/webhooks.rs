//! Laws about webhooks, checked against the history.

use proptest::prelude::*;

use super::holds;
use crate::webhook::{News, Reason};

/// A webhook, or an entry of the history that asks for one: time, call order, status or attempt.
type Told = (String, String, String);

#[test]
fn each_end_is_told_of_once_and_nothing_else_is() {
    holds(|world| {
        let (mut finished, mut ended): (Vec<Told>, Vec<Told>) = Default::default();
        for entry in world.engine.history.iter() {
            let at = |what: &str| (entry.at.to_string(), entry.call_id.clone(), what.to_owned());
            let words: Vec<&str> = entry.event.split(' ').collect();
            match words.as_slice() {
                ["status", status @ ("completed" | "cancelled" | "errored")] => {
                    finished.push(at(status));
                }
                ["attempt", number, "analysed" | "error", ..] => ended.push(at(number)),
                _ => {}
            }
        }
        let (mut told_finished, mut told_ended): (Vec<Told>, Vec<Told>) = Default::default();
        for notice in &world.engine.notices {
            let News::Changed {
                reason,
                status,
                attempts,
            } = notice.news
            else {
                continue;
            };
            let at = |what: String| (notice.at.to_string(), notice.call_id.clone(), what);
            match reason {
                Reason::CallFinished => {
                    told_finished.push(at(status.to_owned()));
                    // It tells of the end of the attempt, too, if that is what finished the call order.
                    let attempt = at(attempts.to_string());
                    if ended.contains(&attempt) && !told_ended.contains(&attempt) {
                        told_ended.push(attempt);
                    }
                }
                Reason::AttemptEnded => {
                    let attempt = at(attempts.to_string());
                    if !told_ended.contains(&attempt) {
                        told_ended.push(attempt);
                    }
                }
            }
        }
        prop_assert_eq!(told_finished, finished);
        prop_assert_eq!(told_ended, ended);
        Ok(())
    });
}
