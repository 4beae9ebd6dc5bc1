use std::collections::BTreeSet;

use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};
use serde_json::{Map, Value};
use syn::visit::Visit;
use syn::{Item, ItemEnum, TypePath, parse_quote};

use super::fields::{Field, fields};
use super::is_sent;
use crate::codegen::lower::{LIMIT_KEYWORDS, LIMITS};
use crate::codegen::refine::Model;

/// Writes down the limits of each type that is sent and has any, in itself or below.
pub(super) fn of(models: &[Model]) -> Vec<(String, Item)> {
    let sent: Vec<_> = models.iter().filter(|model| is_sent(model)).collect();
    let mut checked = BTreeSet::new();
    // What holds something that is checked is checked itself, until nothing is added.
    loop {
        let before = checked.len();
        for model in &sent {
            let is_checked = fields(model)
                .iter()
                .any(|field| is_checked(field, &checked))
                || variants(model)
                    .iter()
                    .any(|(_, content)| checked.contains(content));
            if is_checked {
                checked.insert(model.name.clone());
            }
        }
        if checked.len() == before {
            break;
        }
    }
    // A list whose length has a limit asks its entries too, also where these have none.
    let with_limits = sent.iter().flat_map(|model| fields(model));
    let asked: BTreeSet<_> = with_limits
        .filter(|field| is_checked(field, &checked))
        .flat_map(|field| names(&field.of))
        .collect();
    sent.iter()
        .filter(|model| checked.contains(&model.name) || asked.contains(&model.name))
        .map(|model| (model.name.clone(), check(model, &checked)))
        .collect()
}

fn is_checked(field: &Field, checked: &BTreeSet<String>) -> bool {
    !limits(field).is_empty()
        || field.only_with().is_some()
        || names(&field.of).iter().any(|name| {
            matches!(name.as_str(), "f64" | "i64" | "Timestamp") || checked.contains(name)
        })
}

fn check(model: &Model, checked: &BTreeSet<String>) -> Item {
    let name = format_ident!("{}", model.name);
    if !checked.contains(&model.name) {
        return parse_quote! {
            impl Checked for #name {
                fn check(&self, _: &[Limit], _: &mut Check) {}
            }
        };
    }
    if matches!(model.item, Item::Macro(_)) {
        let arms = variants(model)
            .into_iter()
            .filter_map(|(variant, content)| {
                let variant = format_ident!("{variant}");
                checked
                    .contains(&content)
                    .then(|| quote!(Self::#variant(content) => content.check(limits, check)))
            });
        return parse_quote! {
            impl Checked for #name {
                fn check(&self, limits: &[Limit], check: &mut Check) {
                    match self {
                        #(#arms,)*
                        _ => {}
                    }
                }
            }
        };
    }
    let fields = fields(model);
    let checks = fields
        .iter()
        .filter(|field| is_checked(field, checked))
        .map(|field| {
            let (name, wire, limits) = (&field.name, &field.wire, limits(field));
            quote!(check.field(#wire, &self.#name, &[#(#limits),*]);)
        });
    let conditions = fields.iter().filter_map(|field| {
        let (other, value) = field.only_with()?;
        let (name, wire) = (&field.name, &field.wire);
        let other = fields.iter().find(|field| field.wire == other)?;
        let (other_name, other_wire) = (&other.name, &other.wire);
        Some(quote! {
            if self.#name.is_some() && self.#other_name.as_str() != #value {
                check.only_with(#wire, #other_wire, #value);
            }
        })
    });
    // Deprecated settings are checked as long as they can be sent.
    let allow = fields
        .iter()
        .any(|field| field.deprecated.is_some() && is_checked(field, checked))
        .then(|| quote!(#[allow(deprecated)]));
    parse_quote! {
        #allow
        impl Checked for #name {
            fn check(&self, _: &[Limit], check: &mut Check) {
                #(#checks)*
                #(#conditions)*
            }
        }
    }
}

/// The variants of a tagged union with the models they hold.
fn variants(model: &Model) -> Vec<(String, String)> {
    let Item::Macro(item) = &model.item else {
        return Vec::new();
    };
    if !item.mac.path.is_ident("tagged_union") {
        return Vec::new();
    }
    let Ok(item) = syn::parse2::<ItemEnum>(item.mac.tokens.clone()) else {
        return Vec::new();
    };
    let variants = item.variants.iter().map(|variant| {
        let content = variant
            .fields
            .iter()
            .map(|field| field.ty.to_token_stream().to_string());
        (variant.ident.to_string(), content.collect())
    });
    variants.collect()
}

/// The names of the types that a type is made of.
fn names(of: &syn::Type) -> BTreeSet<String> {
    struct Names(BTreeSet<String>);

    impl<'ast> Visit<'ast> for Names {
        fn visit_type_path(&mut self, path: &'ast TypePath) {
            self.0
                .extend(path.path.segments.last().map(|last| last.ident.to_string()));
            syn::visit::visit_type_path(self, path);
        }
    }

    let mut names = Names(BTreeSet::new());
    names.visit_type(of);
    names.0
}

fn limits(field: &Field) -> Vec<TokenStream> {
    let mut limits = field.schema.as_ref().map(limits_of).unwrap_or_default();
    // Whatever a time is called in the spec, one that is sent is a moment.
    let has_form = limits
        .iter()
        .any(|limit| limit.to_string().contains("Form"));
    if names(&field.of).contains("Timestamp") && !has_form {
        limits.push(quote!(Limit::Form(Form::DateTime)));
    }
    limits
}

fn limits_of(schema: &Schema) -> Vec<TokenStream> {
    let none = Map::new();
    let kept = schema.schema_data.extensions.get(LIMITS);
    let kept = kept.and_then(Value::as_object).unwrap_or(&none);
    let exclusive = |bound: &str| kept.get(bound).and_then(Value::as_bool) == Some(true);
    let mut limits = Vec::new();
    let keys = LIMIT_KEYWORDS.iter();
    for (key, value) in keys.filter_map(|key| Some((*key, kept.get(*key)?))) {
        limits.extend(match key {
            "minLength" | "minItems" if value != 0 => {
                count(value).map(|n| quote!(Limit::MinLength(#n)))
            }
            "maxLength" | "maxItems" => count(value).map(|n| quote!(Limit::MaxLength(#n))),
            "minimum" if exclusive("exclusiveMinimum") => {
                bound(value).map(|n| quote!(Limit::Above(#n)))
            }
            "minimum" => bound(value).map(|n| quote!(Limit::Minimum(#n))),
            "maximum" if exclusive("exclusiveMaximum") => {
                bound(value).map(|n| quote!(Limit::Below(#n)))
            }
            "maximum" => bound(value).map(|n| quote!(Limit::Maximum(#n))),
            "format" | "x-format" => form(value).map(|form| quote!(Limit::Form(Form::#form))),
            _ => None,
        });
    }
    let each = match &schema.schema_kind {
        SchemaKind::Type(Type::Array(array)) => array.items.as_ref().map(|items| match items {
            ReferenceOr::Item(items) => limits_of(items),
            ReferenceOr::Reference { .. } => Vec::new(),
        }),
        SchemaKind::Type(Type::Object(object)) => match &object.additional_properties {
            Some(openapiv3::AdditionalProperties::Schema(values)) => {
                values.as_item().map(limits_of)
            }
            _ => None,
        },
        _ => None,
    };
    if let Some(each) = each.filter(|each| !each.is_empty()) {
        limits.push(quote!(Limit::Each(&[#(#each),*])));
    }
    limits
}

fn count(value: &Value) -> Option<Literal> {
    value.as_u64().map(Literal::u64_unsuffixed)
}

fn bound(value: &Value) -> Option<Literal> {
    value.as_f64().map(Literal::f64_unsuffixed)
}

fn form(value: &Value) -> Option<syn::Ident> {
    let name = match value.as_str()? {
        "e164" => "E164",
        "time-of-day" => "TimeOfDay",
        "iana-time-zone" => "IanaTimeZone",
        "date-time" => "DateTime",
        "email" => "Email",
        "snake-case" => "SnakeCase",
        "lookup-url" => "LookupUrl",
        "uri" => "Uri",
        _ => return None,
    };
    Some(format_ident!("{name}"))
}
