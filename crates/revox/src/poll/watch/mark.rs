use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The hash of a text or value, and the number of times that it was replaced before.
///
/// Two marks of one thing are never the same, even if it changes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) hash: u64,
    pub(super) replaced: u32,
}

impl Mark {
    pub(super) fn new(hash: u64) -> Self {
        Self { hash, replaced: 0 }
    }

    /// Replaces a mark, if there is one, by that of a new hash.
    pub(super) fn replace(before: Option<Self>, hash: u64) -> Self {
        let replaced = before.map_or(0, |before| before.replaced.saturating_add(1));
        Self { hash, replaced }
    }
}

/// The hash, and the number if it is not 0.
impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.hash)?;
        match self.replaced {
            0 => Ok(()),
            number => write!(f, ".{number}"),
        }
    }
}

impl FromStr for Mark {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (hash, replaced) = text.split_once('.').unwrap_or((text, "0"));
        Ok(Self {
            hash: u64::from_str_radix(hash, 16)?,
            replaced: replaced.parse()?,
        })
    }
}

impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|_| D::Error::custom("a mark in a snapshot is not a hash"))
    }
}
