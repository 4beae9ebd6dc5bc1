//! A workspace outside this one, in which copies of `revox-api` with other generated code are built.
//!
//! It persists, and only files that differ are written, so that the next run builds little. Code that need
//! not run is only checked, in a [`Batch`].

mod batch;
mod light;
mod outline;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use serde_json::Value;

use crate::reviews::shared;
use crate::spec::workspace;
use crate::within::{LIMIT, output};
pub use batch::{Batch, Trial};

/// Time limit of a build from scratch, which takes a minute on two idle cores.
const BUILD_LIMIT: Duration = Duration::from_secs(15 * 60);

/// Folder of the generated files of `revox-api`, below the root of a workspace.
const GENERATED: &str = "crates/revox-api/src/generated/";

/// The generated files of `revox-api`, by path below `src/generated`.
pub type Code = BTreeMap<String, String>;

/// Generates from the text of a spec.
///
/// # Errors
///
/// Returns the generated code, or the generator's error.
pub fn generate(text: &str) -> Result<Code, String> {
    let generated = shared(text).generated.as_ref();
    let tree = &generated.map_err(ToString::to_string)?.files;
    let files = tree.iter().filter_map(|(path, text)| {
        let path = path.to_str()?.replace('\\', "/");
        Some((path.strip_prefix(GENERATED)?.to_owned(), text.clone()))
    });
    Ok(files.collect())
}

/// The workspace.
#[derive(Debug)]
pub struct Scratch {
    root: PathBuf,
    members: BTreeSet<String>,
    programs: Vec<String>,
    written: BTreeSet<PathBuf>,
}

impl Scratch {
    /// Opens the workspace in `root`, or creates it.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            members: BTreeSet::new(),
            programs: Vec::new(),
            written: BTreeSet::new(),
        }
    }

    /// Adds a copy of `revox-api` under another name, with `code` for its generated files.
    pub fn library(&mut self, name: &str, code: &Code) {
        self.copy(&original().join("src"), &format!("{name}/src"));
        self.generated(name, code);
    }

    fn generated(&mut self, name: &str, code: &Code) {
        let manifest = fs::read_to_string(original().join("Cargo.toml")).unwrap();
        let renamed = manifest.replace("\"revox-api\"", &format!("\"{name}\""));
        self.write(
            &format!("{name}/Cargo.toml"),
            &without_dev_dependencies(&renamed),
        );
        for (path, text) in code {
            self.write(&format!("{name}/src/generated/{path}"), text);
        }
        self.members.insert(name.to_owned());
    }

    /// Adds a program that depends on a library and on the library's dependencies.
    pub fn program(&mut self, name: &str, library: &str, text: &str) {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[dependencies]\n\
             {library} = {{ path = \"../{library}\", default-features = false }}\n\
             bytes.workspace = true\nhttp.workspace = true\nserde.workspace = true\n\
             serde_json.workspace = true\n"
        );
        self.write(&format!("{name}/Cargo.toml"), &manifest);
        self.write(&format!("{name}/src/main.rs"), text);
        self.members.insert(name.to_owned());
        self.programs.push(name.to_owned());
    }

    /// Writes the files of the workspace itself, and deletes those of an earlier run.
    pub fn finish(&mut self) {
        let names: Vec<_> = self
            .members
            .iter()
            .map(|name| format!("{name:?}"))
            .collect();
        let members = format!("members = [{}]", names.join(", "));
        let manifest = fs::read_to_string(workspace().join("Cargo.toml")).unwrap();
        let lines = manifest
            .lines()
            // They name crates that the scratch workspace does not have.
            .filter(|line| !line.starts_with("default-members = "))
            // It stands in for a crate that is not used here.
            .filter(|line| *line != "[patch.crates-io]" && !line.starts_with("typify = "))
            .map(|line| match line.starts_with("members = ") {
                true => members.as_str(),
                false => line,
            });
        let manifest: String = lines.map(|line| format!("{line}\n")).collect();
        self.write("Cargo.toml", &manifest);
        if !self.root.join("Cargo.lock").exists() {
            fs::copy(workspace().join("Cargo.lock"), self.root.join("Cargo.lock")).unwrap();
        }
        for member in self.members.clone() {
            self.clean(&self.root.join(member));
        }
    }

    /// Returns the target folder, which neighbouring workspaces share, so that dependencies are built once.
    fn target(&self) -> PathBuf {
        self.root.with_file_name("target")
    }

    fn write(&mut self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if fs::read_to_string(&path).ok().as_deref() != Some(text) {
            fs::write(&path, text).unwrap();
        }
        self.written.insert(path);
    }

    /// Copies handwritten files.
    fn copy(&mut self, from: &Path, to: &str) {
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let to = format!("{to}/{name}");
            if !entry.file_type().unwrap().is_dir() {
                self.write(&to, &fs::read_to_string(entry.path()).unwrap());
            } else if name != "generated" {
                self.copy(&entry.path(), &to);
            }
        }
    }

    fn clean(&self, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.clean(&path);
            } else if !self.written.contains(&path) {
                fs::remove_file(path).unwrap();
            }
        }
    }

    /// Builds the programs, and returns the compiled libraries that they depend on, by their names in code.
    pub fn build(&self) -> BTreeMap<String, PathBuf> {
        let mut arguments = vec!["build", "--message-format=json"];
        for program in &self.programs {
            arguments.extend(["--package", program]);
        }
        let built = self.cargo(&arguments);
        let stderr = String::from_utf8_lossy(&built.stderr);
        assert!(built.status.success(), "{stderr}");
        let stdout = String::from_utf8_lossy(&built.stdout);
        let said = stdout.lines().flat_map(serde_json::from_str::<Value>);
        let artifacts = said.filter(|said| said["reason"] == "compiler-artifact");
        artifacts.filter_map(|said| library(&said)).collect()
    }

    /// Runs a built program with `input`, and returns its output.
    pub fn run(&self, program: &str, input: &str) -> String {
        let path = self.root.join(program).with_extension("json");
        fs::write(&path, input).unwrap();
        let mut command = Command::new(self.target().join("debug").join(program));
        command.stdin(File::open(path).unwrap());
        let output = output(LIMIT, command);
        assert!(output.status.success(), "{program}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs cargo, without the network if possible.
    fn cargo(&self, arguments: &[&str]) -> Output {
        let run = |more: &[&str]| {
            let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
            let mut command = Command::new(cargo);
            command.args(arguments).args(more).current_dir(&self.root);
            command.env("CARGO_TARGET_DIR", self.target());
            // Incremental builds of hundreds of crates would take gigabytes.
            command.env("CARGO_INCREMENTAL", "0");
            output(BUILD_LIMIT, command)
        };
        let output = run(&["--offline"]);
        let lacks_crates = String::from_utf8_lossy(&output.stderr).contains("--offline");
        if output.status.success() || !lacks_crates {
            return output;
        }
        run(&[])
    }
}

fn original() -> PathBuf {
    workspace().join("crates/revox-api")
}

/// Returns the library that a message of cargo names, if programs can use it.
fn library(said: &Value) -> Option<(String, PathBuf)> {
    let name = said["target"]["name"].as_str()?.replace('-', "_");
    let mut files = said["filenames"].as_array()?.iter().flat_map(Value::as_str);
    let file = files.find(|file| file.ends_with(".rlib"))?;
    Some((name, PathBuf::from(file)))
}

/// Removes the dev-dependencies, which are for examples in the documentation and take long to build.
fn without_dev_dependencies(manifest: &str) -> String {
    let Some((before, rest)) = manifest.split_once("[dev-dependencies]\n") else {
        return manifest.to_owned();
    };
    let after = rest
        .find("\n[")
        .and_then(|end| rest.get(end..))
        .unwrap_or_default();
    format!("{before}{after}")
}
