//! Many versions of `revox-api`, and programs against them, checked by a few processes of the compiler.
//!
//! A crate for each version would spend most of the time on starting the compiler, reading
//! dependencies, and checking the handwritten code again. Here that code is at the root of one crate, and
//! each version is a module. Programs are modules of another crate, since `#[non_exhaustive]` and privacy
//! have no effect inside a crate.
//!
//! A module with an error keeps the compiler from checking the others completely, so it is removed and the
//! rest is checked again: every module that is reported to compile was part of a crate that compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{LazyLock, Mutex, PoisonError};

use serde_json::Value;

use super::{BUILD_LIMIT, Code, light, original, outline};
use crate::within::output;

/// Environment variable that keeps the derives of all models, even of those that are known to compile.
const ALL_DERIVES: &str = "REVOX_ALL_DERIVES";

/// Errors that one version may cause in another, if they are in the same crate: the compiler has more to
/// choose from than it would have.
const AMBIGUOUS: [&str; 6] = ["E0034", "E0119", "E0282", "E0283", "E0284", "E0592"];

/// Number of versions in a crate: large enough that their shared code hardly counts, and small enough
/// that all cores have work.
const MODULES_PER_CRATE: usize = 36;

/// The part of a version that is not generated: the root of `revox-api`, and all uses of generated code by
/// handwritten code.
const VERSION: &str = "\
pub use crate::*;
pub use generated::{models, resources};
mod generated;

#[derive(Clone, Debug)]
pub struct Version;
pub type Client = crate::Client<Version>;

fn taken(body: &[u8]) -> ([Option<serde_json::Value>; 3], drift::Shape, &'static [&'static str]) {
    let error = serde_json::from_slice::<models::ErrorBody>(body).unwrap();
    let fields = [error.code, error.error, error.message];
    (fields, generated::shapes::response(\"\"), generated::FIELD_NAMES)
}
";

/// Generated items that handwritten code uses, for the crate's root, which has no version. Whatever you add
/// here, add to `taken` above.
const NO_VERSION: &str = "\
pub mod models {
    #[derive(serde::Deserialize)]
    pub struct ErrorBody {
        pub code: Option<serde_json::Value>,
        pub error: Option<serde_json::Value>,
        pub message: Option<serde_json::Value>,
    }
}
pub mod resources {}
pub(crate) mod shapes {
    pub(crate) fn response(_: &str) -> crate::drift::Shape { loop {} }
}
pub(crate) const FIELD_NAMES: &[&str] = &[];
";

/// A version of the crate, and a program against it.
#[derive(Clone, Debug)]
pub struct Trial<'a> {
    /// The name of both modules.
    pub name: String,
    /// The generated code.
    pub code: &'a Code,
    /// Other generated code that is known to compile.
    pub base: &'a Code,
    /// The program: in it, `revox_api` is the version.
    pub program: String,
}

static OUTLINE: LazyLock<String> = LazyLock::new(|| outline::outline(&original().join("src")));

/// The root of a crate of programs.
const PROGRAMS: &str = "#![allow(warnings)]\n";

/// Folder in which crates are checked, with the compiled crates that they may use.
#[derive(Debug)]
pub struct Batch {
    root: PathBuf,
    externs: BTreeMap<String, PathBuf>,
}

impl Batch {
    /// Checks crates in `root`, which is emptied, against compiled crates by name.
    pub fn new(root: &Path, externs: BTreeMap<String, PathBuf>) -> Self {
        if root.exists() {
            fs::remove_dir_all(root).unwrap();
        }
        fs::create_dir_all(root).unwrap();
        Self {
            root: root.to_owned(),
            externs,
        }
    }

    /// Checks programs against a compiled crate, and returns the errors by the name of the program.
    pub fn programs(
        &self,
        library: &str,
        programs: impl IntoIterator<Item = (String, String)>,
    ) -> BTreeMap<String, String> {
        let name = format!("programs_of_{library}");
        let modules = programs.into_iter().map(|(module, text)| {
            self.write(&format!("{name}/{module}.rs"), &user(library, &text));
            module
        });
        let modules = modules.collect();
        self.check(&name, PROGRAMS, modules, &[])
    }

    /// Checks each version and its program, and returns the first error of either, by name.
    pub fn trials(&self, trials: &[Trial<'_>]) -> BTreeMap<String, String> {
        let chunks: Vec<_> = trials.chunks(MODULES_PER_CRATE).enumerate().collect();
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let queue = Mutex::new(chunks.into_iter());
        let next = || queue.lock().unwrap().next();
        let work = || {
            let mut errors = BTreeMap::new();
            while let Some((number, chunk)) = next() {
                errors.extend(self.chunk(number, chunk));
            }
            errors
        };
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            let done = running.into_iter();
            done.flat_map(|thread| thread.join().unwrap()).collect()
        })
    }

    fn chunk(&self, number: usize, trials: &[Trial<'_>]) -> BTreeMap<String, String> {
        let (versions, programs) = (format!("versions_{number}"), format!("programs_{number}"));
        for trial in trials {
            self.version(&versions, trial);
            let library = format!("{versions}::{}", trial.name);
            let program = user(&library, &trial.program);
            self.write(&format!("{programs}/{}.rs", trial.name), &program);
        }
        let names: BTreeSet<_> = trials.iter().map(|trial| trial.name.clone()).collect();
        self.write(&format!("{versions}/generated.rs"), NO_VERSION);
        let mut errors = self.check(&versions, &OUTLINE, names.clone(), &[]);
        let compiling = names.into_iter().filter(|name| !errors.contains_key(name));
        let programs = self.check(&programs, PROGRAMS, compiling.collect(), &[&versions]);
        errors.extend(programs);
        errors
    }

    /// Writes a version as a module of a crate.
    fn version(&self, within: &str, trial: &Trial<'_>) {
        let name = &trial.name;
        self.write(&format!("{within}/{name}.rs"), VERSION);
        for (path, text) in trial.code {
            let is_known = path.starts_with("models/") && trial.base.get(path) == Some(text);
            let is_light = is_known && std::env::var_os(ALL_DERIVES).is_none();
            let text = if is_light { light(text) } else { text.clone() };
            let text = text.replace("crate::", &format!("crate::{name}::"));
            self.write(&format!("{within}/{name}/generated/{path}"), &text);
        }
    }

    /// Checks a crate of modules whose files exist, and returns the first error of each module that has one.
    fn check(
        &self,
        name: &str,
        root: &str,
        mut modules: BTreeSet<String>,
        beside: &[&str],
    ) -> BTreeMap<String, String> {
        let mut errors = BTreeMap::new();
        loop {
            let declared: String = modules
                .iter()
                .map(|it| format!("pub mod {it};\n"))
                .collect();
            self.write(&format!("{name}/lib.rs"), &format!("{root}{declared}"));
            let found = self.compile(name, &modules, beside);
            if found.is_empty() {
                return errors;
            }
            modules.retain(|module| !found.contains_key(module));
            errors.extend(found);
        }
    }

    fn compile(
        &self,
        name: &str,
        modules: &BTreeSet<String>,
        beside: &[&str],
    ) -> BTreeMap<String, String> {
        let mut command = Command::new(rustc());
        command.current_dir(self.root.join(name));
        command.args(["--edition=2024", "--crate-type=lib", "--emit=metadata"]);
        command.args(["--error-format=json", "--out-dir=..", "-Ldependency=.."]);
        command.args(["--crate-name", name, "lib.rs"]);
        let metadata = |name: &&str| ((*name).to_owned(), self.metadata(name));
        let beside = beside.iter().map(metadata);
        for (name, path) in self.externs.clone().into_iter().chain(beside) {
            let folder = path.parent().unwrap().display();
            command.arg(format!("-Ldependency={folder}"));
            command.arg(format!("--extern={name}={}", path.display()));
        }
        let output = output(BUILD_LIMIT, command);
        let stderr = String::from_utf8_lossy(&output.stderr);
        let mut errors = BTreeMap::new();
        let diagnostics = stderr.lines().flat_map(serde_json::from_str::<Value>);
        for said in diagnostics.filter(|said| said["level"] == "error") {
            let spans = said["spans"].as_array().into_iter().flatten();
            let mut spans = spans.filter(|span| span["is_primary"] == true);
            if let Some(module) = spans.find_map(|span| module(span, modules)) {
                let text = said["rendered"].as_str().unwrap_or_default();
                let code = said["code"]["code"].as_str().unwrap_or_default();
                let of_its_own = !AMBIGUOUS.contains(&code);
                assert!(
                    of_its_own,
                    "{module} may be valid in a crate of its own: {text}"
                );
                errors.entry(module).or_insert_with(|| text.to_owned());
            }
        }
        let explained = output.status.success() || !errors.is_empty();
        assert!(explained, "{name}: {stderr}");
        errors
    }

    fn metadata(&self, name: &str) -> PathBuf {
        self.root.join(format!("lib{name}.rmeta"))
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Returns a model without its derives, from a cache, since it is the same in most versions.
fn light(text: &str) -> String {
    static LIGHT: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());
    let mut light = LIGHT.lock().unwrap_or_else(PoisonError::into_inner);
    let entry = light.entry(text.to_owned());
    entry.or_insert_with(|| light::light(text)).clone()
}

fn user(library: &str, program: &str) -> String {
    format!("use {library} as revox_api;\n{program}")
}

/// Returns the module in which a piece of code is, or in which the macro call is that it comes from.
fn module(span: &Value, modules: &BTreeSet<String>) -> Option<String> {
    let file = span["file_name"].as_str()?;
    let first = file.split(['/', '\\']).next().unwrap_or_default();
    let name = first.strip_suffix(".rs").unwrap_or(first);
    if modules.contains(name) {
        return Some(name.to_owned());
    }
    module(&span["expansion"]["span"], modules)
}

/// Returns the compiler that cargo uses: the one beside it, unless `RUSTC` names another.
fn rustc() -> OsString {
    if let Some(rustc) = std::env::var_os("RUSTC") {
        return rustc;
    }
    let cargo = std::env::var_os("CARGO")
        .map(PathBuf::from)
        .unwrap_or_default();
    let name = format!("rustc{}", std::env::consts::EXE_SUFFIX);
    let neighbour = cargo.with_file_name(&name);
    match neighbour.is_file() {
        true => neighbour.into(),
        false => name.into(),
    }
}
