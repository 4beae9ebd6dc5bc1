use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::{Argument, initial, setter};
use super::{Examples, docs, ident};
use crate::codegen::model::{Model, Role};

/// Functions that a type has beside its setters.
pub(super) const FUNCTIONS: &[&str] = &["clone", "default", "new"];

/// Emits a `new` that takes the required fields, and a setter for each of the others.
pub(super) fn items(model: &Model, examples: &Examples<'_>) -> Vec<TokenStream> {
    let name = ident(&model.name);
    let taken = model.taken();
    let arguments = taken.iter().map(|field| {
        let (name, ty) = (ident(&field.name), Argument::of(&field.ty).ty());
        quote!(#name: #ty)
    });
    let values = model.fields().iter().map(|field| {
        let name = ident(&field.name);
        let value = match field.role() {
            Role::Required => Argument::of(&field.ty).value(&field.name),
            Role::Preset | Role::Optional => initial(field),
        };
        // Shorthand where nothing is converted.
        match value.to_string() == field.name {
            true => quote!(#name),
            false => quote!(#name: #value),
        }
    });
    let setters: Vec<_> = model
        .set()
        .map(|field| {
            let about = docs::attributes(&sets("Self", &field.name));
            let (name, deprecated) = (ident(&field.name), &field.deprecated);
            let setter = ident(&setter(field, FUNCTIONS));
            let argument = Argument::of(&field.ty);
            let (ty, value) = (argument.ty(), argument.value("value"));
            let value = match field.ty.is_option() {
                true => quote!(Some(#value)),
                false => value,
            };
            quote! {
                #about
                #deprecated
                pub fn #setter(mut self, value: #ty) -> Self {
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
    let has_deprecated = model
        .fields()
        .iter()
        .any(|field| field.deprecated.is_some());
    let allow = (has_deprecated && !is_default(model)).then(|| quote!(#[allow(deprecated)]));
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

            #(#setters)*
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

/// Returns the documentation of a setter: the field has it in full.
pub(super) fn sets(model: &str, field: &str) -> String {
    format!("Sets [`{field}`](field@{model}::{field}).")
}
