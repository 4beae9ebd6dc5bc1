use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, Item, parse_quote};

use super::fields::{Role, fields, is_option, taken};
use super::literals::Literals;
use crate::codegen::refine::{Model, docs};

/// What the constructor takes: names, and types of arguments.
pub(in crate::codegen::refine) fn constructor_arguments(
    model: &Model,
) -> Vec<(Ident, TokenStream)> {
    taken(&fields(model))
        .into_iter()
        .map(|field| (field.name.clone(), field.argument().0))
        .collect()
}

/// What the constructor takes: names, and what they mean.
pub(in crate::codegen::refine) fn required_fields(model: &Model) -> Vec<(Ident, String)> {
    taken(&fields(model))
        .into_iter()
        .map(|field| (field.name.clone(), field.first_sentence()))
        .collect()
}

/// Functions that a type has beside its setters.
pub(super) const FUNCTIONS: &[&str] = &["clone", "default", "new"];

/// A `new` that takes what is required, and a setter for everything else.
pub(super) fn of(model: &Model, literals: &Literals<'_>) -> Option<Vec<Item>> {
    let fields = fields(model);
    if fields.is_empty() {
        return None;
    }
    let name = format_ident!("{}", model.name);
    let taken = taken(&fields);
    let arguments = taken.iter().map(|field| {
        let (name, (takes, _)) = (&field.name, field.argument());
        quote!(#name: #takes)
    });
    let values = fields.iter().map(|field| {
        let name = &field.name;
        let value = match field.role {
            Role::Required => field.argument().1,
            Role::Preset | Role::Optional => field.initial(),
        };
        // Shorthand where nothing is converted.
        match *name == value.to_string() {
            true => quote!(#name),
            false => quote!(#name: #value),
        }
    });
    let setters: Vec<_> = fields
        .iter()
        .filter(|field| field.role != Role::Required)
        .map(|field| {
            let docs = docs::attributes(&field.docs);
            let (name, deprecated) = (&field.name, &field.deprecated);
            let setter = field.setter(FUNCTIONS);
            let (takes, value) = field.argument();
            let value = match is_option(&field.of) {
                true => quote!(Some(#value)),
                false => value,
            };
            quote! {
                #(#docs)*
                #deprecated
                pub fn #setter(mut self, #name: #takes) -> Self {
                    self.#name = #value;
                    self
                }
            }
        })
        .collect();
    let about = match (taken.is_empty(), setters.is_empty()) {
        (true, _) => "Nothing is set yet; the setters say what to send.",
        (false, true) => "Creates a value from all of its fields.",
        (false, false) => {
            "Creates a value from its required fields; setters add the optional ones."
        }
    };
    // A deprecated field is left out like any other.
    let allow = fields
        .iter()
        .any(|field| field.deprecated.is_some())
        .then(|| quote!(#[allow(deprecated)]));
    let example = literals.example(&model.name);
    let about = docs::attributes(&format!("{about}\n\n{example}"));
    let mut items = vec![parse_quote! {
        impl #name {
            #(#about)*
            #allow
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values),* }
            }

            #(#setters)*
        }
    }];
    if taken.is_empty() {
        items.push(parse_quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        });
    }
    Some(items)
}
