//! What reviewers and programs read: small reviews as snapshots, and any review at all within the
//! limits of those who show it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use revox_tests::sample_review::{change, group, review, sample};
use revox_tests::spec::workspace;
use xtask::spec_diff::place::{Place, Step, Subject};
use xtask::spec_diff::report::{
    MARKER, UNCHANGED, annotations, json, markdown, nothing_differs, terminal,
};
use xtask::spec_diff::review::{Change, Group, Refusal, Review};
use xtask::spec_diff::verdict::{Level, Verdict, Wire};

#[test]
fn a_reviewer_sees_the_verdicts_first_and_every_change_with_its_line() {
    snapshot("terminal", &plain(&sample(), false));
    snapshot("terminal_all", &plain(&sample(), true));
    snapshot("markdown", &markdown(&sample()));
}

#[test]
fn the_manual_shows_the_report_as_it_is() {
    let manual = std::fs::read_to_string(workspace().join("docs/spec-diff.md")).unwrap();
    let report = plain(&sample(), false);
    assert!(
        manual.contains(&format!("```text\n{report}```\n")),
        "the sample is now\n{report}"
    );
}

#[test]
fn programs_get_every_change() {
    snapshot("json", &json(&sample()).unwrap());
}

#[test]
fn changes_stand_at_their_lines_in_a_pull_request() {
    snapshot("annotations", &annotations(&sample(), Some("openapi.yaml")));
}

#[test]
fn a_side_that_does_not_generate_is_said_first() {
    let mut review = sample();
    review.head.refusals = vec![Refusal {
        pointer: "/components/schemas/Call/properties/notes".into(),
        line: Some(56),
        problem: "the array does not say what it holds".into(),
        cure: "add `items`".into(),
    }];
    review.version.level = Level::Unknown;
    review.version.next = None;
    review.version.reasons.clear();
    snapshot("terminal_refused", &plain(&review, false));
    snapshot("markdown_refused", &markdown(&review));
    assert!(
        annotations(&review, Some("openapi.yaml"))
            .starts_with("::error file=openapi.yaml,line=56,")
    );
    assert!(json(&review).unwrap().contains("\"source\": \"refused\""));
}

#[test]
fn no_differences_are_one_sentence() {
    let nothing = review(vec![]);
    snapshot("terminal_nothing", &plain(&nothing, false));
    snapshot("markdown_nothing", &markdown(&nothing));
    assert_eq!(annotations(&nothing, Some("openapi.yaml")), "");
}

#[test]
fn colours_say_nothing_that_the_text_does_not() {
    let colored = terminal(&sample(), false);
    assert!(colored.contains("\u{1b}["));
    assert!(!plain(&sample(), false).contains('\u{1b}'));
}

#[test]
fn documentation_is_shown_on_demand() {
    let text = |number: usize| change("description-changed", &format!("wording {number}"));
    let prose = (0..30).map(|number| Change {
        is_prose: true,
        ..text(number)
    });
    let review = review(vec![group("Call", prose.collect())]);
    let folded = plain(&review, false);
    assert!(
        folded.contains("30 changes of documentation only, under 1 heading"),
        "{folded}"
    );
    assert!(!folded.contains("wording 7"));
    assert!(plain(&review, true).contains("wording 7"));
}

#[test]
fn what_is_gone_is_shown_where_it_was() {
    let mut gone = change("property-removed", "the property `a` is removed");
    gone.base.pointer = "/components/schemas/Call/properties/a".into();
    gone.base.line = Some(12);
    gone.head.pointer = "/components/schemas/Call".into();
    gone.head.line = Some(7);
    let review = review(vec![group("Call", vec![gone])]);
    assert!(plain(&review, false).contains("main:openapi.yaml:12"));
    // GitHub knows the lines of HEAD only.
    assert!(annotations(&review, Some("openapi.yaml")).contains("line=7,"));
}

#[test]
fn the_title_and_the_levels_say_the_worst_that_matters() {
    use Verdict::{Breaks, Safe, Unknown};
    let of = |wire, source, shipped| {
        let change = Change {
            wire: Wire::Contract(wire),
            source,
            shipped,
            ..change("a-check", "it")
        };
        review(vec![group("Call", vec![change])])
    };
    let mut refused = of(Breaks, Level::Unknown, Breaks);
    refused.head.refusals = vec![refusal("it")];
    for (review, title, level, count) in [
        (
            refused,
            "no code can be generated from it",
            "error",
            "1 breaks programs",
        ),
        (
            of(Breaks, Level::Major, Breaks),
            "programs already shipped break",
            "error",
            "1 breaks programs",
        ),
        (
            of(Safe, Level::Major, Safe),
            "code that uses the SDK breaks",
            "error",
            "1 breaks programs",
        ),
        (
            of(Breaks, Level::Minor, Safe),
            "other clients may break, programs that use the SDK do not",
            "warning",
            "1 breaks the wire",
        ),
        (
            of(Breaks, Level::Minor, Unknown),
            "some clients break, and something has to be judged by hand",
            "warning",
            "1 breaks the wire",
        ),
        (
            of(Unknown, Level::Minor, Safe),
            "something has to be judged by hand",
            "warning",
            "1 unknown",
        ),
        (
            of(Safe, Level::Minor, Safe),
            "nothing breaks",
            "notice",
            "1 safe",
        ),
    ] {
        let text = markdown(&review);
        let start = format!("{MARKER}\n### Spec change: {title}\n");
        assert!(text.starts_with(&start), "{title}\n{text}");
        assert!(
            text.contains(&format!(", 1 change: {count}\n")),
            "{title}\n{text}"
        );
        let text = annotations(&review, None);
        let all = text
            .lines()
            .all(|line| line.starts_with(&format!("::{level} ")));
        assert!(all, "{title}\n{text}");
    }
}

#[test]
fn what_a_side_that_does_not_generate_leaves_unknown_is_not_said_again_of_each_change() {
    let change = Change {
        source: Level::Unknown,
        ..change("a-check", "it")
    };
    let mut review = review(vec![group("Call", vec![change])]);
    assert!(markdown(&review).contains("1 change: 1 unknown"));
    review.head.refusals = vec![refusal("it")];
    assert!(markdown(&review).contains("1 change: 1 safe"));
    assert!(plain(&review, false).contains("1 change: 1 safe"));
    let text = annotations(&review, None);
    let starts: Vec<_> = text.lines().map(|line| &line[..9]).collect();
    assert_eq!(starts, ["::error t", "::notice "], "{text}");
    // Where BASE does not generate, nobody can say anything of shipped programs either.
    review.base.refusals = std::mem::take(&mut review.head.refusals);
    review.groups[0].changes[0].shipped = Verdict::Unknown;
    assert!(markdown(&review).contains("1 change: 1 safe"));
}

#[test]
fn the_terminal_shows_the_weightiest_and_counts_the_others() {
    let of = |wire, shipped, name: &str, number: usize| {
        let mut change = change("a-check", &format!("{name} {number}"));
        change.place = change.place.then(Step::Property(format!("p{number}")));
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
    let added =
        (0..1_000).map(|at| group(&format!("New{at}"), vec![change("a-check", "is added")]));
    let groups = [group("One", first), group("Two", second)];
    let mut review = review(groups.into_iter().chain(added).collect());
    review.not_understood = (0..25)
        .map(|at| of(Verdict::Unknown, Verdict::Safe, "strange", at))
        .collect();
    let text = plain(&review, false);
    assert_eq!(text.matches(": programs ").count(), 30);
    assert_eq!(text.matches(": wire ").count(), 29);
    assert_eq!(text.matches(": safe ").count(), 0);
    assert!(text.contains("\n\nand 61 more changes (--all)\n"), "{text}");
    assert!(text.contains(" and 980 more changes (--all)\n"), "{text}");
    assert!(text.contains(" and 5 more changes (--all)\n"), "{text}");
    assert_eq!(terminal_rows(&text), 100);
    let text = plain(&review, true);
    assert_eq!(terminal_rows(&text), review.changes().count());
    assert!(!text.contains("--all"));
}

#[test]
fn annotations_are_as_many_as_github_shows() {
    let of = |verdict| Change {
        wire: Wire::Contract(verdict),
        shipped: verdict,
        ..change("a-check", "it")
    };
    let verdicts = [Verdict::Safe, Verdict::Unknown, Verdict::Breaks];
    let changes = verdicts
        .into_iter()
        .flat_map(|verdict| (0..30).map(move |_| verdict));
    let review = review(vec![group("Call", changes.map(of).collect())]);
    let text = annotations(&review, Some("openapi.yaml"));
    let count = |level: &str| text.lines().filter(|line| line.starts_with(level)).count();
    assert_eq!(
        (count("::error "), count("::warning "), count("::notice ")),
        (10, 10, 10)
    );
    assert!(
        text.lines().last().unwrap().contains("::61 more findings"),
        "{text}"
    );
    assert!(text.starts_with("::error "), "the worst come first");
    let changes = (0..11).map(|_| of(Verdict::Unknown)).collect();
    let text = annotations(&self::review(vec![group("Call", changes)]), None);
    let end = "::1 more finding, not shown at a line. The summary of the job has it.\n";
    assert!(text.ends_with(end), "{text}");
}

#[test]
fn an_annotation_cannot_start_another_command() {
    let review = review(vec![group(
        "Call",
        vec![change("a-check", "100%\r\n::error::gotcha")],
    )]);
    let text = annotations(&review, Some("a:b,c.yaml"));
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(
        text.starts_with("::notice file=a%3Ab%2Cc.yaml,line=34,title=spec-diff%3A wire safe%2C")
    );
    assert!(text.contains("100%25"));
}

#[test]
fn text_of_a_spec_is_only_text() {
    let nasty =
        "</details><script>|a|\n# @someone #12 [x](http://www.x) `a|b` ![i](u) *b* _c_ \u{202e}";
    let mut change = change("a-check", nasty);
    change.wire = Wire::Contract(Verdict::Breaks);
    change.place = change.place.then(Step::Property(nasty.into()));
    change.source_notes = vec![nasty.into()];
    let mut review = review(vec![Group {
        subject: Subject::schema(nasty),
        ..group("A", vec![change])
    }]);
    review.head.name = nasty.into();
    review.version.reasons = vec![nasty.into()];
    snapshot("markdown_nasty", &markdown(&review));
    snapshot("terminal_nasty", &plain(&review, false));
}

#[test]
fn of_very_many_changes_the_weightiest_stay() {
    let of = |verdict, number: usize| Change {
        wire: Wire::Contract(verdict),
        source_notes: vec!["why ".repeat(40); 9],
        ..change("a-check", &format!("{verdict} {number}"))
    };
    let safe = (0..3_000).map(|number| of(Verdict::Safe, number));
    let breaks = (0..50).map(|number| of(Verdict::Breaks, number));
    let review = review(vec![group("Call", safe.chain(breaks).collect())]);
    let text = markdown(&review);
    assert!(text.len() < 65_536, "{} bytes", text.len());
    assert!((0..50).all(|number| text.contains(&format!("breaks {number}<br>"))));
    assert_eq!(rows(&text) + number_left_out(&text), 3_050);
    assert!(text.contains("source: and 6 more"));
}

#[test]
fn a_text_that_is_cut_says_by_how_much() {
    let long = change("a-check", &"ü@".repeat(5_000));
    let text = markdown(&review(vec![group("Call", vec![long])]));
    let shown = text.matches("&#64;").count() + text.matches('ü').count();
    assert!(shown > 100);
    assert_eq!(shown + number(&text, "… (+"), 10_000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_review_fits_into_a_comment_and_what_is_cut_is_counted(review in reviews()) {
        let text = markdown(&review);
        prop_assert!(text.len() <= 60_500, "{} bytes", text.len());
        prop_assert!(text.starts_with(MARKER));
        prop_assert_eq!(&text, &markdown(&review));
        prop_assert_eq!(text.contains(UNCHANGED), nothing_differs(&review));
        prop_assert_eq!(rows(&text) + number_left_out(&text), review.changes().count());
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
        let shows_prose = text.contains("of documentation only</summary>");
        prop_assert!(!(note.contains("break") && shows_prose), "{}", note);
    }

    #[test]
    fn any_review_can_be_read_by_programs(review in reviews()) {
        let value: serde_json::Value = serde_json::from_str(&json(&review).unwrap()).unwrap();
        let changes = value["changes"].as_array().unwrap();
        prop_assert_eq!(changes.len(), review.changes().count());
        let prints: BTreeSet<_> = changes.iter().map(|change| change["fingerprint"].as_str().unwrap()).collect();
        prop_assert_eq!(prints.len(), changes.len());
    }

    #[test]
    fn any_review_is_counted_in_a_terminal(review in reviews()) {
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
        prop_assert_eq!(terminal_rows(&text) + counted, review.changes().count(), "{}", text);
        prop_assert_eq!(terminal_rows(&plain(&review, true)), review.changes().count());
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

/// How many changes the terminal shows: lines with three verdicts.
fn terminal_rows(text: &str) -> usize {
    let marks = |line: &str| line.matches(['✔', '⚠', '✖']).count();
    let is_row = |line: &&str| line.starts_with("  ") && marks(line) == 3;
    text.lines().filter(is_row).count()
}

/// How many changes the comment shows.
fn rows(text: &str) -> usize {
    let starting = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
    // But for the headings of the tables, and the verdicts at the top.
    (starting("| ") - starting("|---")).saturating_sub(1)
}

/// How many changes the comment says that it leaves out.
fn number_left_out(text: &str) -> usize {
    number(text, "Left out to fit into a comment: ")
}

/// The number behind a word.
fn number(text: &str, behind: &str) -> usize {
    let Some((_, rest)) = text.split_once(behind) else {
        return 0;
    };
    let digits: String = rest.chars().take_while(|char| *char != ' ').collect();
    digits.replace(',', "").parse().unwrap()
}

fn reviews() -> impl Strategy<Value = Review> {
    let few = prop::collection::vec(groups(8), 0..6);
    let many = prop::collection::vec(groups(30), 1..5);
    let not_understood = prop::collection::vec(changes(), 0..40);
    let refusals = prop::collection::vec(nasty(), 0..12);
    let sides = (nasty(), nasty(), refusals);
    (prop_oneof![few, many], not_understood, sides).prop_map(|(groups, strange, sides)| {
        let (base, head, refusals) = sides;
        let mut review = review(groups);
        review.not_understood = strange;
        review.base.name = base;
        review.head.name = head;
        review.version.reasons = refusals.clone();
        review.head.refusals = refusals.iter().map(|text| refusal(text)).collect();
        review.base.refusals = refusals.iter().map(|text| refusal(text)).collect();
        review
    })
}

fn refusal(text: &str) -> Refusal {
    Refusal {
        pointer: text.to_owned(),
        line: None,
        problem: text.to_owned(),
        cure: text.to_owned(),
    }
}

fn groups(most: usize) -> impl Strategy<Value = Group> {
    let subject = prop_oneof![
        Just(Subject::Api),
        nasty().prop_map(Subject::Operation),
        nasty().prop_map(|name| Subject::schema(&name)),
    ];
    (subject, prop::collection::vec(changes(), 0..most)).prop_map(|(subject, changes)| Group {
        subject,
        ..group("Call", changes)
    })
}

fn changes() -> impl Strategy<Value = Change> {
    let verdict = || prop::sample::select(vec![Verdict::Safe, Verdict::Unknown, Verdict::Breaks]);
    let level = prop::sample::select(vec![
        Level::None,
        Level::Minor,
        Level::Major,
        Level::Unknown,
    ]);
    let notes = prop::collection::vec(nasty(), 0..5);
    let texts = (nasty(), nasty(), notes);
    (texts, verdict(), verdict(), verdict(), level, any::<bool>()).prop_map(
        |((text, name, notes), request, response, shipped, source, is_prose)| {
            let place = Place::of(Subject::schema("Call")).then(Step::Property(name));
            Change {
                place,
                is_prose,
                wire: Wire::Directed {
                    request: Some(request),
                    response: Some(response),
                },
                source: if is_prose { Level::Patch } else { source },
                source_notes: notes.clone(),
                shipped,
                shipped_notes: notes,
                ..change("a-check", &text)
            }
        },
    )
}

/// Texts that mean something to Markdown, HTML, GitHub, terminals or none of them; some very long.
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

fn plain(review: &Review, all: bool) -> String {
    let text = terminal(review, all);
    anstream::adapter::strip_str(&text).to_string()
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => "../snapshots/spec_diff_reports",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
}
