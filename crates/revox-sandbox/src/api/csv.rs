//! Tables as CSV text.

use serde_json::{Value, json};

/// A `CsvExport`. Rows that are shorter than the head are filled up.
pub(super) fn export(filename: String, head: &[String], rows: Vec<Vec<String>>) -> Value {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    let table = std::iter::once(head.to_vec()).chain(rows);
    for mut row in table {
        row.resize(head.len(), String::new());
        // A vector takes everything.
        let _ = writer.write_record(&row);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    json!({ "csv": String::from_utf8_lossy(&bytes), "filename": filename })
}

/// A value as a cell: texts as they are, nothing for `null`, other values as JSON.
pub(super) fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    }
}
