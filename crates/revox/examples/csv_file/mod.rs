//! CSV files of the examples.

use std::path::Path;

/// A CSV file with a header.
pub(crate) struct CsvFile {
    pub(crate) headers: csv::StringRecord,
    pub(crate) reader: csv::Reader<std::io::Cursor<Vec<u8>>>,
}

impl CsvFile {
    /// Opens a file whose first line has to name these columns, in any order and among others.
    pub(crate) fn open(path: &Path, columns: &[&str]) -> Result<Self, String> {
        let named = |problem: String| format!("{}: {problem}", path.display());
        let mut bytes = std::fs::read(path).map_err(|error| named(error.to_string()))?;
        // The reader counts lines by their line feeds.
        bytes.retain(|byte| *byte != b'\r');
        // Excel marks UTF-8 with these three bytes.
        let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
            Some(rest) => rest.to_vec(),
            None => bytes,
        };
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(std::io::Cursor::new(bytes));
        let headers = reader.headers().map_err(|error| named(describe(&error)))?;
        let headers = headers.clone();
        check(&headers, columns).map_err(named)?;
        Ok(Self { headers, reader })
    }
}

fn check(headers: &csv::StringRecord, columns: &[&str]) -> Result<(), String> {
    let first_line = columns.join(",");
    if headers.is_empty() {
        return Err(format!(
            "the file is empty; its first line must name the columns: {first_line}"
        ));
    }
    let missing: Vec<_> = columns
        .iter()
        .filter(|column| !headers.iter().any(|header| header == **column))
        .copied()
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let found = headers.iter().collect::<Vec<_>>().join(",");
    for (character, name) in [(';', "semicolons"), ('\t', "tabs")] {
        if headers.len() == 1 && found.contains(character) {
            return Err(format!(
                "the columns are separated by {name}; save the file with commas, so that its first \
                 line is: {first_line}"
            ));
        }
    }
    Err(format!(
        "there is no column {}; the first line is `{found}` and must be: {first_line}",
        missing.join(", ")
    ))
}

/// Describes an error without its line.
pub(crate) fn describe(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("the row has {len} columns instead of {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "the row is not valid UTF-8".to_owned(),
        csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
        _ => error.to_string(),
    }
}
