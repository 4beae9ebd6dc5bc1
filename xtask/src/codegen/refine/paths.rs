use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, LitStr, Meta, Path, Token};

use super::Model;

/// Writes names as people write them: `Option<String>` for `::std::option::Option<::std::…>`.
pub(super) fn shorten(model: &mut Model) {
    Shorten.visit_item_mut(&mut model.item);
}

/// As [`shorten`], for a type alone.
pub(super) fn shorten_type(of: &mut syn::Type) {
    Shorten.visit_type_mut(of);
}

struct Shorten;

impl VisitMut for Shorten {
    fn visit_lit_str_mut(&mut self, text: &mut LitStr) {
        // The paths that serde's attributes hold as text.
        if text.value() == "::std::option::Option::is_none" {
            *text = LitStr::new("Option::is_none", text.span());
        }
    }

    fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
        // The visitor does not look into the tokens of an attribute.
        if let Meta::List(list) = &mut attribute.meta
            && let Ok(mut nested) =
                list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
        {
            nested.iter_mut().for_each(|meta| self.visit_meta_mut(meta));
            list.tokens = nested.to_token_stream();
        }
    }

    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        let names: Vec<_> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let known = matches!(
            names.as_slice(),
            ["std", "option", "Option"]
                | ["std", "string", "String"]
                | ["std", "vec", "Vec"]
                | ["std", "boxed", "Box"]
                | ["std", "collections", "BTreeMap"]
                | ["serde_json", "Map" | "Value"]
                | ["crate", "Timestamp" | "Secret" | "Base64" | "Content"]
                | ["types", _]
        );
        if known && let Some(last) = path.segments.pop() {
            path.segments.clear();
            path.segments.push(last);
            path.leading_colon = None::<Token![::]>;
        }
    }
}
