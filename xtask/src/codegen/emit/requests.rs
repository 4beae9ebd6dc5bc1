//! Setters of parameters, on requests.

use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::{Argument, setter};
use super::constructors::{FUNCTIONS, sets};
use super::{docs, ident};
use crate::codegen::model::Model;

/// Methods that every request has beside the setters of its parameters.
const METHODS: &[&str] = &[
    "as_type",
    "at",
    "clone",
    "content",
    "default",
    "extra_body",
    "extra_query",
    "finished",
    "giving",
    "header",
    "into_future",
    "json",
    "new",
    "parameters",
    "send",
    "stream",
    "timeout",
    "with",
    "with_response",
];

/// Repeats the setters of a type that operations take on the requests that take it.
pub(super) fn setters(model: &Model) -> Option<TokenStream> {
    model.location?;
    let name = ident(&model.name);
    let setters: Vec<_> = model
        .set()
        .map(|field| {
            let about = docs::attributes(&sets(&model.name, &field.name));
            let deprecated = &field.deprecated;
            let on_request = ident(&setter(field, METHODS));
            let on_model = ident(&setter(field, FUNCTIONS));
            let ty = Argument::of(&field.ty).ty();
            // The setter that it calls is the deprecated one.
            let allow = deprecated.as_ref().map(|_| quote!(#[allow(deprecated)]));
            quote! {
                #about
                #deprecated
                #allow
                pub fn #on_request(self, value: #ty) -> Self {
                    self.with(|parameters| parameters.#on_model(value))
                }
            }
        })
        .collect();
    let about = format!("For operations that take [`{name}`](crate::models::{name}).");
    let about = docs::attributes(&about);
    (!setters.is_empty()).then(|| {
        quote! {
            #about
            impl<T> Request<T, #name> {
                #(#setters)*
            }
        }
    })
}
