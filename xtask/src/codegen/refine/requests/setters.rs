use quote::{format_ident, quote};
use syn::{Item, parse_quote};

use super::constructors::FUNCTIONS;
use super::fields::{Role, fields};
use crate::codegen::refine::{Model, docs};

/// The setters of an operation's parameters, on its request.
#[derive(Debug)]
pub struct Setters {
    /// The type of the parameters.
    pub model: String,
    /// The definition.
    pub item: Item,
}

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
pub(super) fn of(model: &Model) -> Option<Setters> {
    let name = format_ident!("{}", model.name);
    let setters: Vec<_> = fields(model)
        .iter()
        .filter(|field| field.role != Role::Required)
        .map(|field| {
            let docs = docs::attributes(&field.docs);
            let (field_name, deprecated) = (&field.name, &field.deprecated);
            let setter = field.setter(METHODS);
            let set = field.setter(FUNCTIONS);
            let (takes, _) = field.argument();
            // The setter that it calls is the deprecated one.
            let allow = deprecated.as_ref().map(|_| quote!(#[allow(deprecated)]));
            quote! {
                #(#docs)*
                #deprecated
                #allow
                pub fn #setter(self, #field_name: #takes) -> Self {
                    self.with(|parameters| parameters.#set(#field_name))
                }
            }
        })
        .collect();
    if setters.is_empty() {
        return None;
    }
    let about = docs::attributes(&format!(
        "For operations that take [`{name}`](crate::models::{name})."
    ));
    Some(Setters {
        model: model.name.clone(),
        item: parse_quote! {
            #(#about)*
            impl<T> Request<T, #name> {
                #(#setters)*
            }
        },
    })
}
