//! What limits mean for a value of each type.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Check, Limit, forms};
use crate::{Base64, Nullable, Secret, Timestamp};

/// A value that is checked before it is sent.
pub(crate) trait Checked {
    /// Notes in `check` where it or anything in it is not within `limits` or limits of its own.
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

/// One that is no text, such as the null of what has not happened, is no moment: it would be sent as
/// `null`, which is something else than leaving the time out.
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

/// The length is that of the text which is sent; what is said of it is said in bytes.
impl Checked for Base64 {
    fn check(&self, limits: &[Limit], check: &mut Check) {
        for limit in limits {
            match limit {
                Limit::MaxLength(most) if self.encoded_len() > *most => {
                    check.violated(format!("has to have at most {} bytes", most / 4 * 3));
                }
                Limit::MinLength(least) if self.encoded_len() < *least => {
                    check.violated(format!(
                        "has to have at least {} bytes",
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
        // JSON has no other numbers: they would go out as `null`.
        if !self.is_finite() {
            return check.violated("has to be a finite number".to_owned());
        }
        for limit in limits {
            let sentence = match limit {
                Limit::Minimum(least) if self < least => format!("has to be at least {least}"),
                Limit::Above(bound) if self <= bound => format!("has to be greater than {bound}"),
                Limit::Maximum(most) if self > most => format!("has to be at most {most}"),
                Limit::Below(bound) if self >= bound => format!("has to be less than {bound}"),
                _ => continue,
            };
            check.violated(sentence);
        }
    }
}

impl Checked for i64 {
    fn check(&self, limits: &[Limit], check: &mut Check) {
        // Bounds beyond 2^53, where a double rounds, are those of JavaScript's safe integers.
        (*self as f64).check(limits, check);
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

/// The keys are data, so that places in it are those of the map.
impl<T: Checked> Checked for BTreeMap<String, T> {
    fn check(&self, limits: &[Limit], check: &mut Check) {
        let each = each(limits);
        for value in self.values() {
            check.below("[?]", value, each);
        }
    }
}

/// Types of which every value is allowed, which stand in lists whose length has a limit.
macro_rules! without_limits {
    ($($of:ty),+) => {$(
        impl Checked for $of {
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
    check.violated(format!("has to have at {bound} {count} {noun}{ending}"));
}
