//! Resources, with a method for each operation.

use heck::{ToShoutySnakeCase, ToUpperCamelCase};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Examples, arguments, docs, ident};
use crate::codegen::model::{ApiModel, Operation, Resource};

/// Emits the type, its accessor on the client, its methods, and the statics that describe operations.
pub(super) fn items(
    resource: &Resource,
    api: &ApiModel,
    examples: &Examples<'_>,
) -> Vec<TokenStream> {
    let tag = &resource.name;
    let ty = ident(&format!("{}Resource", tag.to_upper_camel_case()));
    let accessor = ident(tag);
    let description = &resource.docs;
    let about = docs::attributes(&format!(
        "{description}\n\nReached as [`client.{tag}()`](Client::{tag})."
    ));
    let access = docs::attributes(&format!(
        "{description}\n\nThe operations are listed at [`{ty}`]."
    ));
    let operations = &resource.operations;
    let methods = operations
        .iter()
        .map(|operation| method(operation, api, examples));
    let mut items = vec![
        quote! {
            #about
            #[derive(Debug)]
            pub struct #ty<'c> {
                client: &'c Client,
            }
        },
        quote! {
            impl Client {
                #access
                pub fn #accessor(&self) -> #ty<'_> {
                    #ty { client: self }
                }
            }
        },
        quote! {
            impl #ty<'_> { #(#methods)* }
        },
    ];
    items.extend(operations.iter().map(description_of));
    items
}

fn static_name(operation: &Operation) -> proc_macro2::Ident {
    ident(&operation.name.to_shouty_snake_case())
}

fn method(operation: &Operation, api: &ApiModel, examples: &Examples<'_>) -> TokenStream {
    let about = docs::attributes(&documentation(operation, api, examples));
    let (name, sent) = (ident(&operation.name), static_name(operation));
    let (result, deprecated) = (&operation.result, &operation.deprecated);
    let in_path = operation.in_path.iter().map(|parameter| {
        let name = ident(&parameter.name);
        quote!(#name: impl AsRef<str>)
    });
    let values = operation.in_path.iter().map(|parameter| {
        let (wire, name) = (&parameter.wire, ident(&parameter.name));
        quote!((#wire, #name.as_ref()))
    });
    let (request, taken, value) = match api.parameters(operation) {
        None => (quote!(Request<#result>), Vec::new(), quote!(())),
        Some(model) => {
            let (ty, taken) = (ident(&model.name), model.taken());
            let names = taken.iter().map(|field| ident(&field.name));
            let value = quote!(#ty::new(#(#names),*));
            (quote!(Request<#result, #ty>), taken, value)
        }
    };
    let arguments = in_path.chain(arguments::list(&taken));
    // Otherwise, decoding would be compiled even for methods that no program calls: see `result!`.
    quote! {
        #about
        #deprecated
        #[inline]
        pub fn #name(&self, #(#arguments),*) -> #request {
            Request::new(self.client, &#sent, &[#(#values),*], #value)
        }
    }
}

/// Returns the documentation of an operation's method.
fn documentation(operation: &Operation, api: &ApiModel, examples: &Examples<'_>) -> String {
    let mut text = format!(
        "{}\n\nSends `{} {}`; retry class `{}`.\n\n",
        operation.docs, operation.method, operation.path, operation.retry_class
    );
    for parameter in &operation.in_path {
        text.push_str(&format!("- `{}`: {}\n", parameter.name, parameter.docs));
    }
    if let Some(model) = api.parameters(operation) {
        for field in model.taken() {
            text.push_str(&format!("- `{}`: {}\n", field.name, field.first_sentence()));
        }
        if model.set().next().is_some() {
            let name = &model.name;
            text.push_str(&format!("\nThe request has the setters of [`{name}`].\n"));
        }
    }
    let example = examples.of_call(operation);
    text.push_str(&format!(
        "\n# Errors\n\nReturns the errors that [`Request`] describes.\n\n# Examples\n\n```\n{example}\n```"
    ));
    text
}

/// Emits the static that describes an operation to the transport.
fn description_of(operation: &Operation) -> TokenStream {
    let name = static_name(operation);
    let (id, path, method) = (&operation.id, &operation.path, ident(operation.method));
    let class = ident(&operation.retry_class.to_upper_camel_case());
    let unwrap = match &operation.unwrap {
        Some(key) => quote!(Some(#key)),
        None => quote!(None),
    };
    quote! {
        static #name: Operation = Operation {
            id: #id,
            method: Method::#method,
            path: #path,
            retry_class: RetryClass::#class,
            unwrap: #unwrap,
        };
    }
}
