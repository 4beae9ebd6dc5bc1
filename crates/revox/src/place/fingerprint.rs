//! A short text that is the same for the same parameters.

use revox_api::{Error, Parameters};

use crate::canonical;

/// Names of the metadata entries by which a call order is recognized.
pub(super) const KEY_ENTRY: &str = "revox_placement_key";
pub(super) const FINGERPRINT_ENTRY: &str = "revox_placement_fingerprint";

/// Version of the algorithm. The fingerprint of a call order begins with it, those of other subjects
/// begin with a word.
const VERSION: &str = "1";

/// Returns the fingerprint of parameters that do not hold the entries of a placement yet, after a
/// prefix that tells subjects apart: nothing for call orders.
///
/// It is FNV-1a with 128 bits over the JSON of the parameters, with sorted keys and without white
/// space. The hash is fixed for all time, needs no dependency, and tells apart parameters that
/// differ by mistake; nobody gains by forging one. It is not a secret: somebody who knows all
/// parameters but the number can find the number by trying.
pub(super) fn fingerprint(prefix: &str, parameters: &impl Parameters) -> Result<String, Error> {
    let parameters = parameters
        .to_json()
        .and_then(|text| serde_json::from_str(&text))
        .map_err(|error| Error::invalid_request(error.to_string()))?;
    let hash = canonical::hash(&parameters);
    Ok(format!("{prefix}{VERSION}-{hash:032x}"))
}

/// Returns true if a fingerprint is that of a call order, in any version.
pub(super) fn is_of_call_order(fingerprint: &str) -> bool {
    fingerprint.starts_with(|first: char| first.is_ascii_digit())
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
        assert_eq!(
            canonical::text(&serde_json::to_value(&parameters).unwrap()),
            r#"{"assistant_id":"assistant_4Tn6yB","concurrency":{"key":"normandy"},"metadata":{"a":"1","b":"2"},"phone_number":"+33639980142"}"#
        );
        assert_eq!(
            fingerprint("", &parameters).unwrap(),
            "1-04b2d130060cb7dd32028975c41ee625"
        );
    }

    #[test]
    fn the_text_of_lists_is_the_same_in_every_version() {
        let lists = serde_json::json!({"b": [1, [2, null], "c"], "a": []});
        assert_eq!(canonical::text(&lists), r#"{"a":[],"b":[1,[2,null],"c"]}"#);
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
}
