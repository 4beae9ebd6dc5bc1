//! A transcript as Markdown, read by a parser of Markdown.

use proptest::test_runner::TestRunner;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use revox::prelude::*;
use serde_json::{Value, json};

use super::attempt_with;
use super::transcripts::entries;
use proptest::prelude::*;

fn markdown(entries: Value) -> String {
    let attempt = attempt_with(entries, Value::Null);
    attempt.transcript().to_markdown().to_string()
}

#[test]
fn speakers_are_bold_and_tools_are_code() {
    let entries = json!([
        {"role": "assistant", "content": "Hello *Camille*,\nis 1. or 2. right?\n1. or 2.\n- or =?"},
        {"role": "user", "content": "[click](http://a.example) <b>&amp; #4 `now`"},
        {
            "role": "tool",
            "content": "Looked it up.",
            "tool_name": "find",
            "tool_arguments": {"town": "`Gournay`"},
            "tool_output": "`[]`\n`",
            "tool_is_error": true,
        },
    ]);
    let expected = r#"**Agent:** Hello \*Camille\*,\
is 1. or 2. right?\
1\. or 2.\
\- or =?

**Person:** \[click\](http://a.example) \<b\>\&amp; \#4 \`now\`

**Tool:** Looked it up.\
`find` ``{"town":"`Gournay`"}``\
error: `` `[]` ` ``
"#;
    assert_eq!(markdown(entries), expected);
}

/// Returns the text that a reader sees: a line for each line, code between two marks, and a blank line between
/// paragraphs.
fn seen(markdown: &str) -> Result<String, String> {
    let mut seen = String::new();
    for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Start(Tag::Paragraph | Tag::Strong) | Event::End(TagEnd::Strong) => {}
            Event::End(TagEnd::Paragraph) => seen.push_str("\n\n"),
            Event::Text(text) => seen.push_str(&text),
            Event::Code(code) => seen.push_str(&format!("\u{1}{code}\u{1}")),
            Event::HardBreak => seen.push('\n'),
            other => return Err(format!("{other:?}")),
        }
    }
    Ok(seen)
}

/// The text has the same lines, but for the indent, the colon of a speaker and the marks of code.
fn words(text: &str) -> String {
    text.chars()
        .filter(|char| !char.is_whitespace() && *char != '\u{1}')
        .collect()
}

/// Each means something at the start of a line, below another.
#[test]
fn no_line_begins_a_block() {
    for line in [
        "===", "---", "- a", "-", "+ a", "* a", "***", "___", ":-", ":-:", ": a", "1. a", "12) a",
        "# a", "> a", "```", "~~~", "|a|", "|-|", "<b>", "<!-- a", "    a", "[a]: /b", "[^1]: a",
        "$$", "+++",
    ] {
        for content in [
            format!("a\n{line}\nb"),
            format!("a\n{line}"),
            line.to_owned(),
        ] {
            let markdown = markdown(json!([{"role": "user", "content": content}]));
            let lines: Vec<_> = content.lines().map(str::trim).collect();
            let expected = format!("Person: {}\n\n", lines.join("\n"));
            assert_eq!(seen(&markdown), Ok(expected), "{markdown:?}");
        }
    }
}

#[test]
fn nothing_that_was_said_is_markup() {
    let law = |entries: Vec<Value>| {
        let count = entries.len();
        let attempt = attempt_with(entries.into(), Value::Null);
        let markdown = attempt.transcript().to_markdown().to_string();
        let seen = seen(&markdown)
            .map_err(|event| TestCaseError::fail(format!("{event} in {markdown:?}")))?;
        prop_assert_eq!(seen.matches("\n\n").count(), count, "{:?}", markdown);
        prop_assert_eq!(
            words(&seen),
            words(&attempt.transcript().to_string()),
            "{:?}",
            markdown
        );
        Ok(())
    };
    TestRunner::deterministic().run(&entries(), law).unwrap();
}
