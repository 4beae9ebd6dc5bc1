//! Reads YAML into JSON values, and remembers the line of each.

mod lines;

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::{Options, SnippetMode, Spanned};

pub use lines::Lines;
use lines::Node;

/// Largest number of values and keys in a file: a dense file of 64 MB has no more.
const NODES: usize = 8_000_000;
/// Greatest depth of nested values: each level takes stack.
const DEPTH: usize = 64;
/// Largest number of aliases in a file.
const ALIASES: usize = 50_000;

/// The error of a text that is not valid YAML, or that exceeds a limit, with its line.
#[derive(Debug)]
pub(crate) struct YamlError {
    /// Description of the error: the rest of a sentence that begins with the file.
    pub(crate) message: String,
    pub(crate) line: Option<u64>,
    pub(crate) cure: &'static str,
}

impl From<serde_saphyr::Error> for YamlError {
    fn from(error: serde_saphyr::Error) -> Self {
        let formatter = serde_saphyr::UserMessageFormatter;
        let plain = serde_saphyr::render_options! {
            formatter: &formatter,
            snippets: SnippetMode::Off,
        };
        let line = error.location().map(|location| location.line());
        match exceeded(&error) {
            Some(limit) => Self {
                message: format!("is more than is read: {limit}"),
                line,
                cure: "name an OpenAPI file, and take out of it what no API needs; examples are the \
                       largest part of most",
            },
            None => Self {
                message: format!("is not valid YAML: {}", error.render_with_options(plain)),
                line,
                cure: "mend the syntax there, or just above it",
            },
        }
    }
}

/// Returns a sentence about the limit that a text exceeds.
fn exceeded(error: &serde_saphyr::Error) -> Option<String> {
    let breach = match error.without_snippet() {
        serde_saphyr::Error::Budget { breach, .. } => breach,
        _ => return None,
    };
    Some(match breach {
        BudgetBreach::Nodes { .. } | BudgetBreach::Events { .. } => {
            let millions = NODES / 1_000_000;
            format!("it has more than {millions} million values and keys")
        }
        BudgetBreach::Depth { .. } => format!("its values are nested more than {DEPTH} deep"),
        BudgetBreach::Aliases { .. } => format!("it has more than {ALIASES} aliases"),
        BudgetBreach::AliasAnchorRatio { .. } => {
            "it repeats the same few anchors too often".to_owned()
        }
        breach => format!("a limit of the reader is exceeded: {breach:?}"),
    })
}

/// Returns the options of the reader: `no` and `on` are words, as in YAML 1.2, and not booleans.
pub(super) fn options() -> Options {
    serde_saphyr::options! {
        strict_booleans: true,
        budget: serde_saphyr::budget! {
            max_nodes: NODES,
            // Each list and mapping has a start and an end.
            max_events: 2 * NODES,
            max_depth: DEPTH,
            max_aliases: ALIASES,
        },
    }
}

/// Returns the values of a YAML text, with sorted keys, and their lines.
pub(crate) fn read(text: &str) -> Result<(Value, Lines), YamlError> {
    let tree: Spanned<Tree> = serde_saphyr::from_str_with_options(text, options())?;
    let line = tree.referenced.line();
    let Tree { value, below } = tree.value;
    Ok((value, Lines::new(Node::new("", line, below))))
}

/// A value, and the lines of its parts.
struct Tree {
    value: Value,
    below: Box<[Node]>,
}

impl From<Value> for Tree {
    fn from(value: Value) -> Self {
        let below = Box::default();
        Self { value, below }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TreeVisitor;

        impl<'de> Visitor<'de> for TreeVisitor {
            type Value = Tree;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any YAML")
            }

            fn visit_unit<E>(self) -> Result<Tree, E> {
                Ok(Value::Null.into())
            }

            fn visit_none<E>(self) -> Result<Tree, E> {
                Ok(Value::Null.into())
            }

            fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Tree, D::Error> {
                Tree::deserialize(inner)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
                Ok(Value::from(value).into())
            }

            fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
                Ok(Value::from(value).into())
            }

            fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
                Ok(Value::from(value).into())
            }

            fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
                Ok(Value::from(value).into())
            }

            fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
                Ok(Value::from(value).into())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
                let (mut values, mut below) = (Vec::new(), Vec::new());
                while let Some(item) = items.next_element::<Spanned<Tree>>()? {
                    let index = below.len().to_string();
                    let line = item.referenced.line();
                    below.push(Node::new(&index, line, item.value.below));
                    values.push(item.value.value);
                }
                Ok(Tree {
                    value: values.into(),
                    below: below.into(),
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
                let (mut values, mut below) = (Map::new(), Vec::new());
                while let Some((key, entry)) = entries.next_entry::<Spanned<String>, Tree>()? {
                    // People look for the line of the key.
                    let line = key.referenced.line();
                    below.push(Node::new(&key.value, line, entry.below));
                    values.insert(key.value, entry.value);
                }
                Ok(Tree {
                    value: values.into(),
                    below: below.into(),
                })
            }
        }

        deserializer.deserialize_any(TreeVisitor)
    }
}
