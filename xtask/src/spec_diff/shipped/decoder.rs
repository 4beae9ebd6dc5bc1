//! What JSON a generated Rust type decodes and writes.

use std::ops::RangeInclusive;

use syn::{GenericArgument, PathArguments, Type};

use crate::spec_diff::rust_api::Member;

/// What JSON a type decodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Decoder {
    /// Any JSON.
    Any,
    /// Any JSON, of which programs write a time or null.
    Time,
    /// A string.
    Text,
    /// A string that is base64.
    Bytes,
    /// Any number.
    Number,
    /// A number without a fraction, in a range.
    Integer(RangeInclusive<i128>),
    /// `true` or `false`.
    Flag,
    /// `null`, or what another decodes.
    Optional(Box<Decoder>),
    /// An array.
    List(Box<Decoder>),
    /// An object whose values are all alike.
    Map(Box<Decoder>),
    /// What a model decodes.
    Model(String),
}

impl Decoder {
    /// Reads it off a type. Types that are not generated are listed with what they are known to
    /// decode; a test holds the list against the real types.
    pub(super) fn of(decoded: &Type) -> Option<Self> {
        let Type::Path(path) = decoded else {
            return None;
        };
        let last = path.path.segments.last()?;
        let arguments: Vec<_> = match &last.arguments {
            PathArguments::AngleBracketed(arguments) => arguments
                .args
                .iter()
                .filter_map(|argument| match argument {
                    GenericArgument::Type(inner) => Self::of(inner),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        let inner = || arguments.last().cloned().map(Box::new);
        Some(match last.ident.to_string().as_str() {
            "Value" => Self::Any,
            // It keeps whatever JSON stands where a time is expected.
            "Timestamp" => Self::Time,
            "String" | "Secret" => Self::Text,
            "Base64" => Self::Bytes,
            "f64" | "f32" => Self::Number,
            "i64" => Self::Integer(i64::MIN.into()..=i64::MAX.into()),
            "i32" => Self::Integer(i32::MIN.into()..=i32::MAX.into()),
            "u64" => Self::Integer(0..=u64::MAX.into()),
            "u32" => Self::Integer(0..=u32::MAX.into()),
            "bool" => Self::Flag,
            "Option" | "Nullable" => Self::Optional(inner()?),
            "Vec" => Self::List(inner()?),
            "BTreeMap" | "Map" => Self::Map(inner()?),
            "Box" => *inner()?,
            name => Self::Model(name.to_owned()),
        })
    }

    /// What it expects, for people.
    pub(super) fn expects(&self) -> String {
        match self {
            Self::Any => "any JSON".to_owned(),
            Self::Time => "a time or null".to_owned(),
            Self::Text => "a string".to_owned(),
            Self::Bytes => "base64".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Integer(_) => "an integer".to_owned(),
            Self::Flag => "a boolean".to_owned(),
            Self::Optional(inner) => format!("{} or null", inner.expects()),
            Self::List(_) => "an array".to_owned(),
            Self::Map(_) => "an object".to_owned(),
            Self::Model(name) => format!("a {name}"),
        }
    }
}

/// What JSON a field decodes, where it is there.
pub(super) fn decoder(field: &Member) -> Option<Decoder> {
    let decoder = Decoder::of(field.content.as_ref()?)?;
    // A null is a member that is missing.
    let is_corrected = serde(field).any(|text| text.contains("or_missing"));
    Some(match is_corrected {
        true => Decoder::Optional(Box::new(decoder)),
        false => decoder,
    })
}

/// Whether an object decodes in which a field is missing, as serde derives it.
pub(super) fn may_be_absent(field: &Member) -> bool {
    let says = |word: &str| serde(field).any(|text| text.contains(word));
    if says("default") {
        return true;
    }
    // serde lets an `Option` be absent, unless a function decodes it.
    let decoder = field.content.as_ref().and_then(Decoder::of);
    matches!(decoder, Some(Decoder::Optional(_))) && !says("deserialize_with")
}

fn serde(field: &Member) -> impl Iterator<Item = &String> {
    let attributes = field.attributes.iter();
    attributes.filter(|text| text.starts_with("serde("))
}
