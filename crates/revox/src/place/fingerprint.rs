//! A short text that is the same for the same parameters.

use std::fmt::Write;

use revox_api::Error;
use serde::Serialize;
use serde_json::Value;

/// Names of the metadata entries by which a call order is recognized.
pub(super) const KEY_ENTRY: &str = "revox_placement_key";
pub(super) const FINGERPRINT_ENTRY: &str = "revox_placement_fingerprint";

/// Version of the algorithm. The fingerprint of a call order begins with it, those of other subjects
/// begin with a word.
const VERSION: &str = "1";

const FNV_OFFSET: u128 = 0x6c62272e07bb014262b821756295c58d;
const FNV_PRIME: u128 = 0x0000000001000000000000000000013b;

/// Returns the fingerprint of parameters that do not hold the entries of a placement yet, after a
/// prefix that tells subjects apart: nothing for call orders.
///
/// It is FNV-1a with 128 bits over the JSON of the parameters, with sorted keys and without white
/// space. The hash is fixed for all time, needs no dependency, and tells apart parameters that
/// differ by mistake; nobody gains by forging one. It is not a secret: somebody who knows all
/// parameters but the number can find the number by trying.
pub(super) fn fingerprint(prefix: &str, parameters: &impl Serialize) -> Result<String, Error> {
    let mut canonical = String::new();
    let parameters = serde_json::to_value(parameters)
        .map_err(|error| Error::invalid_request(error.to_string()))?;
    write_sorted(&parameters, &mut canonical);
    let hash = canonical.bytes().fold(FNV_OFFSET, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(FNV_PRIME)
    });
    Ok(format!("{prefix}{VERSION}-{hash:032x}"))
}

/// Returns true if a fingerprint is that of a call order, in any version.
pub(super) fn is_of_call_order(fingerprint: &str) -> bool {
    fingerprint.starts_with(|first: char| first.is_ascii_digit())
}

/// Writes a value with sorted keys. `serde_json` sorts them or not, depending on a feature that any
/// crate of the program may turn on.
fn write_sorted(value: &Value, out: &mut String) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| name.as_str());
            out.push('{');
            for (index, (name, member)) in members.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_plain(&Value::from(name.as_str()), out);
                out.push(':');
                write_sorted(member, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_sorted(item, out);
            }
            out.push(']');
        }
        plain => write_plain(plain, out),
    }
}

fn write_plain(value: &Value, out: &mut String) {
    // Writing to a string does not fail.
    let _ = write!(out, "{value}");
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use revox_api::models::{CallConcurrency, CallCreate};

    /// Published test vectors of FNV-1a with 128 bits, and ours: they must never change.
    #[test]
    fn a_fingerprint_is_the_same_in_every_version() {
        let parameters = CallCreate::new("+33639980142")
            .assistant_id("assistant_4Tn6yB")
            .metadata([("b", "2"), ("a", "1")])
            .concurrency(CallConcurrency::new("normandy"));
        let mut canonical = String::new();
        write_sorted(&serde_json::to_value(&parameters).unwrap(), &mut canonical);
        assert_eq!(
            canonical,
            r#"{"assistant_id":"assistant_4Tn6yB","concurrency":{"key":"normandy"},"metadata":{"a":"1","b":"2"},"phone_number":"+33639980142"}"#
        );
        assert_eq!(
            fingerprint("", &parameters).unwrap(),
            "1-04b2d130060cb7dd32028975c41ee625"
        );
    }

    #[test]
    fn other_parameters_have_another_fingerprint() {
        let one = CallCreate::new("+33639980142").assistant_id("assistant_4Tn6yB");
        let others = [
            CallCreate::new("+33639980143").assistant_id("assistant_4Tn6yB"),
            one.clone().metadata([("a", "1")]),
            one.clone().skip_calling_window(false),
        ];
        for other in others {
            assert_ne!(
                fingerprint("", &one).unwrap(),
                fingerprint("", &other).unwrap()
            );
        }
        assert_eq!(
            fingerprint("", &one).unwrap(),
            fingerprint("", &one.clone()).unwrap()
        );
    }

    /// From the reference: FNV-1a with 128 bits of nothing and of `foobar`.
    #[test]
    fn the_constants_are_those_of_fnv() {
        let hash = |text: &str| {
            text.bytes().fold(FNV_OFFSET, |hash, byte| {
                (hash ^ u128::from(byte)).wrapping_mul(FNV_PRIME)
            })
        };
        assert_eq!(hash(""), 0x6c62272e07bb014262b821756295c58d);
        assert_eq!(hash("foobar"), 0x343e1662793c64bf6f0d3597ba446f18);
    }
}
