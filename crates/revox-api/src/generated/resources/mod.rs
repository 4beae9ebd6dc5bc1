// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

//! The operations of the API, grouped as its documentation groups them.

mod call;

pub use call::CallResource;
