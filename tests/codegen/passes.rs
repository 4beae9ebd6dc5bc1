//! The effect of each pass of code generation on a spec of a few lines.
//!
//! A file of `specs/` is one feature of a spec. Its snapshot shows progenitor's code for it beside ours.
//! The settings of progenitor are the pipeline's own in both: ordered maps, and `crate::Timestamp` for
//! the schema of that name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use revox_tests::spec::{names, workspace};
use revox_tests::surface::surface;
use syn::{Fields, ImplItem, ImplItemFn, Item, ItemImpl, Type};
use xtask::codegen::document::Document;
use xtask::codegen::{self, generator};

/// Beginning of every spec, which the files of `specs/` omit.
const FRAME: &str = "
openapi: 3.0.3
info: {title: Example, version: 1.0.0}
tags:
  - {name: call, description: Call orders.}
  - {name: unused, description: Nothing has this tag.}
  - {name: voices, description: Voices.}
";

/// Defines a test for each row: the name of the spec and its snapshot, and the behaviour that they show.
macro_rules! features {
    ($($feature:ident: $behaviour:ident,)*) => {
        const FEATURES: &[&str] = &[$(stringify!($feature)),*];
        $(
            #[test]
            fn $behaviour() {
                shows(stringify!($feature));
            }
        )*
    };
}

features! {
    open_enum: a_string_enum_keeps_a_value_it_does_not_know,
    enum_value_unknown: a_value_called_unknown_takes_another_name_than_the_arm_for_unknown_values,
    enum_odd_values: an_enum_value_may_begin_with_a_digit_and_hold_dots_and_slashes,
    tagged_union: the_tag_of_a_union_selects_the_variant_and_is_not_a_field_of_it,
    untagged_union: a_union_of_json_types_has_an_arm_for_any_other_json,
    required_nullable: a_required_field_that_may_be_null_may_also_be_absent,
    optional_collections: an_optional_list_or_map_distinguishes_empty_from_absent_and_accepts_null,
    lengths: a_length_or_pattern_is_documented_and_not_enforced_on_responses,
    bounds: a_bound_is_documented_and_not_enforced_on_responses,
    counts: a_count_is_documented_and_not_enforced_on_responses,
    exclusive_bounds: exclusive_bounds_are_documented_as_such,
    formats: formats_are_documented_and_a_time_or_bytes_have_a_type_of_the_runtime,
    closed_object: a_closed_object_takes_new_fields,
    deprecated: a_deprecated_field_warns_and_may_be_absent,
    nullable_reference: a_nullable_reference_is_an_option_without_a_type_of_its_own,
    maps: maps_keep_their_keys_in_order,
    timestamp: times_are_of_the_runtime_s_type_and_may_be_absent,
    corrections: a_missing_member_of_a_response_decodes_as_empty_unless_it_is_decisive,
    secret: passwords_are_of_a_type_that_does_not_print_them,
    field_order: fields_are_in_the_order_of_the_spec,
    long_descriptions: long_descriptions_are_broken_into_lines_outside_code,
    operation: an_operation_is_a_method_of_a_resource_and_goes_through_the_seam,
    resources: operations_are_grouped_by_their_tag_and_a_tag_without_any_makes_nothing,
    envelope: an_envelope_is_unwrapped_and_has_no_type,
    error_responses: error_responses_of_several_types_do_not_stop_the_generator,
    integers: an_integer_may_be_written_with_a_point,
    request_body: a_body_has_a_constructor_for_required_fields_and_setters_for_the_rest,
    query: a_query_is_handled_as_a_body_is,
    composition: an_object_made_of_parts_has_the_properties_of_each_and_parts_have_no_type,
    explicit_null: a_setting_that_is_only_sent_distinguishes_null_from_absent,
    client_defaults: required_fields_with_a_client_default_are_sent_without_being_set,
    request_limits: the_limits_of_requests_are_checked,
    argument_order: a_constructor_takes_required_fields_in_the_order_of_the_spec,
    odd_setter_names: a_setter_does_not_take_the_name_of_an_existing_function,
    only_with: a_condition_on_another_property_is_checked,
    content: a_response_that_is_not_json_is_returned_as_bytes,
    envelope_of_many: an_envelope_around_a_list_or_a_map_is_unwrapped,
    path_parameter: a_length_on_a_path_parameter_makes_no_type_of_it,
}

/// A spec without a test, or a snapshot without a spec, would guard nothing.
#[test]
fn every_spec_and_every_snapshot_belongs_to_a_feature() {
    let features: BTreeSet<String> = FEATURES.iter().map(|name| (*name).to_owned()).collect();
    let mut specs = names("specs", ".yaml");
    // The specs of `errors.rs` and `files.rs`.
    assert!(specs.remove("valid") && specs.remove("valid_requests"));
    assert_eq!(specs, features);
    let kept = names("snapshots/passes", ".snap");
    let left_over: Vec<_> = kept.difference(&features).collect();
    assert!(
        left_over.is_empty(),
        "delete these snapshots: {left_over:?}"
    );
}

fn shows(feature: &str) {
    let document = document(feature);
    // A few snapshots show operations in full and the JSON forms, the others what they are about.
    let text = format!(
        "// ==== progenitor\n{}\n// ==== the pipeline\n{}",
        before(&document, feature == "operation"),
        after(
            &document,
            matches!(feature, "operation" | "resources" | "request_body"),
            matches!(feature, "corrections" | "tagged_union"),
        )
    );
    insta::with_settings!({
        snapshot_path => "../snapshots/passes",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(feature, text) });
}

fn document(feature: &str) -> Document {
    let file = format!("tests/specs/{feature}.yaml");
    let text = std::fs::read_to_string(workspace().join(file)).unwrap();
    let no_paths = if text.contains("paths:") {
        ""
    } else {
        "paths: {}\n"
    };
    Document::parse(
        Path::new("openapi.yaml"),
        &format!("{FRAME}{no_paths}{text}"),
    )
    .unwrap_or_else(|error| panic!("{error}"))
}

/// Returns the types and methods that progenitor generates, or the reason why it generates none.
fn before(document: &Document, full: bool) -> String {
    let code = generator::guarded("progenitor", || {
        progenitor::Generator::default().generate_tokens(&document.api)
    });
    let code: syn::File = match code {
        Ok(Ok(tokens)) => syn::parse2(tokens).unwrap(),
        Ok(Err(error)) => return format!("// {error}\n"),
        Err(error) => return format!("// {}\n", error.message),
    };
    let mut text = String::new();
    for item in code.items {
        match item {
            Item::Mod(module) if module.ident == "types" => {
                let (_, items) = module.content.unwrap();
                text.extend(definitions(items));
            }
            Item::Impl(block) if block.trait_.is_none() && is(&block.self_ty, "Client") => {
                text.extend(
                    block
                        .items
                        .into_iter()
                        .filter_map(|item| method(item, full)),
                );
            }
            _ => {}
        }
    }
    text
}

/// Returns structs and enums, and how types that check their values are parsed.
fn definitions(items: Vec<Item>) -> Vec<String> {
    let newtypes: BTreeSet<_> = items
        .iter()
        .filter_map(|item| match item {
            Item::Struct(item) if matches!(item.fields, Fields::Unnamed(_)) => {
                Some(item.ident.to_string())
            }
            _ => None,
        })
        .collect();
    let reads = |block: &ItemImpl| {
        let reads = block.trait_.as_ref().is_some_and(|(name, _)| {
            name.segments
                .last()
                .is_some_and(|last| last.ident == "FromStr")
        });
        reads && newtypes.iter().any(|name| is(&block.self_ty, name))
    };
    items
        .into_iter()
        .filter(|item| match item {
            Item::Struct(_) | Item::Enum(_) => true,
            Item::Impl(block) => reads(block),
            _ => false,
        })
        .map(without_derives)
        .map(unparse)
        .collect()
}

fn without_derives(mut item: Item) -> Item {
    if let Item::Struct(syn::ItemStruct { attrs, .. }) | Item::Enum(syn::ItemEnum { attrs, .. }) =
        &mut item
    {
        attrs.retain(|attribute| !attribute.path().is_ident("derive"));
    }
    item
}

fn method(item: ImplItem, full: bool) -> Option<String> {
    let ImplItem::Fn(mut method) = item else {
        return None;
    };
    // Those that are not asynchronous make the client.
    method.sig.asyncness?;
    if !full {
        method = ImplItemFn {
            attrs: Vec::new(),
            block: syn::parse_quote!({}),
            ..method
        };
    }
    let block: ItemImpl = syn::parse_quote!(impl Client { #method });
    Some(unparse(Item::Impl(block)))
}

fn is(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident(name))
}

fn unparse(item: Item) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}

/// Returns the models and resources as they are written to files.
fn after(document: &Document, full: bool, shapes: bool) -> String {
    let tree = codegen::generate(document).unwrap_or_else(|error| panic!("{error}"));
    let mut text = String::new();
    for (path, content) in tree {
        let short = below(&path, "crates/revox-api/src/generated");
        let Some(short) = short.filter(|short| !short.ends_with("mod.rs")) else {
            continue;
        };
        if short == "shapes.rs" && !shapes {
            continue;
        }
        // The line that says that the file is generated is the same in each.
        let (_, content) = content.split_once("\n\n").unwrap();
        let content = if short.starts_with("resources/") && !full {
            surface(content)
        } else {
            content.to_owned()
        };
        text.push_str(&format!("// {short}\n{content}\n"));
    }
    text
}

fn below(path: &Path, folder: &str) -> Option<String> {
    let below: PathBuf = path.strip_prefix(folder).ok()?.to_owned();
    Some(below.to_string_lossy().replace('\\', "/"))
}
