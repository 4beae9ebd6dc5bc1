//! Generated models without their derives.
//!
//! Most models of a changed spec equal those of the base, byte for byte, and the client of the base
//! compiles with all derives. Programs see only that the traits are implemented, so deriving them
//! hundreds of times would double the work for the same verdicts. If a type no longer implements a trait
//! that an unchanged model needs, `REVOX_ALL_DERIVES=1` finds it.

use syn::punctuated::Punctuated;
use syn::{Attribute, File, Item, ItemStruct, Path, Token, parse_quote};

/// Returns the same code with empty implementations instead of derived ones.
pub(super) fn light(text: &str) -> String {
    let mut file: File = syn::parse_file(text).unwrap();
    let mut implementations = Vec::new();
    for item in &mut file.items {
        if let Item::Struct(item) = item {
            take_derives(item, &mut implementations);
        }
    }
    file.items.extend(implementations);
    prettyplease::unparse(&file)
}

fn take_derives(item: &mut ItemStruct, implementations: &mut Vec<Item>) {
    let mut attributes = std::mem::take(&mut item.attrs);
    for attribute in &mut attributes {
        if attribute.path().is_ident("derive") {
            let derived =
                attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
            let mut left = Vec::new();
            for name in derived.unwrap() {
                match implementation(&name, item) {
                    Some(implementation) => implementations.push(implementation),
                    None => left.push(name),
                }
            }
            attribute.meta = parse_quote!(derive(#(#left),*));
        }
    }
    item.attrs = attributes;
    take_attributes(item);
}

/// Returns an empty implementation of a trait that is known here.
fn implementation(name: &Path, item: &ItemStruct) -> Option<Item> {
    let (ty, generics) = (&item.ident, &item.generics);
    assert!(generics.params.is_empty(), "a model with parameters");
    Some(match name.get_ident()?.to_string().as_str() {
        "Clone" => parse_quote! {
            impl Clone for #ty {
                fn clone(&self) -> Self {
                    loop {}
                }
            }
        },
        "Debug" => parse_quote! {
            impl ::std::fmt::Debug for #ty {
                fn fmt(&self, _: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    loop {}
                }
            }
        },
        "PartialEq" => parse_quote! {
            impl PartialEq for #ty {
                fn eq(&self, _: &Self) -> bool {
                    loop {}
                }
            }
        },
        "Serialize" => parse_quote! {
            impl ::serde::Serialize for #ty {
                fn serialize<S: ::serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
                    loop {}
                }
            }
        },
        "Deserialize" => parse_quote! {
            impl<'de> ::serde::Deserialize<'de> for #ty {
                fn deserialize<D: ::serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
                    loop {}
                }
            }
        },
        _ => return None,
    })
}

/// Removes the attributes of removed derives.
fn take_attributes(item: &mut ItemStruct) {
    item.attrs.retain(|attribute| !is_of_serde(attribute));
    for field in &mut item.fields {
        field.attrs.retain(|attribute| !is_of_serde(attribute));
    }
}

fn is_of_serde(attribute: &Attribute) -> bool {
    attribute.path().is_ident("serde")
}
