//! What only requests need: constructors and setters, limits that are checked, examples.
//!
//! - [`explicit_null`] gives settings their third state.
//! - [`constructors`] gives each type that is sent a `new` and setters.
//! - [`checks`] writes down the limits of what is sent.
//! - [`setters`] repeats the setters of an operation's parameters on its request.
//! - [`literals`] writes examples as Rust.
//! - [`presets`] lets parameters that were stored miss what has a value by itself.

mod checks;
mod code;
mod constructors;
mod explicit_null;
mod fields;
mod literals;
mod presets;
mod setters;

use openapiv3::OpenAPI;
use syn::{Item, parse_quote};

use super::Model;
use crate::codegen::lower::{SENT, parameters_of};
use crate::codegen::walk::operations;

pub(super) use code::statements;
pub(super) use constructors::{constructor_arguments, required_fields};
pub(super) use explicit_null::add_state;
pub(super) use literals::Literals;
pub use setters::Setters;

/// The passes over all models that are sent, in order.
pub(super) fn build(models: &mut [Model], literals: &Literals<'_>, api: &OpenAPI) -> Vec<Setters> {
    let constructors: Vec<_> = models
        .iter()
        .filter(|model| is_sent(model))
        .filter_map(|model| Some((model.name.clone(), constructors::of(model, literals)?)))
        .collect();
    let checks = checks::of(models);
    let operations: Vec<_> = operations(api)
        .filter_map(|(_, _, _, operation)| parameters_of(operation))
        .collect();
    let mut setters = Vec::new();
    for model in models {
        presets::let_be_absent(model);
        let constructors = constructors.iter().filter(|(name, _)| *name == model.name);
        model
            .extras
            .extend(constructors.flat_map(|(_, items)| items.clone()));
        let check = checks.iter().find(|(name, _)| *name == model.name);
        model.extras.extend(check.map(|(_, item)| item.clone()));
        let mut uses = operations.iter().filter(|name| **name == model.name);
        if uses.next().is_some() {
            model
                .extras
                .extend(parameters(&model.name, check.is_some(), api));
            setters.extend(setters::of(model));
        }
    }
    setters
}

fn is_sent(model: &Model) -> bool {
    model.schema.schema_data.extensions.contains_key(SENT)
}

/// Lets a type be the parameters of an operation.
fn parameters(name: &str, has_limits: bool, api: &OpenAPI) -> Vec<Item> {
    let name = quote::format_ident!("{name}");
    let mut bodies = operations(api).filter(|(_, _, _, operation)| {
        operation.request_body.is_some() && parameters_of(operation) == Some(&name.to_string())
    });
    let place = match bodies.next() {
        Some(_) => quote::quote!(ParameterLocation::Body),
        None => quote::quote!(ParameterLocation::Query),
    };
    let violations = match has_limits {
        true => quote::quote!(Check::violations(self)),
        false => quote::quote!(Vec::new()),
    };
    vec![
        parse_quote! {
            impl Parameters for #name {
                fn location(&self) -> ParameterLocation {
                    #place
                }

                fn violations(&self) -> Vec<Violation> {
                    #violations
                }
            }
        },
        parse_quote! {
            impl Sealed for #name {}
        },
    ]
}
