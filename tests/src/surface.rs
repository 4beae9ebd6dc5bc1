//! The public surface of generated code as text: the names that users of the crate can use, and the limits
//! that are checked on requests.
//!
//! Documentation is left out, so that a snapshot changes when the API changes and only then.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Fields, ImplItem, Item, ItemEnum, ItemImpl};

/// Returns the public items of a generated file, a line for each item, field, variant and method.
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
        Item::Macro(item) if item.mac.path.is_ident("limits") => table("limits", &item.mac.tokens),
        Item::Macro(item) if item.mac.path.is_ident("setters") => {
            table("setters", &item.mac.tokens)
        }
        Item::Macro(item) if is_line(&item.mac.path) => {
            format!("{} {}\n", tokens(&item.mac.path), item.mac.tokens)
        }
        Item::Macro(item) => {
            let kind = tokens(&item.mac.path);
            variants(
                &kind,
                &syn::parse2(item.mac.tokens.clone()).expect("an enum inside"),
            )
        }
        Item::Impl(block) => implementation(block),
        Item::Static(item) => format!("static {} = {}\n", item.ident, tokens(&item.expr)),
        _ => String::new(),
    }
}

fn is_line(of: &syn::Path) -> bool {
    of.is_ident("parameters") || of.is_ident("result")
}

fn implementation(block: &ItemImpl) -> String {
    let methods = block.items.iter().filter_map(|member| match member {
        ImplItem::Fn(method) => Some(method),
        _ => None,
    });
    let of = tokens(&block.self_ty);
    let Some((of_trait, _)) = &block.trait_ else {
        let lines = methods.map(|method| format!("  {}\n", tokens(&method.sig)));
        let lines: String = lines.collect();
        return format!("impl {of}\n{lines}");
    };
    format!("impl {} for {of}\n", tokens(of_trait))
}

/// Returns the table of a type's limits or setters, a line for each row: `speed: [Maximum(1.5)]`.
fn table(of: &str, table: &TokenStream) -> String {
    let mut text = of.to_owned();
    for part in table.clone() {
        match part {
            TokenTree::Group(group) => {
                let mut rows = vec![TokenStream::new()];
                for token in group.stream() {
                    match &token {
                        TokenTree::Punct(comma) if comma.as_char() == ',' => {
                            rows.push(TokenStream::new());
                        }
                        _ => rows
                            .iter_mut()
                            .last()
                            .into_iter()
                            .for_each(|row| row.extend([token.clone()])),
                    }
                }
                let rows = rows.iter().filter(|row| !row.is_empty());
                let rows: String = rows.map(|row| format!("\n  {}", tokens(row))).collect();
                text.push_str(&rows.replace('&', ""));
            }
            word => text.push_str(&format!(" {word}")),
        }
    }
    text.push('\n');
    text
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

/// Returns the tokens of a node without the spaces that `ToTokens` puts between them.
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
        (",)", ")"),
        (",>", ">"),
        (",]", "]"),
        ("(- ", "(-"),
        ("=(", "= ("),
    ]
    .iter()
    .fold(text, |text, (wide, narrow)| text.replace(wide, narrow))
}
