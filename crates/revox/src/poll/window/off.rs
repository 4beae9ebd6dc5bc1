//! Calling windows without the feature `jiff`: none is known.

use std::ops::Range;

use revox_api::models::CallRetryConfig;

use super::Millis;

/// Has no values.
#[derive(Clone, Debug)]
pub(super) enum Windows {}

impl Windows {
    pub(super) fn read(_: Option<&CallRetryConfig>, _: &str, _: Option<&str>) -> Option<Self> {
        None
    }

    pub(super) fn next_open(&self, _: Millis) -> Option<Millis> {
        match *self {}
    }

    pub(super) fn next_opening(&self, _: Millis) -> Option<Millis> {
        match *self {}
    }

    pub(super) fn open_around(&self, _: Millis) -> Option<Range<Millis>> {
        match *self {}
    }

    pub(super) fn retry_delay(&self, _: Millis) -> Millis {
        match *self {}
    }
}
