use syn::{Attribute, Expr, ExprLit, Item, Lit, Meta, parse_quote};

use super::Model;

/// The width of the text of a doc comment: inside one of our macros, 100 columns are used.
const WIDTH: usize = 88;

/// Breaks the documentation of a type and its fields into lines that a diff shows well.
pub(super) fn wrap(model: &mut Model) {
    match &mut model.item {
        Item::Struct(item) => {
            rewrap(&mut item.attrs);
            item.fields
                .iter_mut()
                .for_each(|field| rewrap(&mut field.attrs));
        }
        Item::Enum(item) => {
            rewrap(&mut item.attrs);
            item.variants
                .iter_mut()
                .for_each(|variant| rewrap(&mut variant.attrs));
        }
        _ => {}
    }
}

fn rewrap(attributes: &mut Vec<Attribute>) {
    let mut wrapped = self::attributes(&text(attributes));
    wrapped.extend(
        attributes
            .drain(..)
            .filter(|attribute| !attribute.path().is_ident("doc")),
    );
    *attributes = wrapped;
}

/// The text of all doc attributes.
pub(super) fn text(attributes: &[Attribute]) -> String {
    let lines: Vec<String> = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"))
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(meta) => match &meta.value {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) => Some(text.value()),
                _ => None,
            },
            _ => None,
        })
        .collect();
    lines.join("\n")
}

/// Breaks `text` at spaces alone: a word, a link or a path stays whole.
///
/// What goes on after the first line of an item of a list is indented, so that it belongs to the item.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let indent = if text.starts_with("- ") { "  " } else { "" };
    let options = textwrap::Options::new(width)
        .subsequent_indent(indent)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false);
    let lines = textwrap::wrap(text, options);
    lines.into_iter().map(|line| line.into_owned()).collect()
}

/// One doc attribute for each line of `text`, once it is broken at [`WIDTH`].
///
/// Lines inside a fenced code block stay as they are.
pub(super) fn attributes(text: &str) -> Vec<Attribute> {
    let mut fenced = false;
    let mut lines = Vec::new();
    for line in text.trim().lines() {
        if line.trim().is_empty() && lines.last().is_some_and(String::is_empty) {
            continue;
        }
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            lines.push(line.to_owned());
        } else if fenced {
            lines.push(line.to_owned());
        } else {
            lines.extend(wrapped(line.trim(), WIDTH));
        }
    }
    lines
        .into_iter()
        .map(|line| {
            let line = if line.is_empty() {
                line
            } else {
                format!(" {line}")
            };
            parse_quote!(#[doc = #line])
        })
        .collect()
}
