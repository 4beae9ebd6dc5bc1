use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value or an explicit `null`, for settings where the API gives `null` a meaning.
///
/// Such a setting has three states in a request. If omitted, it keeps its value;
/// [`Null`](Self::Null) clears it; a value sets it. Its field is an `Option<Nullable<T>>`, and its
/// setter takes a plain value or `Null`. Passing `None` to the setter also clears the setting: to
/// keep it, do not call the setter.
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// use revox::Nullable::Null;
/// use revox::models::AssistantUpdate;
///
/// let update = AssistantUpdate::new().name("Ava").from_phone_number(Null);
/// assert_eq!(
///     serde_json::to_string(&update)?,
///     r#"{"from_phone_number":null,"name":"Ava"}"#
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(untagged, inline))]
pub enum Nullable<T> {
    /// An explicit `null`.
    Null,
    /// A value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Returns a reference to the value, or `None` for `null`.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// Returns the value, or `None` for `null`.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// Converts `None` to `null`.
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

/// Converts `None` to `null`, and text to an owned string.
impl From<Option<&str>> for Nullable<String> {
    fn from(value: Option<&str>) -> Self {
        value.map(str::to_owned).into()
    }
}

/// Implements conversions, so that setters take more than the exact type of the field.
macro_rules! also_from {
    ($($from:ty => $to:ty),+ $(,)?) => {$(
        impl From<$from> for Nullable<$to> {
            fn from(value: $from) -> Self {
                Self::Value(value.into())
            }
        }
    )+};
}

also_from! {
    &str => String,
    &String => String,
    &str => crate::Timestamp,
    String => crate::Timestamp,
    &str => crate::Secret,
    String => crate::Secret,
    Box<str> => String,
    std::borrow::Cow<'_, str> => String,
    i32 => f64,
    u32 => f64,
    f32 => f64,
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

/// Decodes a field that distinguishes `null` from absence, which a plain `Option` does not.
pub(crate) fn some<'de, D, T>(deserializer: D) -> Result<Option<Nullable<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Nullable::deserialize(deserializer).map(Some)
}

/// Argument of a setter for a nullable list: `Null`, or any iterator over convertible items.
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// use revox::Nullable::Null;
/// use revox::models::{AssistantUpdate, NotificationOutcome};
///
/// let update = AssistantUpdate::new()
///     .email_notification_outcomes([NotificationOutcome::Interested])
///     .after_call_sms_outcomes(Null);
/// ```
pub trait ListOrNull<T> {
    /// Converts into the list or `Null`.
    fn into_list(self) -> Nullable<Vec<T>>;
}

impl<I, T> ListOrNull<T> for I
where
    I: IntoIterator,
    I::Item: Into<T>,
{
    fn into_list(self) -> Nullable<Vec<T>> {
        Nullable::Value(self.into_iter().map(Into::into).collect())
    }
}

impl<T> ListOrNull<T> for Nullable<Vec<T>> {
    fn into_list(self) -> Nullable<Vec<T>> {
        self
    }
}
