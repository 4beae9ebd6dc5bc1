//! Deserializes values whose objects have the order of the file.

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Value};
use xtask_yaml::Order;

/// A value, and the order of its parts in the file.
#[derive(Clone, Copy)]
pub(super) struct InOrder<'v>(pub(super) &'v Value, pub(super) Order<'v>);

impl<'de> Deserializer<'de> for InOrder<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Self(value, order) = self;
        match value {
            Value::Object(object) => {
                let entries = order.entries(object).into_iter();
                let entries = entries.map(|(key, value, order)| (key, Self(value, order)));
                visitor.visit_map(MapDeserializer::new(entries))
            }
            Value::Array(array) => {
                let items = order.items(array);
                let items = items.map(|(value, order)| Self(value, order));
                visitor.visit_seq(SeqDeserializer::new(items))
            }
            scalar => scalar.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Error> for InOrder<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
