//! Pairs of strings from any flat value.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt::{self, Display};

use serde::ser::{Impossible, Serialize, SerializeMap, SerializeStruct, Serializer};

/// Converts a flat struct or map into pairs of strings, for prompt variables and metadata.
///
/// Text stays as it is. Numbers and booleans become text, without an unnecessary fraction: `3.0` becomes
/// `3`. A unit variant becomes its name, and a value that serde encodes as text, such as a date of jiff,
/// becomes that text. `None` and `()` are omitted. Names obey serde's attributes for encoding: `rename`,
/// `skip`, `flatten`.
///
/// # Errors
///
/// Fails if a field is not a single value (a struct, a list, a map, a variant with data) or not a finite
/// number, and if the value itself is neither a struct nor a map. The error has the path of the field.
///
/// # Examples
///
/// ```
/// use revox::models::{CallCreate, CampaignContact};
/// use revox::to_pairs;
///
/// #[derive(serde::Serialize)]
/// struct Customer {
///     first_name: &'static str,
///     panels: u32,
///     is_owner: bool,
///     referrer: Option<String>,
/// }
///
/// let customer = Customer { first_name: "Camille", panels: 12, is_owner: true, referrer: None };
/// let pairs = to_pairs(&customer)?;
/// let expected = [("first_name", "Camille"), ("is_owner", "true"), ("panels", "12")];
/// assert!(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).eq(expected));
///
/// let order = CallCreate::new("+33639980142")
///     .assistant_id("assistant_4Tn6yB")
///     .prompt_variables(to_pairs(&customer)?)
///     .metadata([("customer_id", "4711")]);
/// let contact = CampaignContact::new("+33639980142").prompt_variables(to_pairs(&customer)?);
/// # Ok::<(), revox::PairsError>(())
/// ```
pub fn to_pairs<T: Serialize + ?Sized>(value: &T) -> Result<BTreeMap<String, String>, PairsError> {
    match value.serialize(Encoder { is_inner: false })? {
        Encoded::Pairs(pairs) => Ok(pairs),
        Encoded::Text(_) | Encoded::Nothing => Err(PairsError::here(
            "is neither a struct with named fields nor a map",
        )),
    }
}

/// The error of a value that cannot become pairs of strings.
///
/// Returned by [`to_pairs`]. The message names the field, and shows no value.
///
/// # Examples
///
/// ```
/// let error = revox::to_pairs(&serde_json::json!({"address": {"town": "Gournay"}})).unwrap_err();
/// assert_eq!(error.path(), "address");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairsError {
    path: String,
    reason: &'static str,
}

impl PairsError {
    fn here(reason: &'static str) -> Self {
        Self {
            path: ".".to_owned(),
            reason,
        }
    }

    fn at(mut self, name: &str) -> Self {
        name.clone_into(&mut self.path);
        self
    }

    /// Returns the path of the field: its name, or `.` for the value as a whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the problem with the field, and what to do about it.
    pub fn reason(&self) -> &str {
        self.reason
    }
}

impl Display for PairsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path, self.reason)
    }
}

impl StdError for PairsError {}

impl serde::ser::Error for PairsError {
    fn custom<T: Display>(_: T) -> Self {
        // The message of a type's own implementation may quote the value.
        Self::here("cannot be encoded")
    }
}

const LIST: &str = "is a list: join its values into one text, or use a field for each";
const DATA: &str = "is a variant with data: use a unit variant and further fields";
const NESTED: &str = "is a struct or a map within another: flatten it with `#[serde(flatten)]`";

enum Encoded {
    Nothing,
    Text(String),
    Pairs(BTreeMap<String, String>),
}

struct Encoder {
    /// True for the value of a field, which must not have fields of its own.
    is_inner: bool,
}

impl Encoder {
    fn pairs(self) -> Result<Pairs, PairsError> {
        match self.is_inner {
            true => Err(PairsError::here(NESTED)),
            false => Ok(Pairs::default()),
        }
    }
}

/// Implements the methods for values whose text is that of `Display`.
macro_rules! texts {
    ($($method:ident($ty:ty))+) => {$(
        fn $method(self, value: $ty) -> Result<Encoded, PairsError> {
            Ok(Encoded::Text(value.to_string()))
        }
    )+};
}

type Refused = Impossible<Encoded, PairsError>;

impl Serializer for Encoder {
    type Ok = Encoded;
    type Error = PairsError;
    type SerializeSeq = Refused;
    type SerializeTuple = Refused;
    type SerializeTupleStruct = Refused;
    type SerializeTupleVariant = Refused;
    type SerializeMap = Pairs;
    type SerializeStruct = Pairs;
    type SerializeStructVariant = Refused;

    texts! {
        serialize_bool(bool) serialize_char(char) serialize_str(&str)
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
    }

    fn serialize_f32(self, value: f32) -> Result<Encoded, PairsError> {
        finite(value.is_finite(), value)
    }

    fn serialize_f64(self, value: f64) -> Result<Encoded, PairsError> {
        finite(value.is_finite(), value)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Encoded, PairsError> {
        Err(PairsError::here(LIST))
    }

    fn serialize_none(self) -> Result<Encoded, PairsError> {
        Ok(Encoded::Nothing)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Encoded, PairsError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Encoded, PairsError> {
        Ok(Encoded::Nothing)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Encoded, PairsError> {
        Ok(Encoded::Nothing)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Encoded, PairsError> {
        Ok(Encoded::Text(variant.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Encoded, PairsError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Encoded, PairsError> {
        Err(PairsError::here(DATA))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Refused, PairsError> {
        Err(PairsError::here(LIST))
    }

    fn serialize_tuple(self, _: usize) -> Result<Refused, PairsError> {
        Err(PairsError::here(LIST))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Refused, PairsError> {
        Err(PairsError::here(LIST))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Refused, PairsError> {
        Err(PairsError::here(DATA))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Pairs, PairsError> {
        self.pairs()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Pairs, PairsError> {
        self.pairs()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Refused, PairsError> {
        Err(PairsError::here(DATA))
    }
}

fn finite(is_finite: bool, value: impl Display) -> Result<Encoded, PairsError> {
    match is_finite {
        true => Ok(Encoded::Text(value.to_string())),
        false => Err(PairsError::here("is not a finite number")),
    }
}

#[derive(Default)]
struct Pairs {
    pairs: BTreeMap<String, String>,
    /// Name of the entry of a map whose value comes next.
    name: String,
}

impl Pairs {
    fn insert<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), PairsError> {
        let encoded = value.serialize(Encoder { is_inner: true });
        if let Encoded::Text(text) = encoded.map_err(|error| error.at(name))? {
            self.pairs.insert(name.to_owned(), text);
        }
        Ok(())
    }
}

impl SerializeStruct for Pairs {
    type Ok = Encoded;
    type Error = PairsError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), PairsError> {
        self.insert(name, value)
    }

    fn end(self) -> Result<Encoded, PairsError> {
        Ok(Encoded::Pairs(self.pairs))
    }
}

impl SerializeMap for Pairs {
    type Ok = Encoded;
    type Error = PairsError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), PairsError> {
        match key.serialize(Encoder { is_inner: true })? {
            Encoded::Text(name) => self.name = name,
            Encoded::Nothing | Encoded::Pairs(_) => {
                return Err(PairsError::here("has an entry without a name"));
            }
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), PairsError> {
        let name = std::mem::take(&mut self.name);
        self.insert(&name, value)
    }

    fn end(self) -> Result<Encoded, PairsError> {
        Ok(Encoded::Pairs(self.pairs))
    }
}
