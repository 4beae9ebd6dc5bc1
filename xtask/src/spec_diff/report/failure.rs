//! The failure in the formats of a review, so that it replaces an old report.

use serde::Serialize;

use super::annotations::Annotation;
use super::json::FORMAT;
use super::markdown::MARKER;
use super::markup::{code, escape};
use crate::spec_diff::failure::Failure;

impl Failure {
    /// Writes a comment on a pull request. It has the marker, so it replaces the last one.
    pub fn markdown(&self) -> String {
        let mut text = format!("{MARKER}\n### The spec cannot be read\n\n- ");
        if let Some(location) = self.location() {
            text += &format!("{}: ", code(&location, 500));
        }
        text += &escape(&self.message, 2_000);
        for detail in self.details() {
            text += &format!("<br>{}", escape(&detail, 2_000));
        }
        text + "\n\nNothing is known about the effects of this change.\n"
    }

    /// Writes an annotation, at the line if it is HEAD's.
    pub fn annotation(&self) -> String {
        // GitHub shows no location without a file, so the text names it.
        let location = self.location().filter(|_| self.file.is_none());
        let lines = [self.message.clone()].into_iter().chain(location);
        let annotation = Annotation {
            file: self.file.clone(),
            line: self.line,
            title: "the spec cannot be read".to_owned(),
            message: lines.chain(self.details()).collect(),
        };
        annotation.command("error")
    }

    /// Writes JSON for programs: `{"format": 2, "error": …}`.
    ///
    /// # Errors
    ///
    /// Returns an error if serde_json cannot encode the failure; none is known for which this happens.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        #[derive(Serialize)]
        struct Report<'f> {
            format: u32,
            error: &'f Failure,
        }
        let (format, error) = (FORMAT, self);
        Ok(serde_json::to_string_pretty(&Report { format, error })? + "\n")
    }
}
