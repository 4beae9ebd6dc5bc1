//! Replaces the spans by nothing if the feature `tracing` is off.

use std::pin::Pin;

use http::Response;
use revox_api::{Attempt, Error, Finished, Operation};

use crate::base_url::BaseUrl;
use crate::{PlaceError, Placement};

#[derive(Clone)]
pub(crate) struct Server;

impl Server {
    pub(crate) fn new(_: &BaseUrl) -> Self {
        Self
    }
}

pub(crate) struct RequestSpan;

impl RequestSpan {
    pub(crate) fn new(_: &'static Operation) -> Self {
        Self
    }

    pub(crate) async fn run<B>(
        self,
        attempts: Pin<&mut impl Future<Output = Result<Response<B>, Error>>>,
    ) -> Result<Response<B>, Error> {
        attempts.await
    }
}

pub(crate) fn finished(_: &Finished<'_>) {}

pub(crate) struct AttemptSpan;

impl AttemptSpan {
    pub(crate) fn new(_: &'static Operation, _: &Server, _: usize) -> Self {
        Self
    }

    pub(crate) async fn run<T>(&self, attempt: Pin<&mut impl Future<Output = T>>) -> T {
        attempt.await
    }

    pub(crate) fn end<B>(self, _: &Attempt, _: &Result<Response<B>, Error>) {}
}

pub(crate) struct PlacementSpan;

impl PlacementSpan {
    pub(crate) fn new(_: &'static str) -> Self {
        Self
    }

    pub(crate) async fn run<T>(&self, placement: Pin<&mut impl Future<Output = T>>) -> T {
        placement.await
    }

    pub(crate) fn end<N, F>(self, _: u32, _: &Result<Option<Placement<N, F>>, PlaceError>) {}
}

pub(crate) fn waiting(_: &dyn std::fmt::Display, _: std::time::Duration) {}

pub(crate) fn retrying(_: std::time::Duration) {}

pub(crate) fn next_poll(_: std::time::Duration, _: &str) {}

pub(crate) fn polling(_: usize, _: usize) {}

pub(crate) fn poll_failed(_: &Error, _: std::time::Duration) {}
