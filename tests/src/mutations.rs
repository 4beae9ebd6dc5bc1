//! Changes of a spec, with verdicts by people that the review of two specs is tested against.
//!
//! `mutations/*.yaml` are three specs, and each file of `mutations/cases` lists single changes to one of
//! them. The verdicts were written by hand, from their definitions and from reading the generator; where
//! an experiment proved them wrong, `why` says so.

mod allows;
mod experiment;
mod ordered;
mod takes;

use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use crate::spec::{names, workspace};
pub use allows::allows;
pub use experiment::{Asked, Response, Silent, Takes};
pub use ordered::Ordered;
pub use takes::takes;

/// One change to a spec, with its verdicts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The file of `mutations/cases`, without its ending: the theme.
    #[serde(skip)]
    pub file: String,
    /// A short, unique sentence.
    pub name: String,
    /// The spec that is changed.
    pub base: Base,
    /// The change, as a JSON Patch (RFC 6902).
    pub edit: Vec<Ordered>,
    /// Verdict on the contract.
    pub wire: Wire,
    /// Verdict on programs that are compiled again.
    pub source: Source,
    /// Verdict on programs that were built before.
    pub shipped: Shipped,
    /// Explanation of a verdict that may surprise.
    pub why: Option<String>,
    /// Statements that use the changed part, against the base; `client` is a client. They compile
    /// against the changed spec exactly when `source` is not major.
    pub program: Option<String>,
    /// Evidence that a program which still compiles means something else.
    pub silent: Option<Silent>,
    /// A response that the changed spec allows. The old client decodes it exactly if `shipped` does not
    /// break.
    pub response: Option<Response>,
    /// A request of the old client. The changed spec allows it exactly if `shipped` does not break, or breaks
    /// by responses alone.
    pub request: Option<Asked>,
}

/// The specs that are changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Base {
    /// A spec that the generator accepts, mostly about responses.
    Reads,
    /// A spec that the generator accepts, mostly about requests.
    Sends,
    /// A spec that the generator refuses.
    Wide,
}

/// Verdict on the contract, for all clients that followed it, in any language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Wire {
    /// The same in each direction.
    All(Contract),
    /// Different in requests and responses, which both have the changed part.
    Each {
        /// As part of requests.
        request: Contract,
        /// As part of responses.
        response: Contract,
    },
}

/// A verdict on a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Contract {
    /// Every client that followed the contract still does.
    Safe,
    /// Nobody can say.
    Unknown,
    /// Some client that followed the contract no longer does.
    Breaks,
}

impl Wire {
    /// Returns the worse of the two, where they differ.
    pub fn worst(self) -> Contract {
        match self {
            Self::All(contract) => contract,
            Self::Each { request, response } => request.max(response),
        }
    }
}

/// Verdict on programs that are compiled against the code generated from the changed spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// The same bytes are generated.
    None,
    /// Other code with the same interface.
    Patch,
    /// The interface has grown, or a part of it became deprecated.
    Minor,
    /// Some program does not compile any more, or means something else.
    Major,
    /// The changed spec does not generate.
    Refused,
    /// Neither spec generates.
    Unknown,
}

/// Verdict on programs already shipped, if the server follows the changed spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shipped {
    /// All of them keep working.
    Survives,
    /// Some call fails that succeeded before, or does harm.
    Breaks,
    /// No programs exist, since the base does not generate.
    Unknown,
}

impl Case {
    /// Returns true if there are programs to be judged: code is generated from the spec before the change.
    pub fn generates(&self) -> bool {
        self.base != Base::Wide
    }

    /// Returns true if shipped programs break by a request.
    pub fn breaks_by_requests(&self) -> bool {
        let responses_alone = matches!(
            self.wire,
            Wire::Each {
                request: Contract::Safe,
                ..
            }
        );
        self.shipped == Shipped::Breaks && !responses_alone
    }

    /// Returns the text of the spec before the change.
    pub fn base_text(&self) -> String {
        self.base.text()
    }

    /// Returns the text of the spec after it, as JSON, keys in the order of the file.
    ///
    /// # Panics
    ///
    /// Panics if the change does not apply.
    pub fn head_text(&self) -> String {
        let mut head = self.base.tree();
        for edit in &self.edit {
            head.apply(edit)
                .unwrap_or_else(|problem| panic!("{self}: {problem}"));
        }
        serde_json::to_string_pretty(&head).unwrap()
    }

    /// Returns the spec before the change, as a value.
    pub fn base_value(&self) -> Value {
        Value::from(&self.base.tree())
    }

    /// Returns the spec after the change, as a value.
    ///
    /// # Panics
    ///
    /// Panics if the change does not apply.
    pub fn head_value(&self) -> Value {
        serde_json::from_str(&self.head_text()).unwrap()
    }

    /// Returns the change as a value without an order of keys.
    pub fn edit_value(&self) -> Value {
        self.edit.iter().map(Value::from).collect()
    }
}

impl Base {
    /// Returns the text of the spec.
    pub fn text(self) -> String {
        let name = match self {
            Self::Reads => "reads",
            Self::Sends => "sends",
            Self::Wide => "wide",
        };
        read(&format!("{name}.yaml"))
    }

    /// Returns the spec as a tree.
    pub fn tree(self) -> Ordered {
        static READS: LazyLock<Ordered> = LazyLock::new(|| parse(&Base::Reads.text()));
        static SENDS: LazyLock<Ordered> = LazyLock::new(|| parse(&Base::Sends.text()));
        static WIDE: LazyLock<Ordered> = LazyLock::new(|| parse(&Base::Wide.text()));
        match self {
            Self::Reads => READS.clone(),
            Self::Sends => SENDS.clone(),
            Self::Wide => WIDE.clone(),
        }
    }
}

/// The file and the name.
impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.name)
    }
}

/// Returns every case, file by file.
///
/// # Panics
///
/// Panics if a file cannot be read.
pub fn cases() -> Vec<Case> {
    // Tests of one binary share what takes a second to read.
    static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
        let files = names("mutations/cases", ".yaml").into_iter();
        files.flat_map(|file| cases_of(&file)).collect()
    });
    CASES.clone()
}

fn cases_of(file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = parse(&read(&format!("cases/{file}.yaml")));
    cases
        .iter_mut()
        .for_each(|case| case.file = file.to_owned());
    cases
}

fn read(path: &str) -> String {
    let path = workspace().join("tests/mutations").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> T {
    // As the generator reads YAML: `no` and `on` are words.
    let options = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(text, options).unwrap_or_else(|error| panic!("{error}"))
}
