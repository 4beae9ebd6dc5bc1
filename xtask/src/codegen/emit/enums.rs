//! Enums and unions. The runtime's macros define them, so that unknown values are kept.

use quote::quote;

use super::{Code, docs, ident};
use crate::codegen::model::{Model, Variant};

/// Emits a set of texts.
pub(super) fn open(model: &Model, variants: &[Variant]) -> Code {
    let (name, about) = (ident(&model.name), docs::attributes(&model.docs));
    let variants = variants.iter().map(|variant| {
        let (name, value) = (ident(&variant.name), &variant.wire);
        let about = docs::attributes(&variant.docs);
        quote!(#about #name = #value)
    });
    Code::Enum {
        by: "open_enum",
        item: quote! {
            #about
            pub enum #name { #(#variants,)* }
        },
    }
}

/// Emits a union whose variants are told apart by a property; progenitor would try them in turn.
pub(super) fn tagged(model: &Model, tag: &str, variants: &[Variant]) -> Code {
    let (name, about) = (ident(&model.name), docs::attributes(&model.docs));
    let variants = variants.iter().map(|variant| {
        let (name, content, value) = (ident(&variant.name), &variant.content, &variant.wire);
        let about = docs::attributes(&variant.docs);
        quote!(#about #name(#content) = #value)
    });
    Code::Enum {
        by: "tagged_union",
        item: quote! {
            #about
            #[tag = #tag]
            pub enum #name { #(#variants,)* }
        },
    }
}

/// Emits a union whose variants are told apart by their JSON types.
pub(super) fn untagged(model: &Model, variants: &[Variant]) -> Code {
    let (name, about) = (ident(&model.name), docs::attributes(&model.docs));
    let variants = variants.iter().map(|variant| {
        let (name, content) = (ident(&variant.name), &variant.content);
        let about = docs::attributes(&variant.docs);
        quote!(#about #name(#content))
    });
    Code::Enum {
        by: "untagged_union",
        item: quote! {
            #about
            pub enum #name { #(#variants,)* }
        },
    }
}
