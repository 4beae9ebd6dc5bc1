//! Reads the files of resources: methods, and the static that says what each sends.

use std::collections::BTreeMap;
use std::path::Path;

use syn::visit::Visit;
use syn::{Expr, ImplItemFn, Item, ItemImpl, ItemStatic, LitStr, ReturnType, Type};

use super::items::{Method, RustApi};
use super::sending::{arguments_of, functions};
use super::syntax::{attributes, docs, generic_arguments, path_text, tokens};

/// Adds what the file of a resource holds.
pub(super) fn read(api: &mut RustApi, path: &Path, items: &[Item]) {
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
                    api.resources.insert(accessor.clone(), docs(&method.attrs));
                }
            }
            Item::Impl(block) => methods.extend(functions(block).cloned()),
            Item::Use(_) | Item::Struct(_) => {}
            item => api.stranger(path, item),
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
            (Some(operation), Some(id), Some((result, parameters))) => {
                let method = Method {
                    resource: accessor.clone(),
                    name: function.sig.ident.to_string(),
                    arguments: arguments_of(&function),
                    generics: tokens(&function.sig.generics),
                    result,
                    parameters,
                    docs: docs(&function.attrs),
                    attributes: attributes(&function.attrs),
                    in_path: sent.names,
                    operation,
                };
                api.methods.insert(id.trim_matches('"').to_owned(), method);
            }
            _ => api.stranger(path, &function),
        }
    }
}

fn is_client(block: &ItemImpl) -> bool {
    tokens(&block.self_ty) == "Client"
}

/// The `T` of `Request<T, P>`, and the name of `P`.
fn result(output: &ReturnType) -> Option<(Type, Option<String>)> {
    let ReturnType::Type(_, output) = output else {
        return None;
    };
    let arguments = generic_arguments(output)?;
    let parameters = arguments.get(1).map(tokens);
    Some((arguments.into_iter().next()?, parameters))
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
