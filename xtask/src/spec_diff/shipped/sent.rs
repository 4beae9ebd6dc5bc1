//! The values that a client puts into its requests, by their path in BASE.

use super::sender::Sender;
use crate::codegen::model::{Absence, Field, Kind, Limit, Model, Operation, Ty};
use crate::spec_diff::subject::{Step, Subject, SubjectPath};

/// A value in requests.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    /// Type of the value, unless it is null.
    pub(super) ty: Ty,
    /// True if programs can omit it.
    pub(super) may_be_absent: bool,
    /// True if programs can send null instead.
    pub(super) may_be_null: bool,
    /// Limits that the client checks first.
    pub(super) limits: Vec<Limit>,
}

impl Sender<'_> {
    /// Returns the value that requests have at a path of BASE, or the nearest one around it; `None` if no
    /// request contains it.
    pub(super) fn sent(&self, path: &SubjectPath) -> Option<Sent> {
        let (outer, steps): (Vec<_>, &[Step]) = match &path.subject {
            Subject::Operation(name) => {
                let (first, steps) = path.steps.split_first()?;
                let mut operations = self.code.operations();
                let operation = operations.find(|operation| operation.address() == *name)?;
                (vec![self.parameter(operation, first)?], steps)
            }
            subject => {
                let models = self.code.models.iter().filter(|model| model.sent);
                let models = models.filter(|model| self.is_made_of(model, subject));
                let sent = models.map(|model| Sent::new(Ty::Model(model.name.clone())));
                (sent.collect(), &path.steps)
            }
        };
        let outer = outer.into_iter();
        let sent = outer.map(|sent| steps.iter().fold(sent, |sent, step| self.step(sent, step)));
        sent.reduce(Sent::or)
    }

    /// Returns true if a schema is that of the model, or a part of it.
    fn is_made_of(&self, model: &Model, schema: &Subject) -> bool {
        let own = Subject::schema(&model.name);
        let parts = self.comparison.parts.get(&own);
        // A schema that replaces another is named after both.
        let name = schema.name().split(" → ").next().unwrap_or_default();
        Subject::component(schema.kind().unwrap_or_default(), name) == own
            || parts.is_some_and(|parts| parts.contains(schema))
    }

    /// Returns the value of a parameter or body.
    fn parameter(&self, operation: &Operation, step: &Step) -> Option<Sent> {
        match step {
            Step::Body => Some(Sent::new(Ty::Model(operation.parameters.clone()?))),
            Step::Parameter(name) if operation.in_path.iter().any(|it| it.wire == *name) => {
                Some(Sent {
                    // `revox-api` accepts no others.
                    limits: vec![Limit::MinLength(1), Limit::MaxLength(1024)],
                    ..Sent::new(Ty::Text)
                })
            }
            Step::Parameter(name) => {
                let field = self.code.parameters(operation)?.field(name);
                field.map(Sent::from_field)
            }
            _ => None,
        }
    }

    /// Returns the value one step down, or the same value if the client knows no such step.
    fn step(&self, sent: Sent, step: &Step) -> Sent {
        let model = match &sent.ty {
            Ty::Model(name) => self.code.model(name),
            _ => None,
        };
        let below = match (step, &sent.ty, model) {
            (Step::Items, Ty::List(inner), _) | (Step::Values, Ty::Map(inner), _) => {
                let each = sent.limits.iter().filter_map(|limit| match limit {
                    Limit::Each(each) => Some(each.clone()),
                    _ => None,
                });
                Some(Sent::from_type(inner, each.flatten().collect()))
            }
            (Step::Property(name), _, Some(model)) => model.field(name).map(Sent::from_field),
            (Step::Member(name), _, Some(model)) => {
                let mut variants = model.variants().iter();
                let content = variants.find_map(|variant| {
                    let content = variant.content.as_ref()?;
                    let is_it = variant.wire == *name || content.model() == Some(name);
                    is_it.then_some(content)
                });
                content.map(|content| Sent::from_type(content, Vec::new()))
            }
            _ => None,
        };
        below.unwrap_or(sent)
    }

    /// Returns the struct that is sent, if it is one.
    pub(super) fn model(&self, sent: &Sent) -> Option<&Model> {
        let Ty::Model(name) = &sent.ty else {
            return None;
        };
        let model = self.code.model(name);
        model.filter(|model| matches!(model.kind, Kind::Struct(_)))
    }
}

impl Sent {
    /// Creates a value that is always sent and never null.
    fn new(ty: Ty) -> Self {
        Self {
            ty,
            may_be_absent: false,
            may_be_null: false,
            limits: Vec::new(),
        }
    }

    /// Creates a value of a type that may include null.
    fn from_type(ty: &Ty, limits: Vec<Limit>) -> Self {
        match ty {
            Ty::Option(inner) | Ty::Nullable(inner) => Self {
                may_be_null: true,
                ..Self::from_type(inner, limits)
            },
            Ty::Boxed(inner) => Self::from_type(inner, limits),
            ty => Self {
                limits,
                ..Self::new(ty.clone())
            },
        }
    }

    fn from_field(field: &Field) -> Self {
        let is_omitted = field.absence == Absence::Omitted;
        let value = Self::from_type(field.ty.without_option(), field.limits.clone());
        match field.ty {
            Ty::Option(_) => Self {
                may_be_absent: is_omitted,
                may_be_null: !is_omitted || value.may_be_null,
                ..value
            },
            // A time without a value is refused if its form is checked.
            Ty::Time => Self {
                may_be_null: !value.has_form(),
                ..value
            },
            _ => value,
        }
    }

    /// Returns true if the client checks the form of a string, which may forbid as much as a pattern.
    pub(super) fn has_form(&self) -> bool {
        let mut limits = self.limits.iter();
        limits.any(|limit| matches!(limit, Limit::Form(_)))
    }

    /// Combines two values that one schema describes.
    fn or(mut self, other: Self) -> Self {
        self.may_be_absent |= other.may_be_absent;
        self.may_be_null |= other.may_be_null;
        self.limits.retain(|limit| other.limits.contains(limit));
        self
    }
}
