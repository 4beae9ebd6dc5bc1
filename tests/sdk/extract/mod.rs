//! Typed data: from a struct to the fields of the structured output, and from what was extracted back
//! to the struct; prompt variables and metadata from a struct.

mod pairs;
mod reading_back;
mod round_trip;
mod supported_types;
mod unsupported_types;

/// The text of a snapshot, in a file of its own.
macro_rules! assert_page {
    ($name:literal, $text:expr) => {
        insta::with_settings!({
            snapshot_path => "../../snapshots/extract",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!($name, $text) });
    };
}
pub(crate) use assert_page;
