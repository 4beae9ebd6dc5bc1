//! Decisions of progenitor. No other file reads its code.

use std::collections::BTreeMap;

use syn::{
    Fields, GenericArgument, ImplItem, Item, ItemEnum, ItemStruct, PathArguments, ReturnType, Type,
};

use crate::codegen::error::SpecError;
use crate::codegen::model::Ty;

/// Types and results, with the names that progenitor gave them.
pub(super) struct Decisions {
    /// Types by name.
    pub(super) types: BTreeMap<String, Decision>,
    /// Results of operations, by operation id.
    pub(super) results: BTreeMap<String, Ty>,
}

/// The form of a type.
pub(super) enum Decision {
    /// Fields in Rust and their types, by name in JSON.
    Struct(BTreeMap<String, (String, Ty)>),
    /// Variants with the types of their values.
    Enum(Vec<(String, Option<Ty>)>),
    /// A type without a form in the model.
    Other,
}

impl Decisions {
    pub(super) fn read(code: syn::File) -> Result<Self, SpecError> {
        let mut decisions = Self {
            types: BTreeMap::new(),
            results: BTreeMap::new(),
        };
        for item in code.items {
            match item {
                Item::Mod(module) if module.ident == "types" => {
                    for item in module.content.into_iter().flat_map(|(_, items)| items) {
                        decisions.definition(&item)?;
                    }
                }
                Item::Impl(block) if block.trait_.is_none() && is_client(&block.self_ty) => {
                    for item in &block.items {
                        if let ImplItem::Fn(method) = item
                            && let Some(result) = success(&method.sig.output)
                        {
                            let id = method.sig.ident.to_string();
                            decisions.results.insert(id, ty(result)?);
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(decisions)
    }

    fn definition(&mut self, item: &Item) -> Result<(), SpecError> {
        let (name, decision) = match item {
            Item::Struct(item) => (&item.ident, structure(item)?),
            Item::Enum(item) => (&item.ident, enumeration(item)?),
            _ => return Ok(()),
        };
        self.types.insert(name.to_string(), decision);
        Ok(())
    }
}

fn structure(item: &ItemStruct) -> Result<Decision, SpecError> {
    let Fields::Named(fields) = &item.fields else {
        return Ok(Decision::Other);
    };
    let mut read = BTreeMap::new();
    for field in &fields.named {
        let name = field.ident.as_ref().map(ToString::to_string);
        let name = name.unwrap_or_default();
        let wire = renamed(field).unwrap_or_else(|| name.clone());
        read.insert(wire, (name, ty(&field.ty)?));
    }
    Ok(Decision::Struct(read))
}

fn enumeration(item: &ItemEnum) -> Result<Decision, SpecError> {
    let variants = item.variants.iter().map(|variant| {
        let content = variant.fields.iter().next();
        let content = content.map(|field| ty(&field.ty)).transpose()?;
        Ok((variant.ident.to_string(), content))
    });
    Ok(Decision::Enum(variants.collect::<Result<_, _>>()?))
}

/// Returns the JSON name of a field, if it differs from the Rust name.
fn renamed(field: &syn::Field) -> Option<String> {
    let mut name = None;
    for attribute in &field.attrs {
        if attribute.path().is_ident("serde") {
            let _ = attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("rename") {
                    name = Some(meta.value()?.parse::<syn::LitStr>()?.value());
                } else if meta.input.peek(syn::Token![=]) {
                    meta.value()?.parse::<syn::Expr>()?;
                }
                Ok(())
            });
        }
    }
    name
}

fn is_client(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("Client"))
}

/// Returns the `T` of `Result<ResponseValue<T>, Error<…>>`.
fn success(output: &ReturnType) -> Option<&Type> {
    let ReturnType::Type(_, output) = output else {
        return None;
    };
    arguments(arguments(output).first()?).first().copied()
}

/// Returns the types between the angle brackets of a type.
fn arguments(ty: &Type) -> Vec<&Type> {
    let Type::Path(path) = ty else {
        return Vec::new();
    };
    match path.path.segments.last().map(|last| &last.arguments) {
        Some(PathArguments::AngleBracketed(arguments)) => arguments
            .args
            .iter()
            .filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn ty(read: &Type) -> Result<Ty, SpecError> {
    let path = match read {
        Type::Path(path) => &path.path,
        _ => return Err(unknown(read)),
    };
    let names = path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string());
    let name = names.collect::<Vec<_>>().join("::");
    let inner = || match arguments(read).last() {
        Some(inner) => Ok(Box::new(ty(inner)?)),
        None => Err(unknown(read)),
    };
    Ok(match name.as_str() {
        "std::string::String" => Ty::Text,
        "bool" => Ty::Bool,
        "f64" => Ty::Number,
        "i64" => Ty::Integer,
        "serde_json::Value" => Ty::Json,
        "crate::Timestamp" => Ty::Time,
        "crate::Secret" => Ty::Secret,
        "crate::Base64" => Ty::Bytes,
        // A body that is not JSON.
        "ByteStream" => Ty::Content,
        "std::vec::Vec" => Ty::List(inner()?),
        "std::collections::BTreeMap" | "serde_json::Map" => Ty::Map(inner()?),
        "std::option::Option" => Ty::Option(inner()?),
        "std::boxed::Box" => Ty::Boxed(inner()?),
        name => match name.strip_prefix("types::").unwrap_or(name) {
            name if name.starts_with(char::is_uppercase) => Ty::Model(name.to_owned()),
            _ => return Err(unknown(read)),
        },
    })
}

fn unknown(ty: &Type) -> SpecError {
    let ty = quote::ToTokens::to_token_stream(ty).to_string();
    SpecError::new(
        "",
        format!("progenitor chose the type `{ty}`, which the generator does not know"),
        "rewrite the schema in `lower`, or add the type to `harvest` and `model`",
    )
}
