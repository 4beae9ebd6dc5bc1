// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

pub mod models;
pub mod resources;
