//! The table of a type's setters.

/// Defines the setters of a type, and the same setters on the requests that take it.
///
/// Each row has a setter and the type of its argument, which determines the conversion. If the name of
/// a setter differs from that of its field, the field follows after `sets`. The field has the
/// documentation; setters link to it.
macro_rules! setters {
    ($model:ident and its requests { $($rows:tt)+ }) => {
        setters! { $model { $($rows)+ } }
        setters! { Request<$model> { $($rows)+ } }
    };
    ($model:ident {
        $($(#[$meta:meta])* $setter:ident($($argument:tt)+) $(sets $field:ident)?,)+
    }) => {
        // The setter of a deprecated field is deprecated, and sets it.
        #[allow(deprecated)]
        impl $model {
            $(setters! { @own [$($field)? $setter] $(#[$meta])* $setter($($argument)+) })+
        }
    };
    (Request<$model:ident> {
        $($(#[$meta:meta])* $setter:ident($($argument:tt)+) $(sets $field:ident)?,)+
    }) => {
        #[doc = concat!("For operations that take [`", stringify!($model), "`].")]
        #[allow(deprecated)]
        impl<T> $crate::Request<T, $model> {
            $(setters! {
                @of_request $model [$($field)? $setter] $(#[$meta])* $setter($($argument)+)
            })+
        }
    };

    // The first name in brackets is that of the field.
    (@own [$field:ident $($_:ident)?] $(#[$meta:meta])* $setter:ident($($argument:tt)+)) => {
        #[doc = concat!("Sets [`", stringify!($field), "`](field@Self::", stringify!($field), ").")]
        $(#[$meta])*
        pub fn $setter(mut self, value: $($argument)+) -> Self {
            self.$field = setters!(@value value: $($argument)+);
            self
        }
    };
    (
        @of_request $model:ident [$field:ident $($_:ident)?]
        $(#[$meta:meta])* $setter:ident($($argument:tt)+)
    ) => {
        #[doc = concat!(
            "Sets [`", stringify!($field), "`](field@", stringify!($model), "::", stringify!($field), ")."
        )]
        $(#[$meta])*
        pub fn $setter(self, value: $($argument)+) -> Self {
            self.with(|parameters| parameters.$setter(value))
        }
    };

    // The last `into` is into the type of the field, which may be an `Option`.
    (@value $value:ident: bool) => {
        $value.into()
    };
    (@value $value:ident: impl Into<$ty:ty>) => {
        Into::<$ty>::into($value).into()
    };
    (@value $value:ident: impl IntoInteger) => {
        $crate::IntoInteger::into_integer($value).into()
    };
    (@value $value:ident: impl IntegerOrNull) => {
        $crate::IntegerOrNull::into_nullable($value).into()
    };
    (@value $value:ident: impl ListOrNull<$ty:ty>) => {
        $crate::ListOrNull::<$ty>::into_list($value).into()
    };
    (@value $value:ident: impl IntoIterator<Item = impl IntoInteger>) => {
        $value.into_iter().map($crate::IntoInteger::into_integer).collect::<Vec<_>>().into()
    };
    (@value $value:ident: impl IntoIterator<Item = impl Into<$ty:ty>>) => {
        $value.into_iter().map(Into::<$ty>::into).collect::<Vec<_>>().into()
    };
    // The closing `>` are other tokens if the type ends with one: `Option<String>>>` is `>>`, then `>`.
    (@value $value:ident: impl IntoIterator<Item = impl Into<$ty:ty> >) => {
        $value.into_iter().map(Into::<$ty>::into).collect::<Vec<_>>().into()
    };
    (@value $value:ident: impl IntoIterator<Item = (impl Into<String>, impl Into<Value>)>) => {
        setters!(@map $value: serde_json::Map<String, Value>, Into::<Value>::into)
    };
    (@value $value:ident: impl IntoIterator<Item = (impl Into<String>, impl Into<$ty:ty>)>) => {
        setters!(@map $value: std::collections::BTreeMap<String, $ty>, Into::<$ty>::into)
    };
    (@value $value:ident: impl IntoIterator<Item = (impl Into<String>, impl IntoInteger)>) => {
        setters!(
            @map $value: std::collections::BTreeMap<String, i64>, $crate::IntoInteger::into_integer
        )
    };
    (@map $value:ident: $map:ty, $convert:path) => {
        $value
            .into_iter()
            .map(|(name, value)| (name.into(), $convert(value)))
            .collect::<$map>()
            .into()
    };
}

#[cfg(test)]
#[allow(unreachable_pub)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Map, Value, json};

    use crate::Nullable::{self, Null};
    use crate::{IntegerOrNull, IntoInteger, ListOrNull};

    /// A field for each kind of argument.
    #[derive(Debug, Default, PartialEq)]
    struct Settings {
        on: Option<bool>,
        off: bool,
        name: Option<Nullable<String>>,
        count: Option<i64>,
        limit: Option<Nullable<i64>>,
        names: Vec<String>,
        aliases: Option<Vec<Option<String>>>,
        counts: Option<Vec<i64>>,
        labels: Option<Nullable<Vec<String>>>,
        words: Option<BTreeMap<String, String>>,
        numbers: Option<BTreeMap<String, i64>>,
        anything: Map<String, Value>,
        new: Option<f64>,
    }

    setters! {
        Settings {
            on(bool),
            off(bool),
            name(impl Into<Nullable<String>>),
            count(impl IntoInteger),
            limit(impl IntegerOrNull),
            names(impl IntoIterator<Item = impl Into<String>>),
            aliases(impl IntoIterator<Item = impl Into<Option<String>>>),
            counts(impl IntoIterator<Item = impl IntoInteger>),
            labels(impl ListOrNull<String>),
            words(impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>),
            numbers(impl IntoIterator<Item = (impl Into<String>, impl IntoInteger)>),
            anything(impl IntoIterator<Item = (impl Into<String>, impl Into<Value>)>),
            #[deprecated]
            new_(impl Into<f64>) sets new,
        }
    }

    #[test]
    #[allow(deprecated)]
    fn the_type_of_an_argument_determines_how_it_is_converted() {
        let set = Settings::default()
            .on(true)
            .off(false)
            .name("Ava")
            .count(3_u8)
            .limit(Null)
            .names(["a", "b"])
            .aliases([None])
            .counts([1_usize, 2])
            .labels(["c"])
            .words([("d", "e")])
            .numbers([("f", 4)])
            .anything([("g", true)])
            .new_(5_i32);
        let text = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let expected = Settings {
            on: Some(true),
            off: false,
            name: Some(Nullable::Value("Ava".to_owned())),
            count: Some(3),
            limit: Some(Null),
            names: text(&["a", "b"]),
            aliases: Some(vec![None]),
            counts: Some(vec![1, 2]),
            labels: Some(Nullable::Value(text(&["c"]))),
            words: Some(BTreeMap::from([("d".to_owned(), "e".to_owned())])),
            numbers: Some(BTreeMap::from([("f".to_owned(), 4)])),
            anything: Map::from_iter([("g".to_owned(), json!(true))]),
            new: Some(5.0),
        };
        assert_eq!(set, expected);
    }
}
