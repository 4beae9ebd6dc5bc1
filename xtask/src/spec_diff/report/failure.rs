//! Why there is no review, in each format: an old verdict must not stand as if it were today's.

use std::fmt;

use serde::Serialize;

use super::annotations::{data, property};
use super::json::FORMAT;
use super::markdown::MARKER;
use super::markup::{code, escape};
use super::text::line;

/// Why there is no review.
#[derive(Debug, Serialize)]
pub struct Failure {
    /// `BASE` or `HEAD`, where one of them is the reason.
    pub side: Option<&'static str>,
    /// What people call the file, where there is one: `main:openapi.yaml`.
    pub name: Option<String>,
    /// The line in it.
    pub line: Option<u64>,
    /// What is wrong, with what.
    pub message: String,
    /// What git says about it, where it says anything.
    pub git: Option<String>,
    /// What to do about it.
    pub cure: String,
    /// HEAD's file from the root of the repository, where it is in it.
    #[serde(skip)]
    pub file: Option<String>,
}

impl Failure {
    /// As a comment on a pull request. It has the marker, so it takes the place of the last one.
    pub fn markdown(&self) -> String {
        let place = self.place().map(|place| code(&place, 500) + ": ");
        let mut text = format!(
            "{MARKER}\n### The spec cannot be read\n\n- {}{}",
            place.unwrap_or_default(),
            escape(&self.message, 2_000)
        );
        if let Some(git) = &self.git {
            text.push_str(&format!("<br>git says: {}", escape(git, 2_000)));
        }
        text.push_str(&format!("<br>cure: {}\n", escape(&self.cure, 1_000)));
        text.push_str("\nNothing is known of what this change does.\n");
        text
    }

    /// As an annotation, at HEAD's line where that is the place.
    pub fn annotation(&self) -> String {
        let file = self.file.as_deref().map(|file| {
            let line = self.line.map(|line| format!(",line={line}"));
            format!("file={}{},", property(file), line.unwrap_or_default())
        });
        let mut message = line(&self.message);
        // Where GitHub shows no place, the text names it.
        if let (None, Some(place)) = (&file, self.place()) {
            message.push_str(&format!("\n{}", line(&place)));
        }
        if let Some(git) = &self.git {
            message.push_str(&format!("\ngit says: {}", line(git)));
        }
        message.push_str(&format!("\ncure: {}", line(&self.cure)));
        format!(
            "::error {}title=spec-diff%3A the spec cannot be read::{}\n",
            file.unwrap_or_default(),
            data(&message)
        )
    }

    /// For programs: `{"format": 1, "error": …}`.
    ///
    /// # Errors
    ///
    /// When serde_json refuses, which it has no reason to.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        #[derive(Serialize)]
        struct Report<'f> {
            format: u32,
            error: &'f Failure,
        }
        let report = Report {
            format: FORMAT,
            error: self,
        };
        Ok(serde_json::to_string_pretty(&report)? + "\n")
    }

    fn place(&self) -> Option<String> {
        let name = self.name.as_deref()?;
        Some(match self.line {
            Some(line) => format!("{name}:{line}"),
            None => name.to_owned(),
        })
    }
}

/// For whoever runs the command.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "error: {}", self.message)?;
        if let Some(place) = self.place() {
            writeln!(f, "  --> {place}")?;
        }
        if let Some(git) = &self.git {
            writeln!(f, "  git says: {}", git.replace('\n', "\n            "))?;
        }
        write!(f, "  cure: {}", self.cure)
    }
}
