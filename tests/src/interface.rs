//! The public names of generated code, as sets that can be compared.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Fields, FnArg, Ident, ImplItem, Item, ItemEnum, Token, Type, braced, parenthesized,
};

use crate::scratch::Code;

/// The public names of generated code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Interface {
    /// Names with their types, as in `Call.note: Option<String>`; without names of arguments and values
    /// on the wire.
    pub names: BTreeSet<String>,
    /// Deprecated names.
    pub deprecated: BTreeSet<String>,
}

impl Interface {
    /// Collects the names in all files.
    pub fn new(code: &Code) -> Self {
        let mut interface = Self::default();
        // The JSON forms of responses are internal.
        let files = code.iter().filter(|(path, _)| *path != "shapes.rs");
        for (_, text) in files {
            let file = syn::parse_file(text).expect("generated code parses");
            file.items.iter().for_each(|item| interface.add_item(item));
        }
        interface
    }

    fn add_item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) => {
                let name = item.ident.to_string();
                if let Fields::Named(fields) = &item.fields {
                    for field in &fields.named {
                        let field_name = field.ident.to_token_stream();
                        let text = format!("{name}.{field_name}: {}", field.ty.to_token_stream());
                        if matches!(field.vis, syn::Visibility::Public(_)) {
                            self.add(text, &field.attrs);
                        }
                    }
                }
                let derives = item.attrs.iter().map(|it| it.to_token_stream().to_string());
                if derives
                    .into_iter()
                    .any(|derive| derive.contains("Default ,"))
                {
                    self.add(format!("{name}.default() -> Self"), &[]);
                }
                self.add(name, &item.attrs);
            }
            // Tables are internal.
            Item::Macro(item) if is_table(&item.mac.path) => {}
            Item::Macro(item) if item.mac.path.is_ident("setters") => {
                let table: Setters = item.mac.parse_body().expect("a table of setters");
                for Setter { attrs, name, ty } in &table.setters {
                    let (model, ty) = (&table.model, ty.to_token_stream());
                    self.add(format!("{model}.{name}(mut self, {ty}) -> Self"), attrs);
                    if table.of_requests {
                        let text = format!("Request < T , {model} >.{name}(self, {ty}) -> Self");
                        self.add(text, attrs);
                    }
                }
            }
            Item::Macro(item) => {
                let kind = item.mac.path.to_token_stream();
                let union: ItemEnum = syn::parse2(item.mac.tokens.clone()).expect("an enum inside");
                for variant in &union.variants {
                    let fields = variant.fields.to_token_stream();
                    let text = format!("{}::{}{fields}", union.ident, variant.ident);
                    self.add(text, &variant.attrs);
                }
                self.add(format!("{kind} {}", union.ident), &[]);
            }
            // Such traits are internal.
            Item::Impl(block) if is_internal(block) => {}
            Item::Impl(block) => {
                let of = block.self_ty.to_token_stream();
                for member in &block.items {
                    if let ImplItem::Fn(method) = member {
                        let types = method.sig.inputs.iter().map(|input| match input {
                            FnArg::Receiver(receiver) => receiver.to_token_stream().to_string(),
                            FnArg::Typed(input) => input.ty.to_token_stream().to_string(),
                        });
                        let types = types.collect::<Vec<_>>().join(", ");
                        let output = method.sig.output.to_token_stream();
                        let text = format!("{of}.{}({types}) {output}", method.sig.ident);
                        self.add(text, &method.attrs);
                    }
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, text: String, attributes: &[Attribute]) {
        if attributes
            .iter()
            .any(|attribute| attribute.path().is_ident("deprecated"))
        {
            self.deprecated.insert(text.clone());
        }
        self.names.insert(text);
    }
}

/// The table of a type's setters.
struct Setters {
    model: Ident,
    /// True if requests have them as well.
    of_requests: bool,
    setters: Punctuated<Setter, Token![,]>,
}

/// A row of such a table.
struct Setter {
    attrs: Vec<Attribute>,
    name: Ident,
    ty: Type,
}

impl Parse for Setters {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let model = input.parse()?;
        let mut words = String::new();
        while input.peek(Ident) {
            words.push_str(&input.parse::<Ident>()?.to_string());
        }
        let rows;
        braced!(rows in input);
        Ok(Self {
            model,
            of_requests: words == "anditsrequests",
            setters: rows.parse_terminated(Setter::parse, Token![,])?,
        })
    }
}

impl Parse for Setter {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let name = input.parse()?;
        let argument;
        parenthesized!(argument in input);
        let ty = argument.parse()?;
        // The name of the field, if it differs.
        if input.peek(Ident) {
            input.parse::<Ident>()?;
            input.parse::<Ident>()?;
        }
        Ok(Self { attrs, name, ty })
    }
}

fn is_table(path: &syn::Path) -> bool {
    ["limits", "parameters", "result"]
        .iter()
        .any(|name| path.is_ident(name))
}

fn is_internal(block: &syn::ItemImpl) -> bool {
    let path = block.trait_.as_ref().map(|(path, _)| path);
    path.is_some_and(|path| path.is_ident("Empty"))
}
