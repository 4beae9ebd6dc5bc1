//! Reads what is generated for types that requests hold: constructors, setters, limits.

use std::collections::BTreeMap;

use syn::visit::Visit;
use syn::{Expr, ExprMethodCall, ExprStruct, FnArg, ImplItem, ImplItemFn, Item, ItemImpl};

use super::items::TypeItem;
use super::syntax::{attributes, docs, generic_arguments, path_text, text, tokens};

/// How programs make a value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Constructor {
    pub(crate) docs: String,
    /// Names and types of what `new` takes.
    pub(crate) takes: Vec<(String, String)>,
    /// What it puts by itself into fields that it does not take, as tokens; nothing where that is
    /// `None`.
    pub(crate) presets: BTreeMap<String, String>,
    pub(crate) setters: Setters,
}

/// Setters by what they set: what they take, and their attributes. They are called as what they set,
/// unless that name is taken, on requests by more than on models.
pub(crate) type Setters = BTreeMap<String, (String, Vec<String>)>;

/// Where the parameters of an operation go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Query,
    Body,
}

/// A limit that is checked before a value is sent, as in `Limit::MaxLength(20)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Limit {
    /// `MaxLength`.
    pub(crate) name: String,
    /// `20`, or the name of a form.
    pub(crate) value: String,
    /// What holds for each entry.
    pub(crate) each: Vec<Limit>,
}

/// Adds what an `impl` says of its type; nothing where it says something that is not known.
pub(super) fn read(types: &mut BTreeMap<String, TypeItem>, item: &Item) -> Option<()> {
    let Item::Impl(block) = item else {
        return None;
    };
    let item = types.get_mut(&tokens(&block.self_ty))?;
    let of_trait = block.trait_.as_ref().map(|(path, _)| path_text(path));
    match of_trait.as_deref() {
        None => item.constructor = Some(constructor(block)?),
        Some("Checked") => item.limits = limits(block),
        Some("Parameters") => {
            item.place = Some(match tokens(block).contains("ParameterLocation::Query") {
                true => Place::Query,
                false => Place::Body,
            });
        }
        // These follow from what the type is.
        Some("Default" | "Empty" | "Sealed") => {}
        Some(_) => return None,
    }
    Some(())
}

/// The setters on the requests that take a model, and its name.
pub(super) fn on_requests(item: &Item) -> Option<(String, Setters)> {
    let Item::Impl(block) = item else {
        return None;
    };
    let arguments = generic_arguments(&block.self_ty)?;
    let setters = functions(block).map(|function| {
        let [(name, takes)] = arguments_of(function).try_into().ok()?;
        Some((name, (takes, attributes(&function.attrs))))
    });
    Some((tokens(arguments.get(1)?), setters.collect::<Option<_>>()?))
}

fn constructor(block: &ItemImpl) -> Option<Constructor> {
    let mut found = Constructor::default();
    let mut has_new = false;
    for function in functions(block) {
        let takes = arguments_of(function);
        if function.sig.ident == "new" {
            has_new = true;
            found.docs = docs(&function.attrs);
            found.presets = presets(function, &takes);
            found.takes = takes;
        } else {
            let [(name, takes)] = takes.try_into().ok()?;
            let attributes = attributes(&function.attrs);
            found.setters.insert(name, (takes, attributes));
        }
    }
    has_new.then_some(found)
}

/// What a constructor puts into the fields that it takes nothing for.
fn presets(function: &ImplItemFn, takes: &[(String, String)]) -> BTreeMap<String, String> {
    struct Fields(BTreeMap<String, String>);

    impl<'ast> Visit<'ast> for Fields {
        fn visit_expr_struct(&mut self, expression: &'ast ExprStruct) {
            let fields = expression.fields.iter();
            self.0
                .extend(fields.map(|field| (tokens(&field.member), tokens(&field.expr))));
        }
    }

    let mut fields = Fields(BTreeMap::new());
    fields.visit_block(&function.block);
    let is_taken = |name: &String| takes.iter().any(|(taken, _)| taken == name);
    fields
        .0
        .retain(|name, value| !is_taken(name) && value != "None");
    fields.0
}

/// The limits that an `impl Checked` has for each field.
fn limits(block: &ItemImpl) -> BTreeMap<String, Vec<Limit>> {
    struct Fields(BTreeMap<String, Vec<Limit>>);

    impl<'ast> Visit<'ast> for Fields {
        fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
            let arguments: Vec<_> = call.args.iter().collect();
            let [name, second, third] = arguments.as_slice() else {
                return;
            };
            let limits = match call.method.to_string().as_str() {
                "field" => list(third),
                "only_with" => vec![Limit {
                    name: "OnlyWith".to_owned(),
                    value: format!("{}: {}", tokens(second), tokens(third)),
                    each: Vec::new(),
                }],
                _ => return,
            };
            if let Some(name) = text(name) {
                self.0.entry(name).or_default().extend(limits);
            }
        }
    }

    let mut fields = Fields(BTreeMap::new());
    fields.visit_item_impl(block);
    fields.0
}

/// `&[Limit::MinLength(1), Limit::Each(&[…])]`.
fn list(limits: &Expr) -> Vec<Limit> {
    let Expr::Reference(reference) = limits else {
        return Vec::new();
    };
    let Expr::Array(array) = &*reference.expr else {
        return Vec::new();
    };
    let limits = array.elems.iter().filter_map(|limit| match limit {
        Expr::Call(call) => Some((&*call.func, call.args.first()?)),
        _ => None,
    });
    let limits = limits.filter_map(|(name, value)| match name {
        Expr::Path(name) => Some((path_text(&name.path), value)),
        _ => None,
    });
    limits
        .map(|(name, value)| Limit {
            name,
            each: list(value),
            value: match value {
                Expr::Path(form) => path_text(&form.path),
                value => tokens(value),
            },
        })
        .collect()
}

pub(super) fn functions(block: &ItemImpl) -> impl Iterator<Item = &ImplItemFn> {
    block.items.iter().filter_map(|item| match item {
        ImplItem::Fn(function) => Some(function),
        _ => None,
    })
}

/// Names and types of what a function takes beside `self`.
pub(super) fn arguments_of(function: &ImplItemFn) -> Vec<(String, String)> {
    let inputs = function.sig.inputs.iter();
    inputs
        .filter_map(|input| match input {
            FnArg::Typed(typed) => Some((tokens(&typed.pat), tokens(&typed.ty))),
            FnArg::Receiver(_) => None,
        })
        .collect()
}
