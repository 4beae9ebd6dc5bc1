//! Steps of a run that ask the API for the effect of the requests so far.

use std::time::Duration;

use revox_api::Error;

use super::{Job, Run};
use crate::place::decision::{Effect, Finding, Look};
use crate::place::subject::{Found, Search, Subject};

impl<S: Subject> Run<S> {
    /// Searches for the key.
    pub(super) async fn look_up(&mut self) {
        let began = self.now();
        let Job {
            client,
            options,
            key,
            subject,
            ..
        } = &self.job;
        let search = Search {
            key,
            options,
            since: self.since,
            // What this run has placed itself counts, whatever became of it.
            spends: self.sends_until.is_some() && !self.has_sent,
            spent: &mut self.spent,
        };
        let found = subject.look_up(client, search).await;
        self.ids.clear();
        let finding = match found {
            Ok(Found::One { id }) => return self.exists(Some(id)),
            // The one that took its key may not be found yet.
            Ok(Found::Replaceable { .. }) if !self.is_settled(began) => Finding::Absent,
            Ok(Found::Replaceable { id }) => return self.exists(Some(id)),
            Ok(Found::Nothing) => Finding::Absent,
            Ok(Found::Incomplete) => Finding::Incomplete,
            Ok(Found::OtherParameters { id }) => {
                self.ids.push(id);
                Finding::OtherParameters
            }
            Ok(Found::Unverifiable { id }) => {
                self.ids.push(id);
                Finding::Unverifiable
            }
            Ok(Found::Several { ids }) => {
                self.ids = ids;
                Finding::Several
            }
            Ok(Found::NotUnique { ids }) => {
                self.ids = ids;
                Finding::NotUnique
            }
            Ok(Found::Unmarked { ids }) => {
                self.ids = ids;
                Finding::Unmarked
            }
            Err(error) => self.failed(error),
        };
        self.looked(began, finding);
    }

    /// Retrieves the subject whose id is known.
    pub(super) async fn retrieve(&mut self) {
        let Effect::Certain { id: Some(id), .. } = &self.effect else {
            return;
        };
        let began = self.now();
        let Job {
            client, subject, ..
        } = &self.job;
        let finding = match subject.retrieve(client, id).await {
            Ok(read) => {
                self.read = Some(read);
                Finding::Retrieved
            }
            Err(error) if error.is_not_found() => {
                self.error = Some(error);
                Finding::Absent
            }
            Err(error) => self.failed(error),
        };
        self.looked(began, finding);
    }

    fn failed(&mut self, error: Error) -> Finding {
        if error.is_unauthorized() || error.is_forbidden() {
            // The next lookup is refused as well, until somebody changes the API key.
            self.ends_at = self.now();
        }
        self.error = Some(error);
        Finding::Failed
    }

    /// Returns true if a lookup that began at this time finds all effects of the requests.
    fn is_settled(&self, began: Duration) -> bool {
        match self.effect {
            Effect::Possible { settled_at } => began >= settled_at,
            Effect::Nothing | Effect::Certain { .. } => true,
        }
    }

    fn looked(&mut self, began: Duration, finding: Finding) {
        let before = self.look.map_or(0, |look| look.count);
        self.look = Some(Look {
            began,
            ended: self.now(),
            finding,
            count: before.saturating_add(1),
        });
    }
}
