//! The handwritten part of `revox-api` without the bodies of its functions, for many versions at once.
//!
//! The handwritten part is six times as long as the code generated from the spec of a test, and does not
//! depend on it, so all versions share it. Generated code and programs see only the signatures of functions,
//! so they are checked with the same result without bodies. [`Client`] has generated methods, and gets a
//! parameter by which each version has a type of its own.
//!
//! [`Client`]: revox::Client

use std::fs;
use std::path::Path;

use syn::visit_mut::VisitMut;
use syn::{
    Block, Fields, File, FnArg, Item, ItemImpl, ItemStruct, ReturnType, Signature, Type,
    parse_quote,
};

/// Returns the crate whose root is `folder/lib.rs`, in one file, without the module `generated`.
pub(super) fn outline(folder: &Path) -> String {
    let mut root = read(&folder.join("lib.rs"));
    root.attrs.push(parse_quote!(#![allow(warnings)]));
    inline(&mut root.items, folder);
    Versions.visit_file_mut(&mut root);
    prettyplease::unparse(&root)
}

/// Reads a file, and empties the bodies except those that may use generated code.
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

/// Replaces `mod name;` by the content of the file.
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

/// Empties the bodies of functions.
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

/// Empties a body that nobody sees. The body of a `const fn` may be needed by constants; that of an
/// `async fn` or of a function that returns `impl Trait` determines the type, and if it is `Send`.
fn empty(signature: &Signature, body: &mut Block) {
    let is_opaque = match &signature.output {
        ReturnType::Type(_, ty) => matches!(**ty, syn::Type::ImplTrait(_)),
        ReturnType::Default => false,
    };
    if signature.constness.is_none() && signature.asyncness.is_none() && !is_opaque {
        *body = parse_quote!({ loop {} });
    }
}

/// Gives the client a parameter for the version.
struct Versions;

impl VisitMut for Versions {
    fn visit_item_struct_mut(&mut self, item: &mut ItemStruct) {
        if item.ident == "Client"
            && let Fields::Named(fields) = &mut item.fields
        {
            item.generics.params.push(parse_quote!(V = ()));
            let version = parse_quote!(version: std::marker::PhantomData<V>);
            fields.named.push(version);
        }
    }

    fn visit_item_impl_mut(&mut self, block: &mut ItemImpl) {
        if is_client(&block.self_ty) {
            block.generics.params.push(parse_quote!(V));
            *block.self_ty = parse_quote!(Client<V>);
        }
        syn::visit_mut::visit_item_impl_mut(self, block);
    }

    fn visit_fn_arg_mut(&mut self, argument: &mut FnArg) {
        if let FnArg::Typed(argument) = argument
            && let Type::Reference(reference) = &mut *argument.ty
            && is_client(&reference.elem)
        {
            *reference.elem = parse_quote!(Client<impl Sized>);
        }
    }
}

fn is_client(ty: &Type) -> bool {
    matches!(ty, Type::Path(ty) if ty.path.is_ident("Client"))
}
