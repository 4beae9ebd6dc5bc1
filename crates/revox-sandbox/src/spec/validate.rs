//! Values held against their schemas.

use serde_json::{Map, Number, Value};

use super::document::escape;
use super::problem::{Problem, Violation};
use super::schema::{Named, Node, Object, Others, Range, Schema, Shape, Text};

/// Number of errors that are listed for one value.
const MOST_PROBLEMS: usize = 20;

/// Decides whether texts are held to the forms of `format` and `x-format`.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Forms {
    Checked,
    /// Documented examples, and tests made from them, put placeholders where a form is asked for.
    Ignored,
}

impl Schema {
    /// Says what is wrong with `value`, the first problems only; the form of a text counts only if
    /// forms are checked.
    pub(crate) fn problems(&self, value: &Value, forms: Forms) -> Vec<Problem> {
        let mut check = Check {
            named: &self.named,
            forms,
            at: String::new(),
            problems: Vec::new(),
        };
        check.value(&self.node, value);
        check.problems
    }
}

/// A walk through a value and its schema in step.
struct Check<'a> {
    named: &'a Named,
    forms: Forms,
    /// The JSON pointer of the value that is being looked at.
    at: String,
    problems: Vec<Problem>,
}

impl<'a> Check<'a> {
    fn value(&mut self, node: &'a Node, value: &Value) {
        let is_null = value.is_null() && node.nullable;
        if is_null || self.problems.len() >= MOST_PROBLEMS {
            return;
        }
        match (&node.shape, value) {
            (Shape::Any, _) | (Shape::Boolean, Value::Bool(_)) => {}
            (Shape::Reference(pointer), _) => {
                // Compiling made sure that there is one.
                if let Some(named) = self.named.get(pointer) {
                    self.value(named, value);
                }
            }
            (Shape::Integer(range), Value::Number(number)) if is_integer(number) => {
                self.number(node, range, value, number);
            }
            (Shape::Number(range), Value::Number(number)) => {
                self.number(node, range, value, number);
            }
            (Shape::Text(expected), Value::String(text)) => self.text(node, expected, value, text),
            (Shape::Array(items), Value::Array(elements)) => {
                let items = items
                    .iter()
                    .flat_map(|items| elements.iter().map(move |e| (&**items, e)));
                for (index, (items, element)) in items.enumerate() {
                    self.below(&index.to_string(), |check| check.value(items, element));
                }
            }
            (Shape::Object(expected), Value::Object(object)) => {
                self.object(node, expected, value, object);
            }
            (Shape::OneOf(alternatives), _) => self.one_of(node, alternatives, value),
            (Shape::Tagged { tag, variants }, Value::Object(object)) => match object.get(tag) {
                Some(Value::String(name)) => match variants.get(name) {
                    Some(variant) => self.value(variant, value),
                    None => {
                        let names = variants.keys().collect();
                        let violation = Violation::NotAmong(names);
                        self.below(tag, |check| {
                            check.report(node, &name.as_str().into(), violation)
                        });
                    }
                },
                Some(other) => {
                    self.below(tag, |check| {
                        check.report(node, other, Violation::Type("a string"))
                    });
                }
                None => self.missing(tag, &node.pointer),
            },
            (shape, _) => self.report(node, value, Violation::Type(shape.noun())),
        }
    }

    fn number(&mut self, node: &Node, range: &Range, value: &Value, number: &Number) {
        // Bounds are small enough for the nearest float to be on the same side of them.
        let number = number.as_f64().unwrap_or(f64::NAN);
        match range.minimum {
            Some(minimum) if range.exclusive_minimum && number <= minimum => {
                self.report(node, value, Violation::ExclusiveMinimum(minimum));
            }
            Some(minimum) if number < minimum => {
                self.report(node, value, Violation::Minimum(minimum));
            }
            _ => {}
        }
        if let Some(maximum) = range.maximum
            && number > maximum
        {
            self.report(node, value, Violation::Maximum(maximum));
        }
    }

    fn text(&mut self, node: &Node, expected: &Text, value: &Value, text: &str) {
        if let Some(values) = &expected.values
            && !values.iter().any(|value| value == text)
        {
            self.report(node, value, Violation::NotAmong(values.iter().collect()));
        }
        let is_bounded = expected.min_length > 0 || expected.max_length.is_some();
        let length = if is_bounded { text.chars().count() } else { 0 };
        if length < expected.min_length {
            self.report(node, value, Violation::MinLength(expected.min_length));
        }
        if let Some(max_length) = expected.max_length
            && length > max_length
        {
            self.report(node, value, Violation::MaxLength(max_length));
        }
        if let Some(form) = expected.form
            && self.forms == Forms::Checked
            && !(form.check)(text)
        {
            self.report(node, value, Violation::Form(form));
        }
    }

    fn object(
        &mut self,
        node: &'a Node,
        expected: &'a Object,
        whole: &Value,
        object: &Map<String, Value>,
    ) {
        for (name, value) in object {
            let property = expected.properties.get(name);
            self.below(name, |check| match (property, &expected.others) {
                (Some(property), _) => check.value(property, value),
                (None, Others::Checked(others)) => check.value(others, value),
                (None, Others::Refused) => check.report(node, whole, Violation::Unknown(name)),
                (None, Others::Taken) => {}
            });
        }
        // After those that are unknown: the name may only be misspelt.
        for (name, pointer) in &expected.required {
            if !object.contains_key(name) {
                self.missing(name, pointer);
            }
        }
    }

    fn one_of(&mut self, node: &'a Node, alternatives: &'a [Node], value: &Value) {
        let fits = |alternative: &&Node| {
            let mut check = Check {
                problems: Vec::new(),
                at: String::new(),
                ..*self
            };
            check.value(alternative, value);
            check.problems.is_empty()
        };
        if alternatives.iter().filter(fits).count() != 1 {
            self.report(node, value, Violation::OneOf);
        }
    }

    /// Looks at the member `name` of what is being looked at.
    fn below(&mut self, name: &str, look: impl FnOnce(&mut Self)) {
        let length = self.at.len();
        self.at.push('/');
        self.at.push_str(&escape(name));
        look(self);
        self.at.truncate(length);
    }

    fn missing(&mut self, name: &str, schema: &str) {
        self.below(name, |check| {
            let problem = Problem::new(&check.at, schema, &Value::Null, Violation::Missing);
            check.add(problem);
        });
    }

    fn report(&mut self, node: &Node, value: &Value, violation: Violation<'_>) {
        self.add(Problem::new(&self.at, &node.pointer, value, violation));
    }

    /// Keeps the first errors: one object can have millions of properties that do not belong there.
    fn add(&mut self, problem: Problem) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        }
    }
}

impl Shape {
    /// Names a value of this shape.
    fn noun(&self) -> &'static str {
        match self {
            Self::Any | Self::Reference(_) | Self::OneOf(_) => "a value",
            Self::Boolean => "a boolean",
            Self::Integer(_) => "an integer",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) | Self::Tagged { .. } => "an object",
        }
    }
}

/// Counts `3.0` among the integers, as JSON Schema does.
fn is_integer(number: &Number) -> bool {
    number.as_f64().is_some_and(|number| number.fract() == 0.0)
}
