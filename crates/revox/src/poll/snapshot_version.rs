//! The version of the form in which programs store a snapshot.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Version of a snapshot: decodes from this number only.
///
/// A field that is added to a snapshot has a default and keeps the version. A field whose meaning changes
/// needs another version, which reads the older forms.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct SnapshotVersion<const VERSION: u64>;

impl<const VERSION: u64> Serialize for SnapshotVersion<VERSION> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(VERSION)
    }
}

impl<'de, const VERSION: u64> Deserialize<'de> for SnapshotVersion<VERSION> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let version = u64::deserialize(deserializer)?;
        if version == VERSION {
            return Ok(Self);
        }
        Err(D::Error::custom(format!(
            "the snapshot has version {version}, and this program knows version {VERSION}: use the version \
             of `revox` that has stored it, or a later one"
        )))
    }
}
