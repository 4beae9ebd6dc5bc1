//! Reads single things off a syntax tree: names, documentation, attributes.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Expr, GenericArgument, Lit, LitStr, PathArguments, Type};

pub(super) fn renamed(attributes: &[Attribute]) -> Option<String> {
    let mut name = None;
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
    {
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                name = Some(meta.value()?.parse::<LitStr>()?.value());
            } else if meta.input.peek(syn::Token![=]) {
                meta.value()?.parse::<Expr>()?;
            }
            Ok(())
        });
    }
    name
}

pub(super) fn docs(attributes: &[Attribute]) -> String {
    let documentation = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"));
    let lines = documentation.filter_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(pair) => text(&pair.value),
        _ => None,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// All but documentation, the tag of a union, and what only the compiler of the crate reads.
pub(super) fn attributes(attributes: &[Attribute]) -> Vec<String> {
    let is_other = |attribute: &&Attribute| {
        let known = ["doc", "tag", "allow"];
        !known.iter().any(|name| attribute.path().is_ident(name))
    };
    let others = attributes.iter().filter(is_other);
    others.map(|attribute| tokens(&attribute.meta)).collect()
}

/// The types between the angle brackets of a type.
pub(super) fn generic_arguments(of: &Type) -> Option<Vec<Type>> {
    let Type::Path(path) = of else {
        return None;
    };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(of) => Some(of.clone()),
        _ => None,
    });
    Some(types.collect())
}

pub(super) fn text(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn path_text(path: &syn::Path) -> String {
    path.segments
        .last()
        .map(|segment| segment.ident.to_string())
        .unwrap_or_default()
}

/// Tokens with no more blanks than they need: one thing is written in one way.
pub(super) fn tokens(node: &impl ToTokens) -> String {
    let mut text = String::new();
    write(node.to_token_stream(), &mut text);
    text
}

fn write(tokens: TokenStream, text: &mut String) {
    let is_word = |char: char| char.is_alphanumeric() || char == '_';
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write(group.stream(), text);
                text.push_str(close);
            }
            token => {
                let word = token.to_string();
                if text.ends_with(is_word) && word.starts_with(is_word) {
                    text.push(' ');
                }
                text.push_str(&word);
                if word == "," || word == "=" {
                    text.push(' ');
                }
            }
        }
    }
}

/// All names that stand in a type.
pub(super) fn idents(content: &Type) -> impl Iterator<Item = String> {
    let mut found = Vec::new();
    collect(content.to_token_stream(), &mut found);
    found.into_iter()
}

fn collect(tokens: TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => found.push(ident.to_string()),
            TokenTree::Group(group) => collect(group.stream(), found),
            _ => {}
        }
    }
}
