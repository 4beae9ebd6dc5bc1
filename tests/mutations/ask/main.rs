//! Asks a server that gives canned answers, by the client that was generated from the base.
//!
//! Reads what to ask and what is answered from the standard input, and writes what became of it to the
//! standard output, in the same order.

use std::future::{Future, IntoFuture};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use base::{BoxFuture, Client, Error, Outgoing, Request, Transport};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

#[derive(Debug)]
struct Canned {
    status: u16,
    body: String,
    sent: Arc<Mutex<Value>>,
}

impl Transport for Canned {
    fn send(&self, request: Outgoing) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        *self.sent.lock().unwrap() = json!({
            "method": request.operation.method.as_str(),
            "path": request.path,
            "retry": format!("{:?}", request.operation.retry_class).to_lowercase(),
        });
        let response = http::Response::builder().status(self.status);
        let response = response.body(Bytes::from(self.body.clone())).unwrap();
        Box::pin(async { Ok(response) })
    }
}

fn main() {
    let questions: Vec<Value> = serde_json::from_reader(std::io::stdin()).unwrap();
    let outcomes: Vec<Value> = questions.iter().map(outcome).collect();
    serde_json::to_writer(std::io::stdout(), &outcomes).unwrap();
}

fn outcome(question: &Value) -> Value {
    let sent = Arc::new(Mutex::new(Value::Null));
    let client = Client::new(Canned {
        status: question["status"].as_u64().unwrap() as u16,
        body: question["body"].as_str().unwrap().to_owned(),
        sent: Arc::clone(&sent),
    });
    let arguments = question["arguments"].as_array().unwrap();
    let arguments: Vec<&str> = arguments.iter().map(|value| value.as_str().unwrap()).collect();
    let error = ask(&client, question["operation"].as_str().unwrap(), &arguments).err();
    json!({
        "sent": *sent.lock().unwrap(),
        "error": error.map(|error| error.to_string()),
    })
}

fn ask(client: &Client, operation: &str, arguments: &[&str]) -> Result<(), Error> {
    #[allow(deprecated)]
    match (operation, arguments) {
        ("calls_list", []) => done(client.calls().list()),
        ("calls_retrieve", [id]) => done(client.calls().retrieve(id)),
        ("calls_forget", [id]) => done(client.calls().forget(id)),
        ("calls_cancel", [id]) => done(client.calls().cancel(id)),
        ("calls_attempt", [call, attempt]) => done(client.calls().attempt(call, attempt)),
        ("voices_list", []) => done(client.voices().list()),
        ("voices_retrieve", [id]) => done(client.voices().retrieve(id)),
        _ => panic!("`{operation}` with {} arguments", arguments.len()),
    }
}

/// Nothing here waits, so asking once is enough.
fn done<T: DeserializeOwned + Send + 'static>(request: Request<T>) -> Result<(), Error> {
    match pin!(request.into_future()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result.map(drop),
        Poll::Pending => panic!("a canned answer is there at once"),
    }
}
