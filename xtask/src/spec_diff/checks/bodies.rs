//! Request bodies; responses with their statuses, headers and media types.

use super::Find::{Added, Appears, If, Removed, Vanishes};
use super::Kind::{Body, Header, Media, Operation, Parameter, Response};
use super::find::{any, is_optional, is_required};
use super::{BREAKS, BREAKS_BOTH, NARROWER, Pair, SAFE, SAFE_BOTH, UNDECIDABLE, WIDER};
use crate::spec_diff::openapi::{List, Object};
use crate::spec_diff::spec::Part;

checks! {
    on [Operation], keys [] {
        "required-body-added" <-> "body-removed": BREAKS,
            "A required request body is added: requests without one are refused.",
            Added(List::Body, is_required, "a required request body is added");
        "optional-body-added" <-> "body-removed": SAFE,
            "An optional request body is added.",
            Added(List::Body, is_optional, "an optional request body is added");
        "body-removed" <-> "required-body-added": BREAKS,
            "The request body is removed: requests that send one are refused, or it has no effect.",
            Removed(List::Body, any, "the request body is removed");
        "success-status-added" <-> "success-status-removed": BREAKS,
            "An operation may succeed with another 2xx status, which clients do not expect.",
            Added(List::Statuses, is_success, "the response is added");
        "success-status-removed" <-> "success-status-added": BREAKS,
            "An operation no longer succeeds with a 2xx status that clients expect.",
            Removed(List::Statuses, is_success, "the response is removed");
        "other-status-added" <-> "other-status-removed": SAFE,
            "A response other than success is documented; clients have to expect any.",
            Added(List::Statuses, is_not_success, "the response is added");
        "other-status-removed" <-> "other-status-added": SAFE,
            "A response other than success is no longer documented.",
            Removed(List::Statuses, is_not_success, "the response is removed");
    }
    on [Body, Response, Parameter, Header], keys ["content"] {
        "media-type-added" <-> "media-type-removed": SAFE_BOTH,
            "A media type is added, which clients may choose.",
            Added(List::Media, any, "the media type is added");
        "media-type-removed" <-> "media-type-added": BREAKS_BOTH,
            "A media type is removed: requests that send it or ask for it are refused.",
            Removed(List::Media, any, "the media type is removed");
    }
    on [Response], keys ["links"] {
        "links-added" <-> "links-removed": SAFE_BOTH,
            "More is documented about what a program can request after a response (`links`).",
            If(|pair| has_more_links(pair.head, pair.base), "has more links");
        "links-removed" <-> "links-added": UNDECIDABLE,
            "Less is documented about what a program can request after a response (`links`). Programs may \
             rely on it.",
            If(|pair| has_more_links(pair.base, pair.head), "has fewer links");
    }
    on [Response], keys [] {
        "header-added" <-> "header-removed": SAFE_BOTH,
            "A response header is added.",
            Added(List::Headers, any, "the header is added");
        "header-removed" <-> "header-added": BREAKS_BOTH,
            "A response header that clients may read is removed.",
            Removed(List::Headers, any, "the header is removed");
    }
    on [Header], keys ["required"] {
        "header-became-required" <-> "header-became-optional": SAFE_BOTH,
            "A response header becomes required: it is always sent.", Appears("is always sent");
        "header-became-optional" <-> "header-became-required": WIDER,
            "A response header becomes optional: it may be missing.", Vanishes("may be missing");
    }
    on [Media, Parameter, Header], keys ["schema"] {
        "content-described" <-> "content-no-longer-described": NARROWER,
            "Content that could be anything has a schema.", Appears("the content has a schema");
        "content-no-longer-described" <-> "content-described": WIDER,
            "Content that had a schema can be anything.", Vanishes("the content may be anything");
    }
}

fn is_success(_: &Pair<'_>, status: &str, _: &Part<'_>) -> bool {
    status.starts_with('2')
}

fn is_not_success(pair: &Pair<'_>, status: &str, response: &Part<'_>) -> bool {
    !is_success(pair, status, response)
}

/// Returns true if one response has all links of the other unchanged, and more.
fn has_more_links(one: &Object<'_>, other: &Object<'_>) -> bool {
    let (more, fewer) = (one.entries("links"), other.entries("links"));
    more.len() > fewer.len()
        && fewer
            .iter()
            .all(|(name, link)| more.get(name) == Some(link))
}
