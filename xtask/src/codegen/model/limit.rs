/// A limit on a value in a request; the variants are those of the runtime's `Limit`.
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    /// Minimum number of characters or entries.
    MinLength(u64),
    /// Maximum number of characters or entries.
    MaxLength(u64),
    /// Inclusive lower bound.
    Minimum(f64),
    /// Exclusive lower bound.
    Above(f64),
    /// Inclusive upper bound.
    Maximum(f64),
    /// Exclusive upper bound.
    Below(f64),
    /// Form of a string: a variant of the runtime's `Form`.
    Form(&'static str),
    /// Limits on each entry of a list or value of a map.
    Each(Vec<Limit>),
}

impl Limit {
    /// Returns true if a form is checked, of the value or of its entries.
    pub fn has_form(&self) -> bool {
        match self {
            Self::Form(_) => true,
            Self::Each(each) => each.iter().any(Self::has_form),
            _ => false,
        }
    }
}
