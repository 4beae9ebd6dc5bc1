// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

//! Setters of parameters, on requests.

mod assistant_create;
mod assistant_update;
mod call_create;
mod call_export;
mod call_search;
mod campaign_create;
mod campaign_launch;
mod campaign_update;
mod phone_number_update;
mod voice_preview;
