//! The next version, by the level of the change.

use xtask::spec_diff::verdict::Level;
use xtask::spec_diff::version::Version;

#[test]
fn the_version_follows_the_rules_of_cargo() {
    #[rustfmt::skip]
    let table = [
        // Before 1.0, a breaking change raises the second number.
        ("0.1.4", Level::Major, Some("0.2.0")),
        ("0.1.4", Level::Minor, Some("0.1.5")),
        ("0.1.4", Level::Patch, Some("0.1.5")),
        ("0.1.4", Level::None, Some("0.1.4")),
        ("1.4.2", Level::Major, Some("2.0.0")),
        ("1.4.2", Level::Minor, Some("1.5.0")),
        ("1.4.2", Level::Patch, Some("1.4.3")),
        ("1.4.2", Level::None, Some("1.4.2")),
        ("1.4.2", Level::Unknown, None),
        ("1.4.2-rc.1", Level::Minor, None),
    ];
    for (current, level, next) in table {
        let version = Version::after(current, level, Vec::new());
        assert_eq!(version.next.as_deref(), next, "{current}, {level}");
    }
}
