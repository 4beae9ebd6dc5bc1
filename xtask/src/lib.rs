//! Maintenance of the workspace: [`codegen`] turns `openapi.yaml` into the `revox-api` crate, and
//! [`spec_diff`] reviews changes of the spec.

pub mod codegen;
pub mod spec_diff;
