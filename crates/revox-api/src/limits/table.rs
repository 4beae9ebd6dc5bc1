//! The table of a type's limits.

/// Implements `Checked` for a type.
///
/// Each row is a field with its limits; a field whose JSON name is another has that after `=`. The rows
/// of `only with` name a field, and the value of another one without which it may not be set. An enum
/// lists the variants whose content has limits.
macro_rules! limits {
    (enum $name:ident { $($variant:ident,)* }) => {
        impl $crate::limits::Checked for $name {
            fn check(&self, limits: &[$crate::limits::Limit], check: &mut $crate::limits::Check) {
                match self {
                    $(Self::$variant(content) => {
                        $crate::limits::Checked::check(content, limits, check);
                    })*
                    _ => {}
                }
            }
        }
    };
    ($name:ident {
        $($field:ident $(= $wire:literal)?: [$($limit:expr),*],)*
    } $(only with {
        $($set:ident $(= $set_wire:literal)?: $other:ident $(= $other_wire:literal)? == $value:literal,)*
    })?) => {
        // Deprecated settings are checked as long as they can be sent.
        #[allow(deprecated, unused_imports, unused_variables)]
        impl $crate::limits::Checked for $name {
            fn check(&self, _: &[$crate::limits::Limit], check: &mut $crate::limits::Check) {
                use $crate::limits::{Form::*, Limit::*};
                $(check.field(limits!(@name $field $($wire)?), &self.$field, &[$($limit),*]);)*
                $($(if self.$set.is_some() && self.$other.as_str() != $value {
                    let other = limits!(@name $other $($other_wire)?);
                    check.only_with(limits!(@name $set $($set_wire)?), other, $value);
                })*)?
            }
        }
    };
    (@name $field:ident) => {
        stringify!($field)
    };
    (@name $field:ident $wire:literal) => {
        $wire
    };
}
