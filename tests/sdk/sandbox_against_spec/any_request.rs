//! Requests at random: those that the spec allows, and others that are near to them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::Union;
use revox_tests::bodies::allowed_by;
use revox_tests::operations::operations;
use serde_json::{Value, json};

/// A request of an operation. Ids are chosen when it is sent, among those that are known by then.
#[derive(Clone, Debug)]
pub(super) struct AnyRequest {
    pub(super) operation: &'static str,
    pub(super) body: Option<Value>,
    pub(super) ids: Vec<Index>,
    pub(super) minutes: u64,
}

pub(super) fn any_request(only_with_body: bool) -> impl Strategy<Value = AnyRequest> {
    let operations = operations().iter();
    let operations =
        operations.filter(|(_, described)| described.body.is_some() || !only_with_body);
    let requests = operations.map(|(operation, described)| {
        let body = match &described.body {
            Some(schema) => spoilt_or_not(allowed_by(schema, &[]))
                .prop_map(Some)
                .boxed(),
            None => Just(None).boxed(),
        };
        // Most of the time none passes, so that there is something to pause and to cancel.
        let minutes = prop_oneof![19 => Just(0), 1 => 0..600_u64];
        (body, vec(any::<Index>(), 12), minutes).prop_map(|(body, ids, minutes)| AnyRequest {
            operation,
            body,
            ids,
            minutes,
        })
    });
    Union::new(requests)
}

/// A body as it is, with a few values spoilt, or with many.
fn spoilt_or_not(body: BoxedStrategy<Value>) -> impl Strategy<Value = Value> {
    let changes = prop_oneof![2 => Just(0..1_usize), 1 => Just(1..4_usize), 1 => Just(4..16_usize)];
    let changes = changes.prop_flat_map(|number| vec((any::<Index>(), change()), number));
    (body, changes).prop_map(|(mut body, changes)| {
        for (place, change) in changes {
            let mut places = Vec::new();
            collect(&body, "", &mut places);
            change.apply(&mut body, place.get(&places).as_str());
        }
        body
    })
}

#[derive(Clone, Debug)]
enum Change {
    /// To another value of the same type.
    Alter(Index),
    Replace(Value),
    Remove,
    Add(Value),
}

const NUMBERS: [f64; 7] = [-1.0, 0.0, 0.7, 2.5, 3.0, 1e16, 1e300];

/// On each of them, every sensible check of a form agrees.
const TEXTS: [&str; 21] = [
    "x",
    "1",
    "+33639980142",
    "0639",
    "17:30",
    "25:00",
    "6pm",
    "Europe/Paris",
    "Europe/Lutetia",
    "monday",
    "openrouter",
    "enum",
    "T2dn",
    "T2d",
    "a b",
    "https://x.example/",
    "check_inventory",
    "https://x.example/{{phone}}",
    "2026-06-09T12:05:43Z",
    "2026-06-09",
    "cartesia",
];

/// A text beyond every limit but that of a recording, in characters of two bytes.
const LONG: usize = 2_000;

fn change() -> impl Strategy<Value = Change> {
    let values = [
        json!(null),
        json!(true),
        json!(7),
        json!(3.5),
        json!("x"),
        json!([]),
        json!([null]),
        json!({}),
        json!({"type": 1}),
    ];
    prop_oneof![
        4 => any::<Index>().prop_map(Change::Alter),
        2 => select(values.to_vec()).prop_map(Change::Replace),
        1 => Just(Change::Remove),
        1 => select(values.to_vec()).prop_map(Change::Add),
    ]
}

impl Change {
    fn apply(self, body: &mut Value, place: &str) {
        match self {
            Self::Alter(which) => {
                let value = body.pointer_mut(place).unwrap();
                match value {
                    Value::Number(_) => *value = json!(which.get(&NUMBERS)),
                    Value::String(_) => {
                        *value = match which.index(4 * TEXTS.len()) {
                            at if at < TEXTS.len() => TEXTS[at].into(),
                            at if at < 2 * TEXTS.len() => "".into(),
                            _ => "é".repeat(LONG).into(),
                        };
                    }
                    _ => {}
                }
            }
            Self::Replace(value) => *body.pointer_mut(place).unwrap() = value,
            Self::Add(value) => {
                if let Some(object) = body.pointer_mut(place).unwrap().as_object_mut() {
                    object.insert("a~/b".into(), value);
                }
            }
            Self::Remove => {
                let Some((parent, name)) = place.rsplit_once('/') else {
                    return;
                };
                let name = name.replace("~1", "/").replace("~0", "~");
                if let Some(object) = body.pointer_mut(parent).unwrap().as_object_mut() {
                    object.remove(&name);
                }
            }
        }
    }
}

/// The pointers to all values in one.
fn collect(value: &Value, at: &str, pointers: &mut Vec<String>) {
    pointers.push(at.to_owned());
    let escape = |name: &str| name.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                collect(value, &format!("{at}/{}", escape(name)), pointers);
            }
        }
        Value::Array(array) => {
            for (index, value) in array.iter().enumerate() {
                collect(value, &format!("{at}/{index}"), pointers);
            }
        }
        _ => {}
    }
}
