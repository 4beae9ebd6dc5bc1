//! Bodies of requests, responses, their statuses, headers and media types.

use super::pair::is_required;
use super::{
    BREAKS, BREAKS_BOTH, Check, Found, Kind, Mirror, NARROWER, Pair, SAFE, SAFE_BOTH, UNDECIDABLE,
    WIDER,
};
use crate::spec_diff::openapi::{List, Object};
use crate::spec_diff::spec::Part;
use crate::spec_diff::subject::Step;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "required-body-added",
        on: &[Kind::Operation],
        keys: &[],
        rule: BREAKS,
        mirror: Mirror::Check("body-removed"),
        sentence: "Requests have to have a body from now on.",
        find: |pair| body_added(pair, true),
    },
    Check {
        id: "optional-body-added",
        on: &[Kind::Operation],
        keys: &[],
        rule: SAFE,
        mirror: Mirror::Check("body-removed"),
        sentence: "Requests may have a body from now on.",
        find: |pair| body_added(pair, false),
    },
    Check {
        id: "body-removed",
        on: &[Kind::Operation],
        keys: &[],
        rule: BREAKS,
        mirror: Mirror::Check("required-body-added"),
        sentence: "Requests no longer have a body: what was sent in it is gone.",
        find: body_removed,
    },
    Check {
        id: "success-status-added",
        on: &[Kind::Operation],
        keys: &[],
        rule: BREAKS,
        mirror: Mirror::Check("success-status-removed"),
        sentence: "A success may come with another 2xx status, which clients do not expect.",
        find: |pair| statuses_added(pair, true),
    },
    Check {
        id: "success-status-removed",
        on: &[Kind::Operation],
        keys: &[],
        rule: BREAKS,
        mirror: Mirror::Check("success-status-added"),
        sentence: "A 2xx status for which clients wait does not come any more.",
        find: |pair| statuses_removed(pair, true),
    },
    Check {
        id: "other-status-added",
        on: &[Kind::Operation],
        keys: &[],
        rule: SAFE,
        mirror: Mirror::Check("other-status-removed"),
        sentence: "An answer other than success is described; clients have to expect any.",
        find: |pair| statuses_added(pair, false),
    },
    Check {
        id: "other-status-removed",
        on: &[Kind::Operation],
        keys: &[],
        rule: SAFE,
        mirror: Mirror::Check("other-status-added"),
        sentence: "An answer other than success is no longer described.",
        find: |pair| statuses_removed(pair, false),
    },
    Check {
        id: "media-type-added",
        on: &[Kind::Body, Kind::Response, Kind::Parameter, Kind::Header],
        keys: &["content"],
        rule: SAFE_BOTH,
        mirror: Mirror::Check("media-type-removed"),
        sentence: "There is one more media type to choose.",
        find: media_added,
    },
    Check {
        id: "media-type-removed",
        on: &[Kind::Body, Kind::Response, Kind::Parameter, Kind::Header],
        keys: &["content"],
        rule: BREAKS_BOTH,
        mirror: Mirror::Check("media-type-added"),
        sentence: "A media type is gone: who sends or asks for it is refused.",
        find: media_removed,
    },
    Check {
        id: "links-added",
        on: &[Kind::Response],
        keys: &["links"],
        rule: SAFE_BOTH,
        mirror: Mirror::Check("links-removed"),
        sentence: "It is said of a response what can be asked for next (`links`).",
        find: |pair| {
            let added = links(pair.base, pair.head);
            pair.when(added, "links", || "has more links".into())
        },
    },
    Check {
        id: "links-removed",
        on: &[Kind::Response],
        keys: &["links"],
        rule: UNDECIDABLE,
        mirror: Mirror::Check("links-added"),
        sentence: "It is no longer said what can be asked for after a response (`links`); programs \
                   may follow what was said.",
        find: |pair| {
            let removed = links(pair.head, pair.base);
            pair.when(removed, "links", || "has fewer links".into())
        },
    },
    Check {
        id: "header-added",
        on: &[Kind::Response],
        keys: &[],
        rule: SAFE_BOTH,
        mirror: Mirror::Check("header-removed"),
        sentence: "A response has one more header.",
        find: header_added,
    },
    Check {
        id: "header-removed",
        on: &[Kind::Response],
        keys: &[],
        rule: BREAKS_BOTH,
        mirror: Mirror::Check("header-added"),
        sentence: "A response header that clients may read is gone.",
        find: header_removed,
    },
    Check {
        id: "header-became-required",
        on: &[Kind::Header],
        keys: &["required"],
        rule: SAFE_BOTH,
        mirror: Mirror::Check("header-became-optional"),
        sentence: "A response header is always there from now on.",
        find: |pair| {
            pair.when(pair.appears("required"), "required", || {
                "is always sent".into()
            })
        },
    },
    Check {
        id: "header-became-optional",
        on: &[Kind::Header],
        keys: &["required"],
        rule: WIDER,
        mirror: Mirror::Check("header-became-required"),
        sentence: "A response header that was always there may be missing.",
        find: |pair| {
            pair.when(pair.vanishes("required"), "required", || {
                "may be missing".into()
            })
        },
    },
    Check {
        id: "content-described",
        on: &[Kind::Media, Kind::Parameter, Kind::Header],
        keys: &["schema"],
        rule: NARROWER,
        mirror: Mirror::Check("content-no-longer-described"),
        sentence: "Content that could be anything has a schema.",
        find: |pair| {
            pair.when(pair.appears("schema"), "schema", || {
                "the content has a schema".into()
            })
        },
    },
    Check {
        id: "content-no-longer-described",
        on: &[Kind::Media, Kind::Parameter, Kind::Header],
        keys: &["schema"],
        rule: WIDER,
        mirror: Mirror::Check("content-described"),
        sentence: "Content that had a schema can be anything.",
        find: |pair| {
            pair.when(pair.vanishes("schema"), "schema", || {
                "the content may be anything".into()
            })
        },
    },
];

fn body_added(pair: &Pair<'_>, required: bool) -> Vec<Found> {
    let fits = |_: &str, part: &Part<'_>| is_required(part) == required;
    let kind = if required {
        "a required"
    } else {
        "an optional"
    };
    pair.added(
        List::Body,
        |_| Step::Body,
        fits,
        &format!("{kind} request body is added"),
    )
}

fn body_removed(pair: &Pair<'_>) -> Vec<Found> {
    pair.removed(
        List::Body,
        |_| Step::Body,
        any,
        "the request body is removed",
    )
}

fn any(_: &str, _: &Part<'_>) -> bool {
    true
}

fn status(status: &str) -> Step {
    Step::Status(status.to_owned())
}

fn statuses_added(pair: &Pair<'_>, success: bool) -> Vec<Found> {
    let fits = |status: &str, _: &Part<'_>| status.starts_with('2') == success;
    pair.added(List::Statuses, status, fits, "the response is added")
}

fn statuses_removed(pair: &Pair<'_>, success: bool) -> Vec<Found> {
    let fits = |status: &str, _: &Part<'_>| status.starts_with('2') == success;
    pair.removed(List::Statuses, status, fits, "the response is removed")
}

fn media(media: &str) -> Step {
    Step::Media(media.to_owned())
}

fn media_added(pair: &Pair<'_>) -> Vec<Found> {
    pair.added(List::Media, media, any, "the media type is added")
}

fn media_removed(pair: &Pair<'_>) -> Vec<Found> {
    pair.removed(List::Media, media, any, "the media type is removed")
}

fn header(header: &str) -> Step {
    Step::Header(header.to_owned())
}

fn header_added(pair: &Pair<'_>) -> Vec<Found> {
    pair.added(List::Headers, header, any, "the header is added")
}

fn header_removed(pair: &Pair<'_>) -> Vec<Found> {
    pair.removed(List::Headers, header, any, "the header is removed")
}

/// Whether `more` has all links of `fewer` as they are, and others.
fn links(fewer: &Object<'_>, more: &Object<'_>) -> bool {
    let links = |object: &Object<'_>| {
        let links = object.value("links").and_then(serde_json::Value::as_object);
        links.cloned().unwrap_or_default()
    };
    let (fewer, more) = (links(fewer), links(more));
    let is_kept = |(name, link)| more.get(name) == Some(link);
    fewer.len() < more.len() && fewer.iter().all(is_kept)
}
