//! Places at most one call order per key, across lost responses, crashes and restarts.
//!
//! Without a journal, a key may have only one writer at a time, and after a restart you have to supply
//! the time of the first try ([`Place::first_tried_at`]); otherwise the placement waits for the
//! settling time of two and a half minutes before it sends. With a journal
//! ([`PlacingOptions::journal`]), any number of writers that share it may use a key at once, and
//! the first request needs no lookup.
//!
//! ```
//! use revox::models::CallCreate;
//! use revox::{Placement, PlacingOptions};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = revox_sandbox::Sandbox::start().await?;
//! # let builder = revox::Client::builder().api_key(sandbox.api_key());
//! # let client = builder.base_url(sandbox.base_url()).build()?;
//! // With the feature `journal-file`: FileJournal::open("placements.redb")?
//! let journal = revox::MemoryJournal::new();
//! let client = client.with_placing(PlacingOptions::new().journal(journal));
//!
//! let lead = CallCreate::new("+33639980142").assistant_id("assistant_4Tn6yB");
//! let first = client.call().place("lead-42", lead.clone()).await?;
//! let again = client.call().place("lead-42", lead).await?;
//! assert!(matches!(first, Placement::New(_)));
//! assert!(matches!(again, Placement::Found(_)));
//! assert_eq!(first.call().id, again.call().id);
//! # Ok(())
//! # }
//! ```
//!
//! # A key names the intent
//!
//! A [`PlacementKey`] stands for what is to be done ("call this lead, second step of the spring
//! campaign") and not for the attempt to do it: a retry, a restart and another machine must all use
//! the same key. A key made from the clock, a random number or a counter of attempts turns each
//! retry into a new call order. The parameters must be the same each time, too, so choose
//! `scheduled_at` once and store it. A key that comes with other parameters is a
//! [`Conflict`](PlaceError::Conflict), and places nothing. Without a journal, a conflict is noticed
//! only if the phone number is the same, because lookups search by number.
//!
//! # What is promised
//!
//! **At most once.** `place` places at most one call order per key, as long as the assumptions below
//! hold. With a shared journal and [`at_most_once`](PlacingOptions::at_most_once), this needs none of
//! the assumptions about the server.
//!
//! **Exactly once.** If `place` returns `Ok`, the key has exactly one call order, under the same
//! assumptions, and `place` returns it.
//!
//! **Nothing in between.** If `place` returns [`Undecided`](PlaceError::Undecided), there may be a
//! call order or none, and the error holds all that you need to find out later. With any other error
//! except [`Journal`](PlaceError::Journal), this placement has placed nothing. `place` never guesses:
//! [`UndecidedReason`] says whether to place the key again later or to ask a person.
//!
//! | assumption | default | set by | if it does not hold |
//! |---|---|---|---|
//! | the server decides a request within the decision time, which begins when the request is handed to the transport | 120 s, [`DECISION_TIME`] | [`decision_time`](PlacingOptions::decision_time) | a phone can ring twice |
//! | search and retrieval find an accepted call order within the visibility time | 30 s, [`VISIBILITY_TIME`] | [`visibility_time`](PlacingOptions::visibility_time) | a phone can ring twice if the response was lost or had no id; otherwise `Undecided`. Without a journal, placing the key again then rings a second time |
//! | metadata comes back verbatim | | | `Undecided`; without a journal, after a restart that does not know the first try, a phone can ring twice |
//! | whoever records an intent in the journal sends the request within the sending time, or never | 30 s, [`SENDING_TIME`] | [`sending_time`](PlacingOptions::sending_time) | a phone can ring twice if the process is paused for longer than that just before its request leaves |
//! | all writers of a key share one journal and have the same times of this table; without a journal, there is one writer | | [`journal`](PlacingOptions::journal) | a phone can ring twice |
//! | the journal's clock is not set forward while an intent is unresolved | | | a phone can ring twice |
//! | without a journal, all tries with a key have the same patience, and clocks that agree | 600 s, [`PATIENCE`] | [`patience`](PlacingOptions::patience) | a phone can ring twice |
//!
//! The *settling time* is the sum of the decision time and the visibility time. If the
//! [delivery](crate::Delivery) of a request is unknown, the placement looks the key up, and sends
//! another request only if a complete lookup that began after the settling time finds nothing. A
//! lookup is complete if the number of distinct ids on all pages equals the `total_count`, and this
//! did not change meanwhile. A lookup that fails or is incomplete never leads to a request.
//!
//! # What a key means afterwards
//!
//! - A key stands for its call order for good, whatever becomes of it: a call order that is
//!   completed, errored or cancelled is found and not placed again.
//!   [`replace_errored`](PlacingOptions::replace_errored) and
//!   [`replace_cancelled`](PlacingOptions::replace_cancelled) change that.
//! - A request that the server refused, or that never left, does not use up the key.
//! - A journal keeps a key for at least 30 days after its last change ([`SHORTEST_RETENTION`]), and
//!   without a limit unless you call [`Journal::forget`]. Without a journal, a key lasts as long as
//!   Revox keeps the call order.
//!
//! # Campaigns
//!
//! By the same rules, a campaign is [created](crate::CampaignsHandle::create_once) once and
//! [launched](crate::CampaignsHandle::launch_once) once. Both need a journal.
//!
//! ```
//! use revox::PlacingOptions;
//! use revox::models::{CampaignContact, CampaignCreate};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = revox_sandbox::Sandbox::start().await?;
//! # let builder = revox::Client::builder().api_key(sandbox.api_key());
//! # let client = builder.base_url(sandbox.base_url()).build()?;
//! let client = client.with_placing(PlacingOptions::new().journal(revox::MemoryJournal::new()));
//!
//! let contacts = [CampaignContact::new("+33639980142"), CampaignContact::new("+33639980157")];
//! let june = CampaignCreate::new("Website enquiries, June 2026", "assistant_4Tn6yB", contacts);
//! let campaign = client.campaigns().create_once("enquiries-2026-06", june).await?;
//! let launched = client.campaigns().launch_once(&campaign.campaign().id).await?;
//! assert!(campaign.is_new() && launched.is_new());
//! # Ok(())
//! # }
//! ```
//!
//! **Creating.** The API stores no key with a campaign. If the response to a creation is lost, the
//! placement looks for the campaign by its name. A campaign is the key's if no other has its name, its
//! assistant is the same, and it was not there before the first try. If no campaign has the name
//! once the request has settled, the request is sent again. Anything else is
//! [`NotUnique`](UndecidedReason::NotUnique). A surplus campaign rings no phone.
//!
//! **Launching.** The key is `launch/` and the id of the campaign. The request selects only call
//! orders with the status `not_launched`, so the API itself skips those that were launched before. If
//! the response is lost, the campaign's rows decide: if one of them was launched, the launch counts as
//! found; if none was launched after the request has settled, the request is sent again.
//!
//! | assumption about campaigns | if it does not hold |
//! |---|---|
//! | no other campaign has the name of a key's campaign | `Undecided` if the response is lost |
//! | the name comes back verbatim, and nobody changes it before the result is recorded | two campaigns if the response is lost |
//! | the clocks of journal and server differ by at most 5 minutes | `Undecided` if the response is lost |
//! | nobody launches a part of the campaign by other means | a launch whose request was lost may be taken for done |
//! | list, retrieval and rows show what was accepted within the visibility time | two campaigns, or two launches if the response is lost; the second launch selects what the first left |
//!
//! The assumptions about call orders hold as well, and
//! [`at_most_once`](PlacingOptions::at_most_once) works for campaigns, too. A campaign is never
//! replaced by another with the same key.
//!
//! # What is stored where
//!
//! The metadata of the call order has two entries besides yours, `revox_placement_key` and
//! `revox_placement_fingerprint`. The API documents no limit for metadata; the two values have at
//! most 134 bytes. The fingerprint is a 128-bit FNV-1a hash of the parameters as JSON. A journal
//! holds keys, fingerprints, times and ids, but no phone numbers and no prompts.
//!
//! # Inside a durable engine
//!
//! An engine or a queue that repeats a step until it has a result (Restate, Temporal) can place call
//! orders without a journal: record the time of the first try before the step begins, and let the step
//! end if it is `Undecided`. `docs/durable.md` in the repository shows how.
//!
//! # Time
//!
//! All waiting uses the client's [`Clock`]. A client with a transport of its own uses the operating
//! system's, which needs a Tokio runtime, unless [`PlacingOptions::clock`] sets another. Leases and
//! ages of intents are measured by the journal's clock, never by the workers'. If that clock is set
//! back, an intent counts as new, and a key is held for at most twice the length of its lease. A lookup
//! is repeated after 1, 2, 4 and up to 30 seconds, and when the settling time is over.
//!
//! # Logging
//!
//! With the feature `tracing`, a placement has a span, and an event says what it waits for and for how
//! long. No event shows a key, which may be private, such as an e-mail address. To tell placements apart,
//! open a span of your own around each, with what may be logged, such as a number of the row.
//!
//! # How it works
//!
//! `decision.rs` is the policy, a pure function; `run.rs` carries out its steps; `journal` keeps what
//! is known of a key. `subject.rs` is the interface to the things that are placed: `call_order.rs`
//! with `lookup.rs`, and `campaign`.

mod call_order;
mod campaign;
mod created;
mod decision;
mod error;
mod fingerprint;
mod hold;
mod journal;
mod key;
mod locks;
mod lookup;
mod many;
mod moment;
mod options;
mod placement;
mod run;
mod subject;
mod waiting;

use std::sync::Arc;
use std::time::Duration;

pub use campaign::{CreateOnce, LaunchOnce};
pub use error::{PlaceError, Undecided, UndecidedReason};
#[cfg(feature = "journal-file")]
pub use journal::FileJournal;
pub use journal::{
    Change, Entry, EntryState, Insertion, Journal, JournalError, MemoryJournal, Reading,
    SHORTEST_RETENTION, Update,
};
pub use key::{InvalidKey, PlacementKey};
pub(crate) use locks::KeyLocks;
pub use many::{PlaceAll, PlacedOne};
pub use options::{DECISION_TIME, PATIENCE, PlacingOptions, SENDING_TIME, VISIBILITY_TIME};
pub use placement::{Place, Placement, Resolve};

use crate::{Clock, SystemClock};

/// State that the placements of a client share.
#[derive(Clone, Debug)]
pub(crate) struct Placing {
    pub(crate) options: PlacingOptions,
    /// The clock of the client, unless the options have another.
    default_clock: Arc<dyn Clock>,
    pub(crate) locks: Arc<KeyLocks>,
}

impl Placing {
    pub(crate) fn new(default_clock: Arc<dyn Clock>) -> Self {
        Self {
            options: PlacingOptions::new(),
            default_clock,
            locks: Arc::default(),
        }
    }

    pub(crate) fn with_options(&self, options: PlacingOptions) -> Self {
        Self {
            options,
            ..self.clone()
        }
    }

    pub(crate) fn visibility_time(&self) -> Duration {
        self.options.visibility_time
    }

    pub(crate) fn clock(&self) -> Arc<dyn Clock> {
        let clock = self.options.clock.as_ref();
        Arc::clone(clock.unwrap_or(&self.default_clock))
    }
}

impl Default for Placing {
    fn default() -> Self {
        Self::new(Arc::new(SystemClock::new()))
    }
}
