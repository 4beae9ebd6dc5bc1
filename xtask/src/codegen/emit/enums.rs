//! Enums and unions. The runtime's macros define them, so that unknown values are kept.

use quote::quote;

use super::{Code, docs, ident};
use crate::codegen::model::{Kind, Model};

/// Emits an enum or union as a call of the macro for its kind. The macro selects a variant by the tag, while
/// progenitor's code would try one after the other.
pub(super) fn definition(model: &Model) -> Code {
    let (by, tag) = match &model.kind {
        Kind::TaggedUnion { tag, .. } => ("tagged_union", Some(quote!(#[tag = #tag]))),
        Kind::UntaggedUnion(_) => ("untagged_union", None),
        Kind::OpenEnum(_) | Kind::Struct(_) => ("open_enum", None),
    };
    let variants = model.variants().iter().map(|variant| {
        let (name, about) = (ident(&variant.name), docs::attributes(&variant.docs));
        let content = variant.content.iter().map(|content| quote!((#content)));
        let wire = &variant.wire;
        let value = (by != "untagged_union").then(|| quote!(= #wire));
        quote!(#about #name #(#content)* #value)
    });
    let (name, about) = (ident(&model.name), docs::attributes(&model.docs));
    let item = quote! {
        #about
        #tag
        pub enum #name { #(#variants,)* }
    };
    Code::Within(by, Box::new(Code::Item(item)))
}
