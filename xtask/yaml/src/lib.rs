//! Reads YAML into JSON values, and remembers the line of each.

mod lines;
mod pointer;

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::{Options, SnippetMode, Spanned};

use lines::Line;
pub use lines::{Lines, Order};
pub use pointer::{below, escape, unescape};

/// Largest number of values and keys in a file: a dense file of 64 MB has no more.
const NODES: usize = 8_000_000;
/// Greatest depth of nested values: each level takes stack.
const DEPTH: usize = 64;
/// Largest number of aliases in a file.
const ALIASES: usize = 50_000;

/// Error of a file that is not valid YAML, or that exceeds a limit.
#[derive(Debug)]
pub struct YamlError {
    /// Description of the error: the rest of a sentence that begins with the file.
    pub message: String,
    /// Line of the error, if it has one.
    pub line: Option<u64>,
    /// Advice on what to do about it.
    pub cure: &'static str,
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
                message: format!("exceeds a limit: {limit}"),
                line,
                cure: "name an OpenAPI file, and take out of it what no API needs; examples are the \
                       largest part of most",
            },
            None => Self {
                message: format!("is not valid YAML: {}", error.render_with_options(plain)),
                line,
                cure: "fix the syntax there, or just above it",
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
fn options() -> Options {
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
///
/// # Errors
///
/// Returns an error if the text is not valid YAML or exceeds a limit: 8 million values and keys, 64
/// levels, 50,000 aliases.
///
/// ```
/// let (value, lines) = xtask_yaml::read("info:\n  title: Revox")?;
/// assert_eq!(value["info"]["title"], "Revox");
/// assert_eq!(lines.at("/info/title"), Some(2));
/// # Ok::<(), xtask_yaml::YamlError>(())
/// ```
pub fn read(text: &str) -> Result<(Value, Lines), YamlError> {
    let tree: Spanned<Tree> = serde_saphyr::from_str_with_options(text, options())?;
    let mut lines = Vec::new();
    let value = tree.value.add("", tree.referenced.line(), &mut lines);
    Ok((value, Lines::new(lines)))
}

/// A value, and the lines of its parts.
struct Tree {
    value: Value,
    below: Vec<Line>,
}

impl Tree {
    /// Adds the lines of this part to `around`, the lines of the value that contains it. Returns its value.
    fn add(self, key: &str, line: u64, around: &mut Vec<Line>) -> Value {
        around.push(Line::new(key, line, self.below.len()));
        around.extend(self.below);
        self.value
    }
}

impl From<Value> for Tree {
    fn from(value: Value) -> Self {
        let below = Vec::new();
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
                    let (index, line) = (values.len().to_string(), item.referenced.line());
                    values.push(item.value.add(&index, line, &mut below));
                }
                let value = values.into();
                Ok(Tree { value, below })
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
                let (mut values, mut below) = (Map::new(), Vec::new());
                while let Some((key, entry)) = entries.next_entry::<Spanned<String>, Tree>()? {
                    // People look for the line of the key.
                    let line = key.referenced.line();
                    let value = entry.add(&key.value, line, &mut below);
                    values.insert(key.value, value);
                }
                let value = values.into();
                Ok(Tree { value, below })
            }
        }

        deserializer.deserialize_any(TreeVisitor)
    }
}
