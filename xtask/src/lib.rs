//! Maintenance of the workspace: [`codegen`] turns `openapi.yaml` into the `revox-api` crate.

pub mod codegen;
pub mod spec_diff;
