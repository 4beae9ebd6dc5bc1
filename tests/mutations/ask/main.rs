//! Sends requests to canned responses, with the client that was generated from the base.
//!
//! Reads requests and their responses from standard input, and writes the outcomes to standard output, in the
//! same order. The requests of each spec are in a file of their own, which is appended to this one.

use std::future::{Future, IntoFuture};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use base::{BoxFuture, Client, Error, HttpRequest, Parameters, Request, Transport};
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
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        let body = request.body.map(|body| serde_json::from_slice::<Value>(&body).unwrap());
        *self.sent.lock().unwrap() = json!({
            "method": request.operation.method.as_str(),
            "path": request.path,
            "query": request.query,
            "body": body,
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
    let operation = question["operation"].as_str().unwrap();
    let error = ask(&client, operation, &arguments, &question["parameters"]).err();
    json!({
        "sent": *sent.lock().unwrap(),
        "error": error.map(|error| error.to_string()),
    })
}

/// Sends what is said, in place of the least that can be sent.
#[allow(dead_code)]
fn with<T, P: Parameters + DeserializeOwned>(request: Request<T, P>, parameters: &Value) -> Request<T, P> {
    match parameters {
        Value::Null => request,
        parameters => request.parameters(serde_json::from_value(parameters.clone()).unwrap()),
    }
}

/// Nothing here waits, so asking once is enough.
fn done<T>(request: impl IntoFuture<Output = Result<T, Error>>) -> Result<(), Error> {
    match pin!(request.into_future()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result.map(drop),
        Poll::Pending => panic!("a canned response is there at once"),
    }
}
