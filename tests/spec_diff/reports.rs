//! Snapshots of the reports on small reviews, in every format.

use revox_tests::sample_review::{change, of_schema, plain, refusal, review, sample};
use revox_tests::spec::workspace;
use xtask::spec_diff::report::{MARKER, annotations, json, markdown, terminal};
use xtask::spec_diff::review::{Change, Refusal, Review};
use xtask::spec_diff::subject::Step;
use xtask::spec_diff::verdict::{Level, Verdict, Wire};

#[test]
fn reviewers_see_the_verdicts_and_every_change_with_its_line() {
    snapshot("terminal", &plain(&sample(), false));
    snapshot("terminal_all", &plain(&sample(), true));
    snapshot("markdown", &markdown(&sample()));
}

#[test]
fn the_manual_shows_an_actual_report() {
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
fn changes_are_annotated_at_their_lines() {
    snapshot("annotations", &annotations(&sample(), Some("openapi.yaml")));
}

#[test]
fn a_review_sorts_its_changes() {
    let sorted = sample();
    let Review {
        base,
        head,
        version,
        mut changes,
        reach,
    } = sample();
    changes.reverse();
    let again = Review::new([base, head], version, changes, &reach);
    assert_eq!(json(&again).unwrap(), json(&sorted).unwrap());
    assert_eq!(plain(&again, true), plain(&sorted, true));
}

#[test]
fn a_side_that_does_not_generate_comes_first() {
    let mut review = sample();
    review.head.refusals = vec![Refusal {
        pointer: "/components/schemas/Call/properties/notes".into(),
        line: Some(56),
        message: "the array does not say what it holds".into(),
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

/// The change did not cause them, and fifty lines of them must not hide the changes.
#[test]
fn errors_of_both_sides_are_below_the_changes() {
    let mut review = sample();
    let errors = |count: usize| (0..count).map(|_| refusal("no method")).collect();
    review.base.refusals = errors(998);
    review.head.refusals = errors(999);
    for text in [plain(&review, false), markdown(&review)] {
        let line = "Neither side generates: source and shipped are unknown; BASE has 998 \
                    errors, HEAD has 999 errors";
        let at = text.find(line).expect(&text);
        let changes = text.find("becomes optional").unwrap();
        assert!(changes < at, "{text}");
        assert_eq!(text.matches("Neither side").count(), 1);
    }
    review.base.refusals = errors(1_001);
    let text = plain(&review, false);
    assert!(text.contains("BASE has more than 1,000 errors"), "{text}");
    assert!(!plain(&review, false).contains("no method"));
    assert!(plain(&review, true).contains("no method"));
    let title = markdown(&review);
    assert!(
        title.contains("### Spec change: some clients break\n"),
        "{title}"
    );
    let first = annotations(&review, None);
    let warning = first
        .lines()
        .find(|line| line.starts_with("::warning"))
        .unwrap();
    assert!(!warning.contains("no method"), "{warning}");
}

#[test]
fn a_review_without_differences_is_one_sentence() {
    let nothing = review(vec![]);
    snapshot("terminal_nothing", &plain(&nothing, false));
    snapshot("markdown_nothing", &markdown(&nothing));
    assert_eq!(annotations(&nothing, Some("openapi.yaml")), "");
}

#[test]
fn the_text_without_colours_says_the_same() {
    let colored = terminal(&sample(), false);
    assert!(colored.contains("\u{1b}["));
    assert!(!plain(&sample(), false).contains('\u{1b}'));
}

#[test]
fn changes_of_documentation_are_shown_on_demand() {
    let text = |number: usize| change("description-changed", &format!("wording {number}"));
    let prose = (0..30).map(|number| Change {
        is_prose: true,
        ..text(number)
    });
    let review = review(vec![of_schema("Call", prose.collect())]);
    let folded = plain(&review, false);
    assert!(
        folded.contains("30 changes of documentation only, under 1 heading"),
        "{folded}"
    );
    assert!(!folded.contains("wording 7"));
    assert!(plain(&review, true).contains("wording 7"));
}

#[test]
fn a_removed_part_is_shown_at_its_line_in_base() {
    let mut gone = change("property-removed", "the property `a` is removed");
    gone.base.pointer = "/components/schemas/Call/properties/a".into();
    gone.base.line = Some(12);
    gone.head.pointer = "/components/schemas/Call".into();
    gone.head.line = Some(7);
    let review = review(vec![of_schema("Call", vec![gone])]);
    assert!(plain(&review, false).contains("main:openapi.yaml:12"));
    // GitHub only knows the lines of HEAD.
    assert!(annotations(&review, Some("openapi.yaml")).contains("line=7,"));
}

#[test]
fn the_title_and_the_levels_name_the_worst_that_matters() {
    use Verdict::{Breaks, Safe, Unknown};
    let of = |wire, source, shipped| {
        let change = Change {
            wire: Wire::Contract(wire),
            source,
            shipped,
            ..change("a-check", "it")
        };
        review(vec![of_schema("Call", vec![change])])
    };
    let mut refused = of(Breaks, Level::Unknown, Breaks);
    refused.head.refusals = vec![refusal("it")];
    for (review, title, level, count) in [
        (
            refused,
            "no code can be generated",
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
fn a_change_is_not_unknown_because_a_side_does_not_generate() {
    let change = Change {
        source: Level::Unknown,
        ..change("a-check", "it")
    };
    let mut review = review(vec![of_schema("Call", vec![change])]);
    assert!(markdown(&review).contains("1 change: 1 unknown"));
    review.head.refusals = vec![refusal("it")];
    assert!(markdown(&review).contains("1 change: 1 safe"));
    assert!(plain(&review, false).contains("1 change: 1 safe"));
    let text = annotations(&review, None);
    let starts: Vec<_> = text.lines().map(|line| &line[..9]).collect();
    assert_eq!(starts, ["::error t", "::notice "], "{text}");
    // If BASE does not generate, the effect on shipped programs is unknown, too.
    review.base.refusals = std::mem::take(&mut review.head.refusals);
    review.changes[0].shipped = Verdict::Unknown;
    assert!(markdown(&review).contains("1 change: 1 safe"));
}

#[test]
fn there_are_no_more_annotations_than_github_shows() {
    let of = |verdict| Change {
        wire: Wire::Contract(verdict),
        shipped: verdict,
        ..change("a-check", "it")
    };
    let verdicts = [Verdict::Safe, Verdict::Unknown, Verdict::Breaks];
    let changes = verdicts
        .into_iter()
        .flat_map(|verdict| (0..30).map(move |_| verdict));
    let review = review(vec![of_schema("Call", changes.map(of).collect())]);
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
    let text = annotations(&self::review(vec![of_schema("Call", changes)]), None);
    let end = "::1 more finding, not shown at a line. The summary of the job has it.\n";
    assert!(text.ends_with(end), "{text}");
}

#[test]
fn an_annotation_cannot_start_another_command() {
    let review = review(vec![of_schema(
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
fn texts_of_a_spec_have_no_effect() {
    let nasty =
        "</details><script>|a|\n# @someone #12 [x](http://www.x) `a|b` ![i](u) *b* _c_ \u{202e}";
    let mut change = change("a-check", nasty);
    change.wire = Wire::Contract(Verdict::Breaks);
    change.path = change.path.then(Step::Property(nasty.into()));
    change.source_notes = vec![nasty.into()];
    let mut review = review(vec![of_schema(nasty, vec![change])]);
    review.head.name = nasty.into();
    review.version.reasons = vec![nasty.into()];
    snapshot("markdown_nasty", &markdown(&review));
    snapshot("terminal_nasty", &plain(&review, false));
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => "../snapshots/spec_diff_reports",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
}
