//! Visits the schemas of a document, to read or to change them.
//!
//! Both are generated from one piece of code, since they differ in `mut` alone.

use openapiv3::{
    AdditionalProperties, Content, OpenAPI, Operation, Parameter, ParameterSchemaOrContent,
    PathItem, ReferenceOr, Schema, SchemaKind, Type,
};

use super::{Position, escape, status_key};

/// Calls `visit` with every schema that is not a reference, parents before children.
pub fn schemas(api: &OpenAPI, mut visit: impl FnMut(&str, Position, &Schema)) {
    shared::document(api, &mut visit);
}

/// Does the same as [`schemas`], and lets `visit` change a schema before its children are visited.
pub fn schemas_mut(api: &mut OpenAPI, visit: &mut dyn FnMut(&str, Position, &mut Schema)) {
    exclusive::document(api, visit);
}

pub(super) use exclusive::by_method as by_method_mut;

macro_rules! visitor {
    ($($mut:ident)?) => {
        type Visit<'v> = dyn FnMut(&str, Position, &$($mut)? Schema) + 'v;

        pub(super) fn document(api: &$($mut)? OpenAPI, visit: &mut Visit<'_>) {
            for (path, item) in &$($mut)? api.paths.paths {
                let ReferenceOr::Item(item) = item else {
                    continue;
                };
                let base = format!("/paths/{}", escape(path));
                parameters(&$($mut)? item.parameters, &format!("{base}/parameters"), visit);
                for (method, operation) in by_method(item) {
                    in_operation(operation, &format!("{base}/{method}"), visit);
                }
            }
            let Some(components) = &$($mut)? api.components else {
                return;
            };
            for (name, schema) in &$($mut)? components.schemas {
                let pointer = format!("/components/schemas/{}", escape(name));
                in_reference(schema, &pointer, Position::Component, visit);
            }
            for (name, body) in &$($mut)? components.request_bodies {
                if let ReferenceOr::Item(body) = body {
                    let pointer = format!("/components/requestBodies/{}/content", escape(name));
                    content(&$($mut)? body.content, &pointer, visit);
                }
            }
            for (name, response) in &$($mut)? components.responses {
                if let ReferenceOr::Item(response) = response {
                    let pointer = format!("/components/responses/{}/content", escape(name));
                    content(&$($mut)? response.content, &pointer, visit);
                }
            }
            for (name, parameter) in &$($mut)? components.parameters {
                let pointer = format!("/components/parameters/{}", escape(name));
                in_parameter(parameter, &pointer, visit);
            }
        }

        pub(in super::super) fn by_method(
            item: &$($mut)? PathItem,
        ) -> impl Iterator<Item = (&'static str, &$($mut)? Operation)> {
            [
                ("get", &$($mut)? item.get),
                ("put", &$($mut)? item.put),
                ("post", &$($mut)? item.post),
                ("delete", &$($mut)? item.delete),
                ("options", &$($mut)? item.options),
                ("head", &$($mut)? item.head),
                ("patch", &$($mut)? item.patch),
                ("trace", &$($mut)? item.trace),
            ]
            .into_iter()
            .flat_map(|(method, operation)| operation.into_iter().map(move |it| (method, it)))
        }

        fn in_operation(operation: &$($mut)? Operation, base: &str, visit: &mut Visit<'_>) {
            let pointer = format!("{base}/parameters");
            parameters(&$($mut)? operation.parameters, &pointer, visit);
            if let Some(ReferenceOr::Item(body)) = &$($mut)? operation.request_body {
                let pointer = format!("{base}/requestBody/content");
                content(&$($mut)? body.content, &pointer, visit);
            }
            let responses = &$($mut)? operation.responses;
            if let Some(ReferenceOr::Item(response)) = &$($mut)? responses.default {
                let pointer = format!("{base}/responses/default/content");
                content(&$($mut)? response.content, &pointer, visit);
            }
            for (status, response) in &$($mut)? responses.responses {
                if let ReferenceOr::Item(response) = response {
                    let pointer = format!("{base}/responses/{}/content", status_key(status));
                    content(&$($mut)? response.content, &pointer, visit);
                }
            }
        }

        fn parameters(
            list: &$($mut)? [ReferenceOr<Parameter>],
            base: &str,
            visit: &mut Visit<'_>,
        ) {
            for (index, parameter) in list.into_iter().enumerate() {
                in_parameter(parameter, &format!("{base}/{index}"), visit);
            }
        }

        fn in_parameter(
            parameter: &$($mut)? ReferenceOr<Parameter>,
            base: &str,
            visit: &mut Visit<'_>,
        ) {
            let ReferenceOr::Item(parameter) = parameter else {
                return;
            };
            let data = match parameter {
                Parameter::Query { parameter_data, .. }
                | Parameter::Header { parameter_data, .. }
                | Parameter::Path { parameter_data, .. }
                | Parameter::Cookie { parameter_data, .. } => parameter_data,
            };
            match &$($mut)? data.format {
                ParameterSchemaOrContent::Schema(schema) => {
                    let pointer = format!("{base}/schema");
                    in_reference(schema, &pointer, Position::Parameter, visit);
                }
                ParameterSchemaOrContent::Content(map) => {
                    content(map, &format!("{base}/content"), visit);
                }
            }
        }

        fn content(content: &$($mut)? Content, base: &str, visit: &mut Visit<'_>) {
            for (media, media_type) in content {
                if let Some(schema) = &$($mut)? media_type.schema {
                    let pointer = format!("{base}/{}/schema", escape(media));
                    in_reference(schema, &pointer, Position::Body, visit);
                }
            }
        }

        fn in_reference(
            schema: &$($mut)? ReferenceOr<Schema>,
            pointer: &str,
            position: Position,
            visit: &mut Visit<'_>,
        ) {
            if let ReferenceOr::Item(schema) = schema {
                in_schema(schema, pointer, position, visit);
            }
        }

        fn in_schema(
            schema: &$($mut)? Schema,
            pointer: &str,
            position: Position,
            visit: &mut Visit<'_>,
        ) {
            visit(pointer, position, schema);
            match &$($mut)? schema.schema_kind {
                SchemaKind::Type(Type::Object(object)) => {
                    properties(&$($mut)? object.properties, pointer, visit);
                    values(&$($mut)? object.additional_properties, pointer, visit);
                }
                SchemaKind::Type(Type::Array(array)) => {
                    if let Some(ReferenceOr::Item(items)) = &$($mut)? array.items {
                        in_schema(items, &format!("{pointer}/items"), Position::Items, visit);
                    }
                }
                SchemaKind::Type(_) => {}
                SchemaKind::OneOf { one_of } => in_members(one_of, pointer, "oneOf", visit),
                SchemaKind::AllOf { all_of } => in_members(all_of, pointer, "allOf", visit),
                SchemaKind::AnyOf { any_of } => in_members(any_of, pointer, "anyOf", visit),
                SchemaKind::Not { not } => {
                    in_reference(not, &format!("{pointer}/not"), Position::Member, visit);
                }
                SchemaKind::Any(any) => {
                    properties(&$($mut)? any.properties, pointer, visit);
                    values(&$($mut)? any.additional_properties, pointer, visit);
                    if let Some(ReferenceOr::Item(items)) = &$($mut)? any.items {
                        in_schema(items, &format!("{pointer}/items"), Position::Items, visit);
                    }
                    in_members(&$($mut)? any.one_of, pointer, "oneOf", visit);
                    in_members(&$($mut)? any.all_of, pointer, "allOf", visit);
                    in_members(&$($mut)? any.any_of, pointer, "anyOf", visit);
                }
            }
        }

        fn properties<'a>(
            properties: impl IntoIterator<
                Item = (&'a String, &'a $($mut)? ReferenceOr<Box<Schema>>),
            >,
            base: &str,
            visit: &mut Visit<'_>,
        ) {
            for (name, property) in properties {
                if let ReferenceOr::Item(schema) = property {
                    let pointer = format!("{base}/properties/{}", escape(name));
                    in_schema(schema, &pointer, Position::Property, visit);
                }
            }
        }

        fn in_members(
            members: &$($mut)? [ReferenceOr<Schema>],
            base: &str,
            keyword: &str,
            visit: &mut Visit<'_>,
        ) {
            for (index, member) in members.into_iter().enumerate() {
                let pointer = format!("{base}/{keyword}/{index}");
                in_reference(member, &pointer, Position::Member, visit);
            }
        }

        fn values(
            additional: &$($mut)? Option<AdditionalProperties>,
            base: &str,
            visit: &mut Visit<'_>,
        ) {
            if let Some(AdditionalProperties::Schema(schema)) = additional {
                let pointer = format!("{base}/additionalProperties");
                in_reference(schema, &pointer, Position::MapValue, visit);
            }
        }
    };
}

mod shared {
    use super::*;
    visitor!();
}

mod exclusive {
    use super::*;
    visitor!(mut);
}
