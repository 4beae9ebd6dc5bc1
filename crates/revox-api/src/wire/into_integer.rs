use super::Nullable;

/// An integer for a setter, of any of Rust's types.
///
/// A request holds integers of up to 2<sup>53</sup> - 1 either way, which every reader of JSON tells
/// apart. One beyond that is refused before the request is sent, with the name of the field.
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
    /// The integer, or the one nearest to it that fits, which is too large for a request.
    fn into_integer(self) -> i64;
}

/// An integer for a setter, or `Null`, where the API gives `null` a meaning.
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
    /// The integer as [`IntoInteger`] gives it, or `Null`.
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
                // Not all of these types can fail.
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

// Of `i64` alone, so that the compiler can tell the type of a bare `Null` or `None`.
impl sealed::Sealed for Nullable<i64> {}

impl IntegerOrNull for Nullable<i64> {
    fn into_nullable(self) -> Nullable<i64> {
        self
    }
}

impl sealed::Sealed for Option<i64> {}

/// `None` is `null`.
impl IntegerOrNull for Option<i64> {
    fn into_nullable(self) -> Nullable<i64> {
        self.into()
    }
}
