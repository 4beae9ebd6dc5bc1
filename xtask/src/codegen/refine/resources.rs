//! Makes a resource of each tag, with a method per operation that goes through the transport seam.

use std::collections::BTreeMap;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use openapiv3::{OpenAPI, Operation, Parameter, ParameterData, ReferenceOr};
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::{GenericArgument, Ident, ImplItemFn, Item, PathArguments, ReturnType, Type, parse_quote};

use super::requests::{Literals, constructor_arguments, required_fields, statements};
use super::{Entry, Model, Resource, deprecation, docs, paths};
use crate::codegen::lower::parameters_of;
use crate::codegen::trouble::Trouble;
use crate::codegen::walk::operations;

/// The resources of a lowered spec; signatures are those of progenitor's `methods`.
pub(super) fn build(
    methods: &BTreeMap<String, ImplItemFn>,
    models: &[Model],
    literals: &Literals<'_>,
    api: &OpenAPI,
) -> Result<Vec<Resource>, Trouble> {
    let mut resources = Vec::new();
    for tag in &api.tags {
        let mut functions = Vec::new();
        let mut statics = Vec::new();
        let mut entries = Vec::new();
        for (pointer, path, method, operation) in operations(api) {
            if operation.tags.first() != Some(&tag.name) {
                continue;
            }
            let id = operation.operation_id.as_deref().unwrap_or_default();
            let made = methods
                .get(id)
                .and_then(|method| success(&method.sig.output));
            let Some(result) = made else {
                return Err(Trouble::at(
                    pointer,
                    format!("progenitor made no method of `{id}`"),
                    "see whether it renames the operation, and choose another `operationId`",
                ));
            };
            let endpoint = Endpoint {
                tag: &tag.name,
                id,
                path,
                method,
                operation,
                result,
                parameters: parameters_of(operation)
                    .and_then(|name| models.iter().find(|model| model.name == name)),
                literals,
            };
            entries.push(endpoint.entry());
            functions.push(endpoint.function());
            statics.push(endpoint.description());
        }
        if functions.is_empty() {
            continue;
        }
        let description = tag.description.as_deref().unwrap_or_default();
        resources.push(Resource {
            items: items(&tag.name, description, &functions, statics),
            name: tag.name.clone(),
            entries,
        });
    }
    Ok(resources)
}

fn items(tag: &str, description: &str, functions: &[TokenStream], statics: Vec<Item>) -> Vec<Item> {
    let resource = format_ident!("{}Resource", tag.to_upper_camel_case());
    let accessor = Ident::new(tag, Span::call_site());
    let about = docs::attributes(&format!(
        "{}\n\nReached as [`client.{tag}()`](Client::{tag}).",
        description.trim()
    ));
    let access = docs::attributes(&format!(
        "{}\n\nThe operations are listed at [`{resource}`].",
        description.trim()
    ));
    let mut items = vec![
        parse_quote! {
            #(#about)*
            #[derive(Debug)]
            pub struct #resource<'c> {
                client: &'c Client,
            }
        },
        parse_quote! {
            impl Client {
                #(#access)*
                pub fn #accessor(&self) -> #resource<'_> {
                    #resource { client: self }
                }
            }
        },
        parse_quote! {
            impl #resource<'_> { #(#functions)* }
        },
    ];
    items.extend(statics);
    items
}

/// The `T` of `Result<ResponseValue<T>, Error<…>>`.
fn success(output: &ReturnType) -> Option<Type> {
    let ReturnType::Type(_, output) = output else {
        return None;
    };
    let mut result = first_argument(first_argument(output)?)?.clone();
    paths::shorten_type(&mut result);
    Some(result)
}

fn first_argument(of: &Type) -> Option<&Type> {
    let Type::Path(path) = of else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(argument) => Some(argument),
        _ => None,
    }
}

struct Endpoint<'a> {
    tag: &'a str,
    id: &'a str,
    path: &'a str,
    method: &'static str,
    operation: &'a Operation,
    result: Type,
    parameters: Option<&'a Model>,
    literals: &'a Literals<'a>,
}

impl Endpoint<'_> {
    /// The name of the method: the operation id without the tag.
    fn name(&self) -> Ident {
        let name = self.id.strip_prefix(self.tag).unwrap_or(self.id);
        Ident::new(name.trim_start_matches('_'), Span::call_site())
    }

    fn static_name(&self) -> Ident {
        let name = self.name().to_string().to_shouty_snake_case();
        Ident::new(&name, Span::call_site())
    }

    fn in_path(&self) -> impl Iterator<Item = &ParameterData> {
        self.operation
            .parameters
            .iter()
            .filter_map(|parameter| match parameter {
                ReferenceOr::Item(Parameter::Path { parameter_data, .. }) => Some(parameter_data),
                _ => None,
            })
    }

    fn extension(&self, name: &str) -> Option<&str> {
        self.operation.extensions.get(name)?.as_str()
    }

    fn entry(&self) -> Entry {
        let result = &self.result;
        Entry {
            method: self.name().to_string(),
            arguments: {
                let in_path = self
                    .in_path()
                    .map(|parameter| argument(parameter).to_string());
                let taken = self
                    .parameters
                    .map(constructor_arguments)
                    .unwrap_or_default();
                in_path
                    .chain(taken.iter().map(|(name, _)| name.to_string()))
                    .collect()
            },
            id: self.id.to_owned(),
            summary: self.operation.summary.clone().unwrap_or_default(),
            address: format!("{} {}", self.method, self.path),
            parameters: self.parameters.map(|model| model.name.clone()),
            answer: quote!(#result).to_string().replace(' ', ""),
            retry_class: self.retry_class().to_owned(),
        }
    }

    fn retry_class(&self) -> &str {
        self.extension("x-retry-class").unwrap_or_default()
    }

    fn function(&self) -> TokenStream {
        let docs = docs::attributes(&self.documentation());
        let name = self.name();
        let operation = self.static_name();
        let result = &self.result;
        let in_path = self.in_path().map(|parameter| {
            let argument = argument(parameter);
            quote!(#argument: impl AsRef<str>)
        });
        let values = self.in_path().map(|parameter| {
            let (wire, argument) = (&parameter.name, argument(parameter));
            quote!((#wire, #argument.as_ref()))
        });
        let deprecated = self.operation.deprecated.then(|| {
            let note = self.extension("x-deprecation-note");
            deprecation::attribute(note)
        });
        let (request, taken, parameters) = match self.parameters {
            None => (quote!(Request<#result>), Vec::new(), quote!(())),
            Some(model) => {
                let of = format_ident!("{}", model.name);
                let taken = constructor_arguments(model);
                let names = taken.iter().map(|(name, _)| name);
                (
                    quote!(Request<#result, #of>),
                    taken.clone(),
                    quote!(#of::new(#(#names),*)),
                )
            }
        };
        let taken = taken.iter().map(|(name, takes)| quote!(#name: #takes));
        let arguments = in_path.chain(taken);
        quote! {
            #(#docs)*
            #deprecated
            pub fn #name(&self, #(#arguments),*) -> #request {
                Request::new(self.client, &#operation, &[#(#values),*], #parameters)
            }
        }
    }

    fn documentation(&self) -> String {
        let summary = self.operation.summary.as_deref().unwrap_or_default();
        let mut text = format!("{}.\n\n", summary.trim_end_matches('.'));
        if let Some(description) = &self.operation.description {
            text.push_str(&format!("{}\n\n", description.trim()));
        }
        text.push_str(&format!(
            "Sends `{} {}`; retry class `{}`.\n\n",
            self.method,
            self.path,
            self.retry_class()
        ));
        for parameter in self.in_path() {
            let meaning = parameter.description.as_deref().unwrap_or_default();
            text.push_str(&format!(
                "- `{}`: {}\n",
                argument(parameter),
                meaning.trim()
            ));
        }
        if let Some(model) = self.parameters {
            for (name, meaning) in required_fields(model) {
                text.push_str(&format!("- `{name}`: {meaning}\n"));
            }
            text.push_str(&format!(
                "\nThe request has the setters of [`{0}`].\n",
                model.name
            ));
        }
        text.push_str(&format!(
            "\n# Errors\n\nFails as described at [`Request`].\n\n# Examples\n\n```\n{}\n```",
            self.example()
        ));
        text
    }

    /// The call of the method inside a function that compiles.
    fn example(&self) -> String {
        let values: Vec<_> = self.in_path().map(example).collect();
        let method = format!("client.{}().{}", self.tag, self.name());
        let parameters = self.parameters.map(|model| model.name.as_str());
        let (imports, call) = self.literals.call(&method, &values, parameters);
        let code = statements(&format!("let {} = {call};", self.variable()));
        let imports = imports.trim_end();
        let imports = if imports.is_empty() {
            String::new()
        } else {
            format!("{imports}\n\n")
        };
        format!(
            "{imports}# async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {{\n\
             {code}\n# Ok(())\n# }}"
        )
    }

    /// A name for what the operation gives.
    fn variable(&self) -> String {
        if let Some(key) = self.extension("x-unwrap") {
            return key.to_snake_case();
        }
        let result = &self.result;
        match quote!(#result).to_string().to_snake_case().as_str() {
            // It is of any kind: what it is for says more.
            "content" => self.name().to_string(),
            name => name.to_owned(),
        }
    }

    /// What the transport has to know.
    fn description(&self) -> Item {
        let name = self.static_name();
        let (id, path) = (self.id, self.path);
        let method = Ident::new(self.method, Span::call_site());
        let class = Ident::new(&self.retry_class().to_upper_camel_case(), Span::call_site());
        let unwrap = match self.extension("x-unwrap") {
            Some(key) => quote!(Some(#key)),
            None => quote!(None),
        };
        parse_quote! {
            static #name: Operation = Operation {
                id: #id,
                method: Method::#method,
                path: #path,
                retry_class: RetryClass::#class,
                unwrap: #unwrap,
            };
        }
    }
}

fn argument(parameter: &ParameterData) -> Ident {
    Ident::new(&parameter.name.to_snake_case(), Span::call_site())
}

fn example(parameter: &ParameterData) -> String {
    let example = parameter
        .example
        .as_ref()
        .and_then(|example| example.as_str());
    format!("{:?}", example.unwrap_or(&parameter.name))
}
