//! Reads the files of models: a definition, and what requests need of it.

use std::collections::BTreeMap;
use std::path::Path;

use syn::{Fields, Item, ItemEnum};

use super::items::{Member, RustApi, TypeItem, TypeKind};
use super::sending;
use super::syntax::{attributes, docs, path_text, renamed, text};

/// Adds what the file of a model holds.
pub(super) fn read(api: &mut RustApi, path: &Path, items: &[Item]) {
    let is_impl = |item: &&Item| matches!(item, Item::Impl(_));
    for item in items.iter().filter(|item| !is_impl(item)) {
        let read = match item {
            Item::Use(_) => continue,
            Item::Struct(item) => structure(item),
            Item::Enum(item) => enumeration(TypeKind::ClosedEnum, item),
            Item::Macro(item) => {
                let kind = match path_text(&item.mac.path).as_str() {
                    "open_enum" => Some(TypeKind::OpenEnum),
                    "tagged_union" => Some(TypeKind::TaggedUnion),
                    "untagged_union" => Some(TypeKind::UntaggedUnion),
                    _ => None,
                };
                let inside = syn::parse2::<ItemEnum>(item.mac.tokens.clone()).ok();
                kind.zip(inside)
                    .and_then(|(kind, item)| enumeration(kind, &item))
            }
            _ => None,
        };
        match read {
            Some((name, item)) => {
                api.types.insert(name, item);
            }
            None => api.stranger(path, item),
        }
    }
    for item in items.iter().filter(is_impl) {
        if sending::read(&mut api.types, item).is_none() {
            api.stranger(path, item);
        }
    }
}

fn structure(item: &syn::ItemStruct) -> Option<(String, TypeItem)> {
    let Fields::Named(fields) = &item.fields else {
        return None;
    };
    let members = fields.named.iter().map(|field| {
        let name = field
            .ident
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        Member {
            wire: renamed(&field.attrs).unwrap_or_else(|| name.clone()),
            name,
            content: Some(field.ty.clone()),
            docs: docs(&field.attrs),
            attributes: attributes(&field.attrs),
        }
    });
    let read = TypeItem {
        kind: TypeKind::Struct,
        docs: docs(&item.attrs),
        attributes: attributes(&item.attrs),
        tag: None,
        members: members.collect(),
        constructor: None,
        limits: BTreeMap::new(),
        place: None,
    };
    Some((item.ident.to_string(), read))
}

fn enumeration(kind: TypeKind, item: &ItemEnum) -> Option<(String, TypeItem)> {
    let members = item.variants.iter().map(|variant| {
        let name = variant.ident.to_string();
        let value = variant
            .discriminant
            .as_ref()
            .and_then(|(_, value)| text(value));
        let content = match &variant.fields {
            Fields::Unnamed(fields) => fields.unnamed.first().map(|field| field.ty.clone()),
            _ => None,
        };
        // The variants of an untagged union are called as the JSON types are.
        let usual = match kind {
            TypeKind::UntaggedUnion => name.to_lowercase(),
            _ => name.clone(),
        };
        Member {
            wire: value.or_else(|| renamed(&variant.attrs)).unwrap_or(usual),
            name,
            content,
            docs: docs(&variant.attrs),
            attributes: attributes(&variant.attrs),
        }
    });
    let tag = item
        .attrs
        .iter()
        .find(|attribute| attribute.path().is_ident("tag"));
    let tag = tag.and_then(|attribute| match &attribute.meta {
        syn::Meta::NameValue(pair) => text(&pair.value),
        _ => None,
    });
    let read = TypeItem {
        kind,
        docs: docs(&item.attrs),
        attributes: attributes(&item.attrs),
        tag,
        members: members.collect(),
        constructor: None,
        limits: BTreeMap::new(),
        place: None,
    };
    Some((item.ident.to_string(), read))
}
