//! Reads generated files: models with their fields and variants, methods with what they send.

use std::collections::BTreeMap;
use std::path::Path;

use quote::ToTokens;
use syn::visit::Visit;
use syn::{
    Expr, Fields, FnArg, ImplItem, ImplItemFn, Item, ItemEnum, ItemImpl, ItemStatic, LitStr,
    ReturnType, Type,
};

use super::syntax::{attributes, docs, path_text, renamed, text, tokens};
use crate::codegen::write::Tree;

const MODELS: &str = "crates/revox-api/src/generated/models";
const RESOURCES: &str = "crates/revox-api/src/generated/resources";

/// The public items of generated code.
#[derive(Debug, Default)]
pub(crate) struct RustApi {
    /// Models by name.
    pub(crate) types: BTreeMap<String, TypeItem>,
    /// Methods by operation id.
    pub(crate) methods: BTreeMap<String, Method>,
    /// The documentation of resources, by the name of their accessor.
    pub(crate) resources: BTreeMap<String, String>,
    /// Items of a kind that is not known here, by file.
    pub(crate) strangers: BTreeMap<String, String>,
}

/// How a model is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypeKind {
    /// Fields.
    Struct,
    /// `open_enum!`: any text decodes.
    OpenEnum,
    /// `tagged_union!`: any object whose tag is unknown decodes.
    TaggedUnion,
    /// `untagged_union!`: any JSON decodes.
    UntaggedUnion,
    /// A plain enum: only its own values decode.
    ClosedEnum,
}

/// A model.
#[derive(Clone, Debug)]
pub(crate) struct TypeItem {
    pub(crate) kind: TypeKind,
    pub(crate) docs: String,
    /// Attributes other than documentation, as tokens.
    pub(crate) attributes: Vec<String>,
    /// The property that tells the variants of a tagged union apart.
    pub(crate) tag: Option<String>,
    pub(crate) members: Vec<Member>,
}

impl TypeItem {
    /// Whether a member more leaves programs compiling.
    pub(crate) fn is_open(&self) -> bool {
        match self.kind {
            // The macros write the attribute.
            TypeKind::OpenEnum | TypeKind::TaggedUnion | TypeKind::UntaggedUnion => true,
            TypeKind::Struct | TypeKind::ClosedEnum => self
                .attributes
                .iter()
                .any(|text| text.contains("non_exhaustive")),
        }
    }
}

/// A field or a variant.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// In Rust.
    pub(crate) name: String,
    /// On the wire.
    pub(crate) wire: String,
    /// What it holds; none for the value of an enum.
    pub(crate) content: Option<Type>,
    pub(crate) docs: String,
    /// Attributes other than documentation, as tokens.
    pub(crate) attributes: Vec<String>,
}

/// A method of a resource.
#[derive(Clone, Debug)]
pub(crate) struct Method {
    /// The name of the resource's accessor: `call`.
    pub(crate) resource: String,
    pub(crate) name: String,
    /// Names and types of its arguments.
    pub(crate) arguments: Vec<(String, String)>,
    /// Generic parameters and bounds.
    pub(crate) generics: String,
    /// What the request it returns resolves to.
    pub(crate) result: Type,
    pub(crate) docs: String,
    pub(crate) attributes: Vec<String>,
    /// The names on the wire of what it sends.
    pub(crate) sends: Vec<String>,
    /// Fields of its `Operation`, as tokens: `method`, `path`, `retry_class`, `unwrap`.
    pub(crate) operation: BTreeMap<String, String>,
}

impl RustApi {
    /// Reads all generated models and resources.
    pub(crate) fn of(tree: &Tree) -> Self {
        let mut api = Self::default();
        for (path, text) in tree {
            let is_index = path.file_name().is_some_and(|name| name == "mod.rs");
            if is_index || !(path.starts_with(MODELS) || path.starts_with(RESOURCES)) {
                continue;
            }
            // What was printed from a syntax tree is one.
            let items = syn::parse_file(text)
                .map(|file| file.items)
                .unwrap_or_default();
            if path.starts_with(MODELS) {
                items.iter().for_each(|item| api.model(path, item));
            } else {
                api.resource(path, &items);
            }
        }
        api
    }

    fn model(&mut self, path: &Path, item: &Item) {
        let read = match item {
            Item::Use(_) => return,
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
                self.types.insert(name, item);
            }
            None => self.stranger(path, item),
        }
    }

    fn resource(&mut self, path: &Path, items: &[Item]) {
        let mut operations: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        let mut accessor = String::new();
        let mut methods = Vec::new();
        for item in items {
            match item {
                Item::Static(item) => {
                    operations.insert(item.ident.to_string(), operation(item));
                }
                Item::Impl(block) if is_client(block) => {
                    for method in functions(block) {
                        accessor = method.sig.ident.to_string();
                        self.resources.insert(accessor.clone(), docs(&method.attrs));
                    }
                }
                Item::Impl(block) => methods.extend(functions(block).cloned()),
                Item::Use(_) | Item::Struct(_) => {}
                item => self.stranger(path, item),
            }
        }
        for function in methods {
            let sent = Sent::of(&function);
            let operation = operations.remove(&sent.operation);
            let id = operation
                .as_ref()
                .and_then(|fields| fields.get("id"))
                .cloned();
            match (operation, id, result(&function.sig.output)) {
                (Some(operation), Some(id), Some(result)) => {
                    let method = Method {
                        resource: accessor.clone(),
                        name: function.sig.ident.to_string(),
                        arguments: arguments(&function),
                        generics: tokens(&function.sig.generics),
                        result,
                        docs: docs(&function.attrs),
                        attributes: attributes(&function.attrs),
                        sends: sent.names,
                        operation,
                    };
                    self.methods.insert(id.trim_matches('"').to_owned(), method);
                }
                _ => self.stranger(path, &function),
            }
        }
    }

    fn stranger(&mut self, path: &Path, item: &impl ToTokens) {
        let text = self
            .strangers
            .entry(path.display().to_string())
            .or_default();
        text.push_str(&tokens(item));
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
    };
    Some((item.ident.to_string(), read))
}

fn is_client(block: &ItemImpl) -> bool {
    tokens(&block.self_ty) == "Client"
}

fn functions(block: &ItemImpl) -> impl Iterator<Item = &ImplItemFn> {
    block.items.iter().filter_map(|item| match item {
        ImplItem::Fn(function) => Some(function),
        _ => None,
    })
}

fn arguments(function: &ImplItemFn) -> Vec<(String, String)> {
    let inputs = function.sig.inputs.iter();
    inputs
        .filter_map(|input| match input {
            FnArg::Typed(typed) => Some((tokens(&typed.pat), tokens(&typed.ty))),
            FnArg::Receiver(_) => None,
        })
        .collect()
}

/// The `T` of `Request<T>`.
fn result(output: &ReturnType) -> Option<Type> {
    let ReturnType::Type(_, output) = output else {
        return None;
    };
    let Type::Path(path) = &**output else {
        return None;
    };
    let syn::PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments
    else {
        return None;
    };
    match arguments.args.first()? {
        syn::GenericArgument::Type(result) => Some(result.clone()),
        _ => None,
    }
}

/// The fields of a `static RETRIEVE: Operation = Operation { … }`.
fn operation(item: &ItemStatic) -> BTreeMap<String, String> {
    let Expr::Struct(fields) = &*item.expr else {
        return BTreeMap::new();
    };
    let fields = fields.fields.iter();
    fields
        .map(|field| (tokens(&field.member), tokens(&field.expr)))
        .collect()
}

/// What the body of a method hands to the request.
#[derive(Default)]
struct Sent {
    operation: String,
    names: Vec<String>,
}

impl Sent {
    fn of(function: &ImplItemFn) -> Self {
        let mut sent = Self::default();
        sent.visit_block(&function.block);
        sent
    }
}

impl<'ast> Visit<'ast> for Sent {
    fn visit_expr_reference(&mut self, reference: &'ast syn::ExprReference) {
        if let Expr::Path(path) = &*reference.expr {
            self.operation = path_text(&path.path);
        }
        syn::visit::visit_expr_reference(self, reference);
    }

    fn visit_lit_str(&mut self, name: &'ast LitStr) {
        self.names.push(name.value());
    }
}
