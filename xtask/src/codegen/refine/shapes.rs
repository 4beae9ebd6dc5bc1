//! JSON forms of the responses, with which a client compares what a server sends.

use std::collections::BTreeSet;

use syn::Item;
use syn::visit::{self, Visit};

use super::Model;
use super::corrections::{fields, is_corrected, written};
use super::structs::{has_type, wire_name};
use crate::codegen::lower::RECEIVED;

/// The JSON form of an object that responses hold.
#[derive(Debug)]
pub struct Shape {
    /// The model.
    pub model: String,
    /// Its fields.
    pub members: Vec<Member>,
}

/// A field of an object.
#[derive(Debug)]
pub struct Member {
    /// Its name in JSON.
    pub name: String,
    /// The effect of its absence: a variant of the runtime's `Presence`.
    pub presence: &'static str,
    /// Its type in Rust.
    pub ty: String,
}

/// Describes the objects that responses hold, by name: no order of the spec shows.
pub(super) fn build(models: &[Model]) -> Vec<Shape> {
    let held = held(models);
    let structs = models.iter().filter(|model| {
        matches!(model.item, Item::Struct(_)) && held.contains(model.name.as_str())
    });
    let mut shapes: Vec<_> = structs.map(shape).collect();
    shapes.sort_by(|one, other| one.model.cmp(&other.model));
    shapes
}

/// Returns the names of the models that a description of the responses needs.
///
/// The description of a union names its variants, even if only requests hold it.
fn held(models: &[Model]) -> BTreeSet<&str> {
    let is_received = |model: &&Model| model.schema.schema_data.extensions.contains_key(RECEIVED);
    let is_union = |model: &&Model| model.schema.schema_data.discriminator.is_some();
    let roots = models
        .iter()
        .filter(|model| is_received(model) || is_union(model));
    let mut open: Vec<&Model> = roots.collect();
    let mut held = BTreeSet::new();
    while let Some(model) = open.pop() {
        if held.insert(model.name.as_str()) {
            let parts = parts(model);
            open.extend(models.iter().filter(|other| parts.contains(&other.name)));
        }
    }
    held
}

/// Returns the names of the types of which a model consists.
fn parts(model: &Model) -> BTreeSet<String> {
    struct Names(BTreeSet<String>);

    impl<'ast> Visit<'ast> for Names {
        fn visit_type_path(&mut self, path: &'ast syn::TypePath) {
            let last = path.path.segments.last();
            self.0.extend(last.map(|last| last.ident.to_string()));
            visit::visit_type_path(self, path);
        }
    }

    let mut names = Names(BTreeSet::new());
    names.visit_item(&model.item);
    if let Some(discriminator) = &model.schema.schema_data.discriminator {
        let contents = discriminator.mapping.values();
        let contents = contents.filter_map(|reference| reference.rsplit('/').next());
        names.0.extend(contents.map(str::to_owned));
    }
    names.0
}

fn shape(model: &Model) -> Shape {
    let members = fields(&model.item).map(|field| {
        let ty = written(&field.ty);
        let presence = if is_corrected(field) {
            "Corrected"
        } else if ty.starts_with("Option<") || has_type(field, &["Value"]) {
            "Optional"
        } else {
            "Required"
        };
        Member {
            name: wire_name(field),
            presence,
            ty,
        }
    });
    Shape {
        model: model.name.clone(),
        members: members.collect(),
    }
}
