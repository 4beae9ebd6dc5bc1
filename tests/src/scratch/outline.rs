//! The handwritten part of `revox-api` without the bodies of its functions.
//!
//! That part is six times as long as the code generated from the spec of a test, and does not depend
//! on it. Generated code and programs see no more of a function than its signature, so without bodies
//! they are checked with the same result.

use std::fs;
use std::path::Path;

use syn::visit_mut::VisitMut;
use syn::{Block, File, Item, ReturnType, Signature, parse_quote};

/// The crate whose root is `folder/lib.rs`, in one file: all but the module `generated`.
pub(super) fn outline(folder: &Path) -> String {
    let mut root = read(&folder.join("lib.rs"));
    root.attrs.push(parse_quote!(#![allow(warnings)]));
    inline(&mut root.items, folder);
    prettyplease::unparse(&root)
}

/// A file, without bodies unless they may use generated code.
fn read(path: &Path) -> File {
    let text = fs::read_to_string(path).unwrap();
    let mut file =
        syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if !["crate::models", "crate::resources", "crate::generated"]
        .iter()
        .any(|module| text.contains(module))
    {
        Bodies.visit_file_mut(&mut file);
    }
    file
}

/// Puts the content of files in the place of `mod name;`.
fn inline(items: &mut [Item], folder: &Path) {
    for item in items {
        let Item::Mod(module) = item else { continue };
        if module.content.is_some() || module.ident == "generated" {
            continue;
        }
        let below = folder.join(module.ident.to_string());
        let alone = below.with_extension("rs");
        let mut file = match alone.exists() {
            true => read(&alone),
            false => read(&below.join("mod.rs")),
        };
        inline(&mut file.items, &below);
        module.attrs.extend(file.attrs);
        module.content = Some((Default::default(), file.items));
        module.semi = None;
    }
}

/// Takes the bodies off functions.
struct Bodies;

impl VisitMut for Bodies {
    fn visit_item_fn_mut(&mut self, function: &mut syn::ItemFn) {
        empty(&function.sig, &mut function.block);
    }

    fn visit_impl_item_fn_mut(&mut self, function: &mut syn::ImplItemFn) {
        empty(&function.sig, &mut function.block);
    }

    fn visit_trait_item_fn_mut(&mut self, function: &mut syn::TraitItemFn) {
        if let Some(body) = &mut function.default {
            empty(&function.sig, body);
        }
    }
}

/// Empties a body that nobody sees. Constants may need what a `const fn` returns; of an `async fn`
/// and of `impl Trait` the body says what the type is, and whether it is `Send`.
fn empty(signature: &Signature, body: &mut Block) {
    let is_opaque = match &signature.output {
        ReturnType::Type(_, ty) => matches!(**ty, syn::Type::ImplTrait(_)),
        ReturnType::Default => false,
    };
    if signature.constness.is_none() && signature.asyncness.is_none() && !is_opaque {
        *body = parse_quote!({ loop {} });
    }
}
