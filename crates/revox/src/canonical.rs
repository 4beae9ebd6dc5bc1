//! JSON in one form, whatever the order of keys, and the hash of it.

use std::fmt::Write;

use serde_json::Value;

const FNV_OFFSET: u128 = 0x6c62272e07bb014262b821756295c58d;
const FNV_PRIME: u128 = 0x0000000001000000000000000000013b;

/// Returns the hash of a value: FNV-1a with 128 bits over its [text].
///
/// It is stored by programs, so it is fixed for all time. It is not a secret: somebody who knows what
/// a text may be can find out which it is by trying.
pub(crate) fn hash(value: &Value) -> u128 {
    fnv(&text(value))
}

fn fnv(text: &str) -> u128 {
    text.bytes().fold(FNV_OFFSET, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(FNV_PRIME)
    })
}

/// Returns a value as JSON, with sorted keys and without white space.
pub(crate) fn text(value: &Value) -> String {
    let mut text = String::new();
    write_sorted(value, &mut text);
    text
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
mod tests {
    use super::*;

    /// From the reference: FNV-1a with 128 bits of nothing and of `foobar`.
    #[test]
    fn the_constants_are_those_of_fnv() {
        assert_eq!(fnv(""), 0x6c62272e07bb014262b821756295c58d);
        assert_eq!(fnv("foobar"), 0x343e1662793c64bf6f0d3597ba446f18);
    }
}
