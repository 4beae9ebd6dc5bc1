//! Applies limits to values of each type.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Check, Limit, forms};
use crate::{Base64, Nullable, Secret, Timestamp};

/// A value that is checked before it is sent.
pub(crate) trait Checked {
    /// Records in `check` every violation in this value, of `limits` or of its type's own limits.
    fn check(&self, limits: &[Limit], check: &mut Check);
}

impl Checked for String {
    fn check(&self, limits: &[Limit], check: &mut Check) {
        text(self, limits, check);
    }
}

impl Checked for Secret {
    fn check(&self, limits: &[Limit], check: &mut Check) {
        text(self.expose(), limits, check);
    }
}

/// Refuses a timestamp that is not a string: it would be sent as `null` or other JSON, which
/// differs from omitting the time.
impl Checked for Timestamp {
    fn check(&self, limits: &[Limit], check: &mut Check) {
        text(self.as_str().unwrap_or_default(), limits, check);
    }
}

fn text(text: &str, limits: &[Limit], check: &mut Check) {
    for limit in limits {
        match limit {
            Limit::Form(form) if !forms::has_form(*form, text) => {
                check.violated(forms::sentence(*form).to_owned());
            }
            limit => length(text.chars().count(), "character", limit, check),
        }
    }
}

/// Counts characters of base64 for the limit, and bytes for the message.
impl Checked for Base64 {
    fn check(&self, limits: &[Limit], check: &mut Check) {
        for limit in limits {
            match limit {
                Limit::MaxLength(most) if self.encoded_len() > *most => {
                    check.violated(format!("must have at most {} bytes", most / 4 * 3));
                }
                Limit::MinLength(least) if self.encoded_len() < *least => {
                    check.violated(format!(
                        "must have at least {} bytes",
                        least.div_ceil(4) * 3
                    ));
                }
                _ => {}
            }
        }
    }
}

impl Checked for f64 {
    fn check(&self, limits: &[Limit], check: &mut Check) {
        // JSON has no infinities and no NaN: they would be sent as `null`.
        if !self.is_finite() {
            return check.violated("must be a finite number".to_owned());
        }
        for limit in limits {
            let sentence = match limit {
                Limit::Minimum(least) if self < least => format!("must be at least {least}"),
                Limit::Above(bound) if self <= bound => format!("must be greater than {bound}"),
                Limit::Maximum(most) if self > most => format!("must be at most {most}"),
                Limit::Below(bound) if self >= bound => format!("must be less than {bound}"),
                _ => continue,
            };
            check.violated(sentence);
        }
    }
}

impl Checked for i64 {
    fn check(&self, limits: &[Limit], check: &mut Check) {
        /// Largest integer below which every integer has a double of its own. A larger one may
        /// change where JSON numbers are decoded as doubles, as in JavaScript.
        const SAFE: i64 = 9_007_199_254_740_991;

        let before = check.found.len();
        (*self as f64).check(limits, check);
        if check.found.len() > before {
            return;
        }
        if *self > SAFE {
            check.violated(format!("must be at most {SAFE}"));
        } else if *self < -SAFE {
            check.violated(format!("must be at least -{SAFE}"));
        }
    }
}

impl<T: Checked> Checked for Vec<T> {
    fn check(&self, limits: &[Limit], check: &mut Check) {
        for limit in limits {
            length(self.len(), "entr", limit, check);
        }
        let each = each(limits);
        for (index, item) in self.iter().enumerate() {
            check.below(&format!("[{index}]"), item, each);
        }
    }
}

/// Hides the keys in paths, because they are data.
impl<T: Checked> Checked for BTreeMap<String, T> {
    fn check(&self, limits: &[Limit], check: &mut Check) {
        let each = each(limits);
        for value in self.values() {
            check.below("[?]", value, each);
        }
    }
}

/// Implements `Checked` for types without limits of their own, which occur in lists that have
/// limits.
macro_rules! without_limits {
    ($($ty:ty),+) => {$(
        impl Checked for $ty {
            fn check(&self, _: &[Limit], _: &mut Check) {}
        }
    )+};
}

without_limits!(bool, Value, Map<String, Value>);

impl<T: Checked> Checked for Option<T> {
    fn check(&self, limits: &[Limit], check: &mut Check) {
        if let Some(value) = self {
            value.check(limits, check);
        }
    }
}

impl<T: Checked> Checked for Nullable<T> {
    fn check(&self, limits: &[Limit], check: &mut Check) {
        self.value().check(limits, check);
    }
}

impl<T: Checked> Checked for &T {
    fn check(&self, limits: &[Limit], check: &mut Check) {
        (*self).check(limits, check);
    }
}

impl<T: Checked> Checked for Box<T> {
    fn check(&self, limits: &[Limit], check: &mut Check) {
        (**self).check(limits, check);
    }
}

fn each(limits: &[Limit]) -> &'static [Limit] {
    let each = limits.iter().find_map(|limit| match limit {
        Limit::Each(limits) => Some(*limits),
        _ => None,
    });
    each.unwrap_or_default()
}

fn length(length: usize, noun: &str, limit: &Limit, check: &mut Check) {
    let (bound, count) = match limit {
        Limit::MinLength(least) if length < *least => ("least", *least),
        Limit::MaxLength(most) if length > *most => ("most", *most),
        _ => return,
    };
    let ending = match (noun, count) {
        ("entr", 1) => "y",
        ("entr", _) => "ies",
        (_, 1) => "",
        _ => "s",
    };
    check.violated(format!("must have at {bound} {count} {noun}{ending}"));
}
