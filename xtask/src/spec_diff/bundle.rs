//! Takes other files into a spec: what a reference to a file means stands under the components then.
//!
//! A part of a file is named after the file, as in `schemas/pet.yaml` or `schemas.yaml#/Pet`. A path
//! has no name under the components, so it is put in place of the reference.
//!
//! Invariant: what cannot be taken in stays a reference to a file, and nobody says what it means.

mod context;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::spec::Mount;
use crate::codegen::walk::{below, escape};
use context::Context;
use xtask_yaml::Lines;

/// Most files that are taken in.
const FILES: usize = 1_000;
/// Most parts of files.
const PARTS: usize = 20_000;
/// Most values and keys of all these parts, each with what stands below it.
const VALUES: usize = 2_000_000;
/// Most paths that refer from one to the next.
const PATHS: usize = 16;

/// Reads the file at a path, which goes down from the folder of the spec; none where that cannot be read.
pub(super) type ReadFile<'r> = dyn Fn(&str) -> Option<String> + 'r;

/// The parts and files that were taken into a spec.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// The lines of each file.
    pub(super) lines: BTreeMap<String, Lines>,
    /// The original place of each part, by its JSON pointer in the spec.
    pub(super) mounts: BTreeMap<String, Mount>,
}

/// Takes into `spec`, which stands in the file `name`, what its references to files mean.
pub(super) fn bundle(spec: &mut Value, name: &str, read: &ReadFile<'_>) -> Taken {
    let mut bundle = Bundle {
        name,
        read,
        files: BTreeMap::new(),
        taken: Taken::default(),
        open: Vec::new(),
        values_left: VALUES,
    };
    bundle.resolve(spec, Context::Document, "", "", 0);
    while let Some(part) = bundle.open.pop() {
        let pointer = part.pointer();
        let Some(mut value) = bundle.value(&part.mount) else {
            continue;
        };
        bundle.resolve(&mut value, part.context, &part.mount.file, &pointer, 0);
        let components = object_at(spec, "components");
        let of_kind = components.and_then(|components| object_at(components, part.kind));
        if let Some(of_kind) = of_kind.and_then(Value::as_object_mut) {
            of_kind.insert(part.name, value);
        }
    }
    bundle.taken
}

/// The object at a key, made where it is missing; none where something else stands there.
fn object_at<'v>(object: &'v mut Value, key: &str) -> Option<&'v mut Value> {
    let empty = || Value::Object(Map::new());
    let entry = object.as_object_mut()?.entry(key);
    Some(entry.or_insert_with(empty))
}

struct Bundle<'b> {
    name: &'b str,
    read: &'b ReadFile<'b>,
    /// The files that were asked for; none where they cannot be read.
    files: BTreeMap<String, Option<Value>>,
    taken: Taken,
    /// Parts that are referred to, and not yet taken in.
    open: Vec<Part>,
    values_left: usize,
}

/// A part of a file that becomes a component.
struct Part {
    kind: &'static str,
    name: String,
    context: Context,
    mount: Mount,
}

impl Part {
    fn pointer(&self) -> String {
        format!("/components/{}/{}", self.kind, escape(&self.name))
    }
}

impl Bundle<'_> {
    /// Resolves the references below a value of a file, which has this JSON pointer in the spec.
    fn resolve(&mut self, value: &mut Value, at: Context, file: &str, pointer: &str, depth: usize) {
        match value {
            Value::Object(object) => {
                if let Some(Value::String(reference)) = object.get("$ref") {
                    let Some(mount) = self.mount(reference, file) else {
                        return;
                    };
                    if at == Context::Path {
                        self.put_in_place(value, mount, pointer, depth);
                    } else if let Some(reference) = self.component(mount, at) {
                        object.insert("$ref".to_owned(), reference.into());
                    }
                    return;
                }
                for (key, value) in object {
                    if let Some(context) = at.below(key) {
                        let pointer = below(pointer, key);
                        self.resolve(value, context, file, &pointer, depth);
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    if let Some(below) = at.of_item() {
                        self.resolve(item, below, file, &format!("{pointer}/{index}"), depth);
                    }
                }
            }
            _ => {}
        }
    }

    /// Returns the place that a reference in a file leads to, if an object is there. References into the
    /// spec's own file are not checked.
    fn mount(&mut self, reference: &str, from: &str) -> Option<Mount> {
        let (path, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let file = match path {
            "" => from.to_owned(),
            path => beside(from, path)?,
        };
        if file.is_empty() {
            return None;
        }
        let pointer = pointer.to_owned();
        let mount = Mount { file, pointer };
        let is_there = mount.file == self.name || self.object(&mount).is_some();
        is_there.then_some(mount)
    }

    /// Looks at a part of a file, which is read if it was not yet.
    fn object(&mut self, mount: &Mount) -> Option<&Map<String, Value>> {
        let (file, asked) = (mount.file.as_str(), self.files.len());
        if !self.files.contains_key(file) {
            let text = (self.read)(file).filter(|_| asked < FILES);
            let read = text.and_then(|text| xtask_yaml::read(&text).ok());
            let value = read.map(|(value, lines)| {
                self.taken.lines.insert(file.to_owned(), lines);
                value
            });
            self.files.insert(file.to_owned(), value);
        }
        let value = self.files.get(file)?.as_ref()?.pointer(&mount.pointer)?;
        value.as_object()
    }

    /// Copies a part of a file.
    fn value(&mut self, mount: &Mount) -> Option<Value> {
        let mut object = self.object(mount)?.clone();
        // What only holds parts to refer to is no part of the value.
        if mount.pointer.is_empty() {
            for key in ["components", "definitions", "$defs"] {
                object.remove(key);
            }
        }
        Some(Value::Object(object))
    }

    /// The reference to a part of a file as a component.
    fn component(&mut self, mount: Mount, context: Context) -> Option<String> {
        if mount.file == self.name {
            return Some(format!("#{}", mount.pointer));
        }
        let name = match mount.pointer.as_str() {
            "" => mount.file.clone(),
            pointer => format!("{}#{pointer}", mount.file),
        };
        let part = Part {
            kind: context.kind()?,
            name,
            context,
            mount,
        };
        let pointer = part.pointer();
        if !self.taken.mounts.contains_key(&pointer) {
            self.take(&part.mount, &pointer)?;
            self.open.push(part);
        }
        Some(format!("#{pointer}"))
    }

    fn put_in_place(&mut self, value: &mut Value, mount: Mount, pointer: &str, depth: usize) {
        if depth < PATHS
            && mount.file != self.name
            && let Some(mut path) = self.value(&mount)
            && self.take(&mount, pointer).is_some()
        {
            self.resolve(&mut path, Context::Path, &mount.file, pointer, depth + 1);
            *value = path;
        }
    }

    /// Notes that a part is taken in, unless that is too much.
    fn take(&mut self, mount: &Mount, pointer: &str) -> Option<()> {
        let values = count(&self.value(mount)?);
        self.values_left = self.values_left.checked_sub(values)?;
        if self.taken.mounts.len() >= PARTS {
            return None;
        }
        let mounts = &mut self.taken.mounts;
        mounts.insert(pointer.to_owned(), mount.clone());
        Some(())
    }
}

/// Returns the number of values, with all that stand below.
fn count(value: &Value) -> usize {
    match value {
        Value::Object(object) => 1 + object.values().map(count).sum::<usize>(),
        Value::Array(items) => 1 + items.iter().map(count).sum::<usize>(),
        _ => 1,
    }
}

/// The path of a file that is named in another one, from the folder of the spec; none where it leads out
/// of that folder.
fn beside(from: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains(':') || path.contains('\\') || path.contains('%') {
        return None;
    }
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}
