use super::Nullable;

/// Argument of a setter that takes any of Rust's integer types.
///
/// A request can have integers from -(2<sup>53</sup> - 1) to 2<sup>53</sup> - 1, which every JSON
/// parser represents exactly. Any other is refused before the request is sent, in an error that
/// names the field.
///
/// # Examples
///
/// ```
/// use revox_api::Parameters;
/// use revox_api::models::CallSearch;
///
/// let page: usize = 2;
/// assert!(CallSearch::new().page(page).page_size(50_u8).violations().is_empty());
///
/// let violations = CallSearch::new().page(u64::MAX).violations();
/// assert_eq!(violations[0].to_string(), "`page` must be at most 9007199254740991");
/// ```
pub trait IntoInteger: sealed::Sealed {
    /// Converts into `i64`, saturating at its bounds, which no request accepts.
    fn into_integer(self) -> i64;
}

/// Argument of a setter for a nullable integer: `Null`, or any of Rust's integer types.
///
/// # Examples
///
/// ```
/// use revox_api::Nullable::Null;
/// use revox_api::models::CampaignUpdate;
///
/// let limited = CampaignUpdate::new().max_concurrent_calls(5_usize);
/// let unlimited = CampaignUpdate::new().max_concurrent_calls(Null);
/// # let _ = (limited, unlimited);
/// ```
pub trait IntegerOrNull: sealed::Sealed {
    /// Converts into the integer that [`IntoInteger`] returns, or into `Null`.
    fn into_nullable(self) -> Nullable<i64>;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! integers {
    ($($of:ty: $beyond:expr),+ $(,)?) => {$(
        impl sealed::Sealed for $of {}

        impl IntoInteger for $of {
            fn into_integer(self) -> i64 {
                let beyond: fn($of) -> i64 = $beyond;
                // Some of these conversions cannot fail.
                #[allow(clippy::unnecessary_fallible_conversions)]
                i64::try_from(self).unwrap_or_else(|_| beyond(self))
            }
        }

        impl IntegerOrNull for $of {
            fn into_nullable(self) -> Nullable<i64> {
                Nullable::Value(self.into_integer())
            }
        }
    )+};
}

integers! {
    i8: |_| i64::MAX,
    i16: |_| i64::MAX,
    i32: |_| i64::MAX,
    i64: |_| i64::MAX,
    i128: |value| if value < 0 { i64::MIN } else { i64::MAX },
    isize: |_| i64::MAX,
    u8: |_| i64::MAX,
    u16: |_| i64::MAX,
    u32: |_| i64::MAX,
    u64: |_| i64::MAX,
    u128: |_| i64::MAX,
    usize: |_| i64::MAX,
}

// Only for `i64`, so that the compiler can infer the type of a bare `Null` or `None`.
impl sealed::Sealed for Nullable<i64> {}

impl IntegerOrNull for Nullable<i64> {
    fn into_nullable(self) -> Nullable<i64> {
        self
    }
}

impl sealed::Sealed for Option<i64> {}

/// Converts `None` to `null`.
impl IntegerOrNull for Option<i64> {
    fn into_nullable(self) -> Nullable<i64> {
        self.into()
    }
}
