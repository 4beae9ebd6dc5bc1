use proc_macro2::TokenStream;
use quote::quote;

/// Greatest width of a line of a doc comment: inside one of our macros, 100 columns are used.
const MAX_WIDTH: usize = 88;

/// Returns doc attributes: one for each line of `text`, broken at [`MAX_WIDTH`].
///
/// Lines inside a fenced code block stay as they are.
pub(super) fn attributes(text: &str) -> TokenStream {
    let mut fenced = false;
    let mut lines = Vec::new();
    for line in text.trim().lines() {
        if line.trim().is_empty() && lines.last().is_some_and(String::is_empty) {
            continue;
        }
        let is_fence = line.trim_start().starts_with("```");
        fenced ^= is_fence;
        match fenced || is_fence {
            true => lines.push(line.to_owned()),
            false => lines.extend(wrapped(line.trim())),
        }
    }
    let attributes = lines.into_iter().map(|line| {
        let indent = if line.is_empty() { "" } else { " " };
        let line = format!("{indent}{line}");
        quote!(#[doc = #line])
    });
    attributes.collect()
}

/// Breaks `text` at spaces alone: a word, a link or a path stays whole.
///
/// The lines after the first of an item of a list are indented, so that they belong to the item.
fn wrapped(text: &str) -> Vec<String> {
    let indent = if text.starts_with("- ") { "  " } else { "" };
    let options = textwrap::Options::new(MAX_WIDTH)
        .subsequent_indent(indent)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false);
    let lines = textwrap::wrap(text, options);
    lines.into_iter().map(|line| line.into_owned()).collect()
}
