use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::{self, Argument, initial};
use super::{Examples, docs, ident};
use crate::codegen::model::{Model, Role};

/// Emits a `new` that takes the required fields.
pub(super) fn items(model: &Model, examples: &Examples<'_>) -> Vec<TokenStream> {
    let name = ident(&model.name);
    let taken = model.taken();
    let arguments = arguments::list(&taken);
    let values = model.fields().iter().map(|field| {
        let name = ident(&field.name);
        let value = match field.role() {
            Role::Required => Argument::new(&field.ty).value(&field.name),
            Role::Preset | Role::Optional => initial(field),
        };
        // Shorthand where nothing is converted.
        match value.to_string() == field.name {
            true => quote!(#name),
            false => quote!(#name: #value),
        }
    });
    let has_setters = model.set().next().is_some();
    let about = match (taken.is_empty(), has_setters) {
        (true, _) => "Creates a value with nothing set; setters add what to send.",
        (false, false) => "Creates a value from all of its fields.",
        (false, true) => "Creates a value from its required fields; setters add the optional ones.",
    };
    // A deprecated field is left out like any other.
    let has_warnings = model.has_deprecated() && !is_default(model);
    let allow = has_warnings.then(|| quote!(#[allow(deprecated)]));
    let example = examples.of_model(&model.name);
    let about = docs::attributes(&format!("{about}\n\n{example}"));
    let value = match is_default(model) {
        true => quote!(Self::default()),
        false => quote!(Self { #(#values),* }),
    };
    let mut items = vec![quote! {
        impl #name {
            #about
            #allow
            pub fn new(#(#arguments),*) -> Self {
                #value
            }
        }
    }];
    if taken.is_empty() && !is_default(model) {
        items.push(quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        });
    }
    items
}

/// Returns true if a new value is the default of each field.
pub(super) fn is_default(model: &Model) -> bool {
    let mut fields = model.fields().iter();
    model.is_made() && fields.all(|field| field.ty.is_option())
}
