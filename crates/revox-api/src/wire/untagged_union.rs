/// A union whose members are told apart by their JSON type, with an arm for any other value.
macro_rules! untagged_union {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident($content:ty),)+
        }
    ) => {
        $(#[doc = $doc])*
        ///
        /// Told apart by JSON type. Other types may come: match with a `_` arm.
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant($content),)+
            /// A JSON value of a type that this version of the library does not know, kept and
            /// written back unchanged.
            ///
            /// It cannot be named in a pattern, since a later version may give it a variant of its
            /// own: match with `_`, and use `as_unknown`.
            #[non_exhaustive]
            Unknown(serde_json::Value),
        }

        impl $name {
            /// The value, where this version of the library does not know its type.
            pub fn as_unknown(&self) -> Option<&serde_json::Value> {
                match self {
                    Self::Unknown(value) => Some(value),
                    _ => None,
                }
            }
        }

        $(
            impl From<$content> for $name {
                fn from(content: $content) -> Self {
                    Self::$variant(content)
                }
            }
        )+
    };
}
