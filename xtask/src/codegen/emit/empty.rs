//! Empty values of structs, for responses that lack them.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::codegen::model::{Absence, ApiModel, Field, Kind, Model, Ty};

/// Returns the names of the structs that need an empty value.
pub(super) fn models(api: &ApiModel) -> BTreeSet<&str> {
    let fields = api.models.iter().flat_map(Model::fields);
    let corrected = fields.filter(|field| field.absence == Absence::Empty);
    let mut open: Vec<_> = corrected.filter_map(model_of).collect();
    let mut done = BTreeSet::new();
    while let Some(name) = open.pop() {
        if let Some(model) = api.model(name)
            && matches!(model.kind, Kind::Struct(_))
            && done.insert(name)
        {
            // Its required fields can be empty as well, or a lint would have refused the spec.
            open.extend(model.fields().iter().filter_map(model_of));
        }
    }
    done
}

fn model_of(field: &Field) -> Option<&str> {
    match &field.ty {
        Ty::Model(name) => Some(name),
        _ => None,
    }
}

/// Emits the empty value of a struct.
pub(super) fn implementation(model: &Model) -> TokenStream {
    let name = ident(&model.name);
    let allow = model.has_deprecated().then(|| quote!(#[allow(deprecated)]));
    let names = model.fields().iter().map(|field| ident(&field.name));
    quote! {
        impl Empty for #name {
            #allow
            fn empty() -> Self {
                Self { #(#names: Empty::empty()),* }
            }
        }
    }
}
