//! Reports of random reviews: they respect the limits of GitHub and of a terminal, count the changes that
//! they leave out, and show texts of a spec without any other effect.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use revox_tests::sample_review::{change, of_schema, of_subject, plain, refusal, review};
use xtask::spec_diff::report::{MARKER, UNCHANGED, annotations, json, markdown};
use xtask::spec_diff::review::{Change, Review};
use xtask::spec_diff::subject::{Step, Subject, SubjectPath};
use xtask::spec_diff::verdict::{Level, Verdict, Wire};

#[test]
fn the_terminal_shows_the_weightiest_and_counts_the_others() {
    let of = |wire, shipped, name: &str, number: usize| {
        let mut change = change("a-check", &format!("{name} {number}"));
        change.path = change.path.then(Step::Property(format!("p{number}")));
        change.wire = Wire::Contract(wire);
        change.shipped = shipped;
        change
    };
    let safe = (0..50).map(|at| of(Verdict::Safe, Verdict::Safe, "safe", at));
    let worst = of(Verdict::Breaks, Verdict::Breaks, "first", 0);
    let first = [worst].into_iter().chain(safe).collect();
    let wire = (0..40).map(|at| of(Verdict::Breaks, Verdict::Safe, "wire", at));
    let programs = (0..30).map(|at| of(Verdict::Breaks, Verdict::Breaks, "programs", at));
    let second = wire.chain(programs).collect();
    let added = (0..1_000).map(|at| {
        let text = format!("is new for reason {at}");
        of_schema(&format!("New{at}"), vec![change("a-check", &text)])
    });
    let strange = (0..25).map(|at| of(Verdict::Unknown, Verdict::Safe, "strange", at));
    let subjects = [
        of_schema("One", first),
        of_schema("Two", second),
        strange.collect(),
    ];
    let review = review(subjects.into_iter().chain(added).collect());
    let text = plain(&review, false);
    assert_eq!(text.matches(": programs ").count(), 30);
    assert_eq!(text.matches(": wire ").count(), 29);
    assert_eq!(text.matches(": safe ").count(), 0);
    assert!(text.contains("\n\nand 61 more changes (--all)\n"), "{text}");
    assert!(text.contains(" and 980 more changes (--all)\n"), "{text}");
    assert!(text.contains(" and 5 more changes (--all)\n"), "{text}");
    assert_eq!(terminal_rows(&text), 100);
    let text = plain(&review, true);
    assert_eq!(terminal_rows(&text), review.changes.len());
    assert!(!text.contains("--all"));
}

#[test]
fn safe_changes_of_one_kind_share_a_line() {
    let of = |text: &str, number: usize| {
        let mut change = change("a-check", text);
        change.path = change.path.then(Step::Property(format!("p{number:02}")));
        change
    };
    let worst = Change {
        shipped: Verdict::Breaks,
        ..of("first", 0)
    };
    let properties = (0..12).map(|at| of("the optional property is added", at));
    let few = (0..3).map(|at| of("the required property is added", at));
    let changes = [worst].into_iter().chain(properties).chain(few).collect();
    let schemas = (0..1_000).map(|at| {
        let name = format!("New{at:03}");
        let added = Change {
            path: SubjectPath::new(Subject::schema(&name)),
            ..change("a-check", "is added")
        };
        of_schema(&name, vec![added])
    });
    let subjects = [of_schema("Call", changes)].into_iter().chain(schemas);
    let review = review(subjects.collect());
    let together =
        "12 optional properties are added: p00, p01, p02, p03, p04, p05, p06, p07 and 4 more";
    let text = plain(&review, false);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(together), "{text}");
    assert!(
        words.contains("1,000 schemas are added: New000, New001,"),
        "{text}"
    );
    assert_eq!(text.matches("the required property is added").count(), 3);
    assert_eq!(terminal_rows(&text), review.changes.len());
    let text = markdown(&review);
    assert!(text.contains(together), "{text}");
    assert_eq!(
        text.matches(": is added").count(),
        1_000 - number_left_out(&text)
    );
    let text = plain(&review, true);
    assert_eq!(text.matches("the optional property is added").count(), 12);
    assert_eq!(text.matches(": is added").count(), 1_000);
}

#[test]
fn a_comment_keeps_the_weightiest_of_very_many_changes() {
    let of = |verdict, number: usize| Change {
        wire: Wire::Contract(verdict),
        source_notes: vec!["why ".repeat(40); 9],
        ..change("a-check", &format!("{verdict} {number}"))
    };
    let safe = (0..3_000).map(|number| of(Verdict::Safe, number));
    let breaks = (0..50).map(|number| of(Verdict::Breaks, number));
    let review = review(vec![of_schema("Call", safe.chain(breaks).collect())]);
    let text = markdown(&review);
    assert!(text.len() < 65_536, "{} bytes", text.len());
    assert!((0..50).all(|number| text.contains(&format!("breaks {number}<br>"))));
    assert_eq!(rows(&text) + number_left_out(&text), 3_050);
    assert!(text.contains("source: and 6 more"));
}

#[test]
fn a_cut_text_ends_with_the_number_of_missing_characters() {
    let long = change("a-check", &"ü@".repeat(5_000));
    let text = markdown(&review(vec![of_schema("Call", vec![long])]));
    let shown = text.matches("&#64;").count() + text.matches('ü').count();
    assert!(shown > 100);
    assert_eq!(shown + number(&text, "… (+"), 10_000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn any_review_fits_into_a_comment_that_counts_the_changes_left_out(review in reviews()) {
        let text = markdown(&review);
        prop_assert!(text.len() <= 60_500, "{} bytes", text.len());
        prop_assert!(text.starts_with(MARKER));
        prop_assert_eq!(&text, &markdown(&review));
        prop_assert_eq!(text.contains(UNCHANGED), !review.differs());
        prop_assert_eq!(rows(&text) + number_left_out(&text), review.changes.len());
        for line in text.lines() {
            prop_assert!(!line.replace("&#64;&#8203;", "").contains("&#64;"), "{}", line);
            prop_assert!(!line.contains('@') && !line.contains("](") && !line.contains("<script"));
            if line.starts_with("| ") {
                prop_assert!([2, 4, 5].contains(&(line.matches('|').count() - 1)), "{}", line);
            }
        }
        for tag in ["details", "summary", "code", "b"] {
            let opened = text.matches(&format!("<{tag}>")).count();
            prop_assert_eq!(opened, text.matches(&format!("</{tag}>")).count(), "{}", tag);
        }
    }

    #[test]
    fn breaking_changes_are_the_last_to_go(review in reviews()) {
        let text = markdown(&review);
        let note = text.lines().find(|line| line.contains("Left out to fit")).unwrap_or("");
        let shows_prose = text.contains("<b>Documentation only</b>");
        prop_assert!(!(note.contains("break") && shows_prose), "{}", note);
    }

    #[test]
    fn any_review_can_be_read_by_programs(review in reviews()) {
        let value: serde_json::Value = serde_json::from_str(&json(&review).unwrap()).unwrap();
        let changes = value["changes"].as_array().unwrap();
        prop_assert_eq!(changes.len(), review.changes.len());
        let prints: BTreeSet<_> = changes.iter().map(|change| change["fingerprint"].as_str().unwrap()).collect();
        prop_assert_eq!(prints.len(), changes.len());
    }

    #[test]
    fn any_change_is_shown_or_counted_in_a_terminal(review in reviews()) {
        let text = plain(&review, false);
        let counted = text.lines().map(|line| {
            let line = line.trim_start();
            let is_count = line.ends_with(" of documentation only")
                || line.ends_with(" (--all shows them)")
                || line.ends_with(" more changes (--all)")
                || line.ends_with(" more change (--all)");
            let number = line.strip_prefix("and ").unwrap_or(line).split(' ').next();
            let number = number.filter(|_| is_count).and_then(|number| number.parse().ok());
            number.unwrap_or(0)
        });
        let counted: usize = counted.sum();
        prop_assert_eq!(terminal_rows(&text) + counted, review.changes.len(), "{}", text);
        prop_assert_eq!(terminal_rows(&plain(&review, true)), review.changes.len());
    }

    #[test]
    fn any_review_is_harmless_in_a_terminal_and_a_log(review in reviews()) {
        for text in [plain(&review, true), annotations(&review, Some("openapi.yaml"))] {
            prop_assert!(!text.chars().any(|char| char.is_control() && char != '\n'));
        }
        let commands = annotations(&review, Some("openapi.yaml"));
        prop_assert!(commands.lines().all(|line| line.starts_with("::")), "{}", commands);
        prop_assert!(commands.lines().count() <= 30);
    }
}

/// Returns the number of changes in a terminal report: in lines with three verdicts, some of which have a
/// number.
fn terminal_rows(text: &str) -> usize {
    let marks = |line: &str| line.matches(['✔', '⚠', '✖']).count();
    let is_row = |line: &&str| line.starts_with("  ") && marks(line) == 3;
    let count = |line: &str| {
        let sentence = line.chars().skip(38).collect::<String>();
        let (number, rest) = sentence.split_once(' ').unwrap_or_default();
        let number = number.replace(',', "").parse().ok();
        number.filter(|_| rest.contains(" are ")).unwrap_or(1)
    };
    text.lines().filter(is_row).map(count).sum()
}

/// Returns the number of rows of changes in a comment.
fn rows(text: &str) -> usize {
    let starting = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
    // Without the headings of the tables, and the verdicts at the top.
    (starting("| ") - starting("|---")).saturating_sub(1)
}

/// Returns the number of changes that a comment leaves out, by its own account.
fn number_left_out(text: &str) -> usize {
    number(text, "Left out to fit into a comment: ")
}

/// Returns the number behind a text.
fn number(text: &str, behind: &str) -> usize {
    let Some((_, rest)) = text.split_once(behind) else {
        return 0;
    };
    let digits: String = rest.chars().take_while(|char| *char != ' ').collect();
    digits.replace(',', "").parse().unwrap()
}

fn reviews() -> impl Strategy<Value = Review> {
    let few = prop::collection::vec(subjects(8), 0..6);
    let many = prop::collection::vec(subjects(30), 1..5);
    let not_understood = prop::collection::vec(changes(&[Verdict::Unknown]), 0..40);
    let refusals = prop::collection::vec(nasty(), 0..12);
    let sides = (nasty(), nasty(), refusals);
    (prop_oneof![few, many], not_understood, sides).prop_map(|(mut subjects, strange, sides)| {
        let (base, head, refusals) = sides;
        subjects.push(strange);
        let mut review = review(subjects);
        review.base.name = base;
        review.head.name = head;
        review.version.reasons = refusals.clone();
        review.head.refusals = refusals.iter().map(|text| refusal(text)).collect();
        review.base.refusals = refusals.iter().map(|text| refusal(text)).collect();
        review
    })
}

fn subjects(most: usize) -> impl Strategy<Value = Vec<Change>> {
    let subject = prop_oneof![
        Just(Subject::Api),
        nasty().prop_map(Subject::Operation),
        nasty().prop_map(|name| Subject::schema(&name)),
    ];
    let changes = changes(&[Verdict::Safe, Verdict::Breaks]);
    (subject, prop::collection::vec(changes, 0..most))
        .prop_map(|(subject, changes)| of_subject(&subject, changes))
}

fn changes(wire: &'static [Verdict]) -> impl Strategy<Value = Change> {
    let wire = || prop::sample::select(wire);
    let verdict = prop::sample::select(vec![Verdict::Safe, Verdict::Unknown, Verdict::Breaks]);
    let level = prop::sample::select(vec![
        Level::None,
        Level::Minor,
        Level::Major,
        Level::Unknown,
    ]);
    let notes = prop::collection::vec(nasty(), 0..5);
    let texts = (nasty(), nasty(), notes);
    (texts, wire(), wire(), verdict, level, any::<bool>()).prop_map(
        |((text, name, notes), request, response, shipped, source, is_prose)| {
            let path = SubjectPath::new(Subject::schema("Call")).then(Step::Property(name));
            Change {
                path,
                is_prose,
                wire: Wire::Directed {
                    request: Some(request),
                    response: Some(response),
                },
                wire_notes: notes.clone(),
                source: if is_prose { Level::Patch } else { source },
                source_notes: notes.clone(),
                shipped,
                shipped_notes: notes,
                ..change("a-check", &text)
            }
        },
    )
}

/// Returns texts with a meaning in Markdown, HTML, GitHub or a terminal, and others; some are very long.
fn nasty() -> impl Strategy<Value = String> {
    let parts = [
        "@someone",
        "#12",
        "|",
        "`",
        "```",
        "<!--",
        "-->",
        "</details>",
        "<script>",
        "](",
        "![",
        "\n",
        "\r\n",
        "\\",
        "\\|",
        "*",
        "_",
        "~~",
        "&lt;",
        "::error::",
        "%0A",
        "\u{1b}[31m",
        "\u{202e}",
        "\u{0}",
        "https://www.example.com",
        "- ",
        "1. ",
        "# ",
        "> ",
        "🦀",
        "ü",
        "call_attempts",
        " is ",
    ];
    let part = prop_oneof![
        prop::sample::select(parts.to_vec()).prop_map(str::to_owned),
        any::<String>()
    ];
    let text = prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat());
    (text, prop_oneof![20 => Just(1_usize), 1 => Just(80)])
        .prop_map(|(text, times)| text.repeat(times))
}
