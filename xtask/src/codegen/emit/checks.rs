//! Limits of the types that requests hold.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident;
use crate::codegen::model::{ApiModel, Field, Kind, Limit, Model, Ty};

/// The models that requests hold and that have limits, in themselves or below.
pub(super) struct Checked<'a> {
    /// Those that check something.
    limited: BTreeSet<&'a str>,
    /// Those in a list that checks something of its entries, if only their number.
    asked: BTreeSet<&'a str>,
}

impl<'a> Checked<'a> {
    pub(super) fn of(api: &'a ApiModel) -> Self {
        let sent: Vec<_> = api.models.iter().filter(|model| model.sent).collect();
        let mut checked = Self {
            limited: BTreeSet::new(),
            asked: BTreeSet::new(),
        };
        // A model that holds one with limits has limits itself, until none is added.
        loop {
            let before = checked.limited.len();
            for model in &sent {
                let mut fields = model.fields().iter();
                if fields.any(|field| checked.checks(field))
                    || checked.variants(model).next().is_some()
                {
                    checked.limited.insert(&model.name);
                }
            }
            if checked.limited.len() == before {
                break;
            }
        }
        let fields = sent.iter().flat_map(|model| model.fields());
        let asking = fields.filter(|field| checked.checks(field));
        checked.asked = asking.filter_map(|field| field.ty.model()).collect();
        checked
    }

    /// Returns true if the limits of a model can be checked.
    pub(super) fn contains(&self, model: &Model) -> bool {
        let name = model.name.as_str();
        model.sent && (self.limited.contains(name) || self.asked.contains(name))
    }

    fn checks(&self, field: &Field) -> bool {
        !field.limits.is_empty()
            || field.only_with.is_some()
            || match field.ty.innermost() {
                Ty::Number | Ty::Integer | Ty::Time => true,
                Ty::Model(name) => self.limited.contains(name.as_str()),
                _ => false,
            }
    }

    /// Returns the names of the variants that hold something with limits.
    fn variants<'m>(&self, model: &'m Model) -> impl Iterator<Item = &'m str> {
        let is_tagged = matches!(model.kind, Kind::TaggedUnion { .. });
        let variants = model.variants().iter().filter(move |_| is_tagged);
        variants.filter_map(|variant| {
            let content = variant.content.as_ref()?.model()?;
            self.limited
                .contains(content)
                .then_some(variant.name.as_str())
        })
    }

    /// Emits the check of a model.
    pub(super) fn implementation(&self, model: &Model) -> Option<TokenStream> {
        if !self.contains(model) {
            return None;
        }
        let name = ident(&model.name);
        if !self.limited.contains(model.name.as_str()) {
            return Some(quote! {
                impl Checked for #name {
                    fn check(&self, _: &[Limit], _: &mut Check) {}
                }
            });
        }
        if !matches!(model.kind, Kind::Struct(_)) {
            let arms = self.variants(model).map(|variant| {
                let variant = ident(variant);
                quote!(Self::#variant(content) => content.check(limits, check))
            });
            return Some(quote! {
                impl Checked for #name {
                    fn check(&self, limits: &[Limit], check: &mut Check) {
                        match self {
                            #(#arms,)*
                            _ => {}
                        }
                    }
                }
            });
        }
        let fields = model.fields().iter().filter(|field| self.checks(field));
        let checks = fields.clone().map(|field| {
            let (name, wire, limits) = (ident(&field.name), &field.wire, &field.limits);
            let limits = limits.iter().map(limit);
            quote!(check.field(#wire, &self.#name, &[#(#limits),*]);)
        });
        let conditions = model.fields().iter().filter_map(|field| {
            let condition = field.only_with.as_ref()?;
            let other = ident(&model.field(&condition.wire)?.name);
            let (name, wire) = (ident(&field.name), &field.wire);
            let (other_wire, value) = (&condition.wire, &condition.value);
            Some(quote! {
                if self.#name.is_some() && self.#other.as_str() != #value {
                    check.only_with(#wire, #other_wire, #value);
                }
            })
        });
        // Deprecated settings are checked as long as they can be sent.
        let mut deprecated = fields.clone().filter(|field| field.deprecated.is_some());
        let allow = deprecated.next().map(|_| quote!(#[allow(deprecated)]));
        Some(quote! {
            #allow
            impl Checked for #name {
                fn check(&self, _: &[Limit], check: &mut Check) {
                    #(#checks)*
                    #(#conditions)*
                }
            }
        })
    }
}

fn limit(limit: &Limit) -> TokenStream {
    let bound = |bound: &f64| Literal::f64_unsuffixed(*bound);
    let count = |count: &u64| Literal::u64_unsuffixed(*count);
    let (name, value) = match limit {
        Limit::MinLength(least) => ("MinLength", count(least)),
        Limit::MaxLength(most) => ("MaxLength", count(most)),
        Limit::Minimum(least) => ("Minimum", bound(least)),
        Limit::Above(least) => ("Above", bound(least)),
        Limit::Maximum(most) => ("Maximum", bound(most)),
        Limit::Below(most) => ("Below", bound(most)),
        Limit::Form(form) => {
            let form = ident(form);
            return quote!(Limit::Form(Form::#form));
        }
        Limit::Each(each) => {
            let each = each.iter().map(self::limit);
            return quote!(Limit::Each(&[#(#each),*]));
        }
    };
    let name = ident(name);
    quote!(Limit::#name(#value))
}
