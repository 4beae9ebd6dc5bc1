//! The public surface of generated code as text: what a user of the crate can name.
//!
//! Documentation is left out, so that a snapshot changes when the API changes and only then.

use quote::ToTokens;
use syn::{Attribute, Fields, ImplItem, Item, ItemEnum};

/// The public items of a generated file, a line for each item, field, variant and method.
pub fn surface(source: &str) -> String {
    let file = syn::parse_file(source).expect("generated code parses");
    file.items.iter().map(item).collect()
}

fn item(item: &Item) -> String {
    match item {
        Item::Struct(item) => {
            let mut text = format!("{}struct {}\n", attributes(&item.attrs, ""), item.ident);
            if let Fields::Named(fields) = &item.fields {
                for field in fields.named.iter().filter(|field| is_public(&field.vis)) {
                    text.push_str(&format!(
                        "{}  {}: {}\n",
                        attributes(&field.attrs, "  "),
                        tokens(&field.ident),
                        tokens(&field.ty)
                    ));
                }
            }
            text
        }
        Item::Enum(item) => variants("enum", item),
        Item::Macro(item) => {
            let kind = tokens(&item.mac.path);
            variants(
                &kind,
                &syn::parse2(item.mac.tokens.clone()).expect("an enum inside"),
            )
        }
        Item::Impl(block) => {
            let mut text = format!("impl {}\n", tokens(&block.self_ty));
            for member in &block.items {
                if let ImplItem::Fn(method) = member {
                    text.push_str(&format!("  {}\n", tokens(&method.sig)));
                }
            }
            text
        }
        Item::Static(item) => format!("static {} = {}\n", item.ident, tokens(&item.expr)),
        _ => String::new(),
    }
}

fn variants(kind: &str, item: &ItemEnum) -> String {
    let mut text = format!("{}{kind} {}\n", attributes(&item.attrs, ""), item.ident);
    for variant in &item.variants {
        let content = match &variant.fields {
            Fields::Unnamed(fields) => format!("({})", tokens(&fields.unnamed)),
            _ => String::new(),
        };
        let value = match &variant.discriminant {
            Some((_, value)) => format!(" = {}", tokens(value)),
            None => String::new(),
        };
        text.push_str(&format!(
            "{}  {}{content}{value}\n",
            attributes(&variant.attrs, "  "),
            variant.ident
        ));
    }
    text
}

fn attributes(attributes: &[Attribute], indent: &str) -> String {
    attributes
        .iter()
        .filter(|attribute| !attribute.path().is_ident("doc"))
        .map(|attribute| format!("{indent}{}\n", tokens(attribute)))
        .collect()
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

/// The tokens of a node without the blanks that separate them in Rust's own rendering.
fn tokens(node: &impl ToTokens) -> String {
    let text = node.to_token_stream().to_string();
    [
        (" < ", "<"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" :: ", "::"),
        (" ,", ","),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        ("# [", "#["),
        (" : ", ": "),
        (" ;", ";"),
        ("& ", "&"),
        (" !", "!"),
    ]
    .iter()
    .fold(text, |text, (wide, narrow)| text.replace(wide, narrow))
}
