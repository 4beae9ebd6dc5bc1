//! Colours and marks. The marks say the same without colours.

use anstyle::{AnsiColor, Style};

use super::super::words::Judgement;
use crate::spec_diff::verdict::Verdict;

/// How a text looks.
#[derive(Clone, Copy)]
pub(super) enum Paint {
    Strong,
    Faint,
    Verdict(Verdict),
}

impl Paint {
    pub(super) fn on(self, text: &str) -> String {
        let style = match self {
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Verdict(Verdict::Safe) => AnsiColor::Green.on_default(),
            Self::Verdict(Verdict::Unknown) => AnsiColor::Yellow.on_default(),
            Self::Verdict(Verdict::Breaks) => AnsiColor::Red.on_default().bold(),
        };
        format!("{style}{text}{style:#}")
    }
}

/// `✖ breaks`, with spaces up to a width.
pub(super) fn mark(judgement: Judgement, width: usize) -> String {
    let mark = match judgement.verdict {
        Verdict::Safe => "✔",
        Verdict::Unknown => "⚠",
        Verdict::Breaks => "✖",
    };
    let text = format!("{mark} {}", judgement.word);
    let padding = width.saturating_sub(text.chars().count());
    format!(
        "{}{:padding$}",
        Paint::Verdict(judgement.verdict).on(&text),
        ""
    )
}
