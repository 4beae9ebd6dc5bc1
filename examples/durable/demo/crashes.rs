//! Kills worker and server in the middle of placements, and counts call orders at the sandbox.

#![forbid(unsafe_code)]

mod crowd;
mod process;
mod stage;

use std::thread;
use std::time::Duration;

use crowd::Crowd;
use fastrand::Rng;
use process::wait_for;
use revox_durable::{Order, Record, Status};
use revox_sandbox::{Fault, RecordedRequest};
use stage::Stage;

#[test]
fn each_lead_is_called_once_whatever_dies() {
    let mut stage = Stage::start().unwrap();
    stage.slow_down().unwrap();
    let crowd = Crowd {
        object: "Lead",
        prefix: "lead",
        size: 200,
    };

    let ids = crowd.place(&mut stage, Rng::with_seed(1)).unwrap();

    let orders = crowd.orders(&stage);
    let several: Vec<_> = orders.iter().filter(|(_, count)| **count != 1).collect();
    assert!(several.is_empty(), "{several:?}");
    assert_eq!(orders.len(), 200);
    // Another invocation gets the same call order.
    for number in [0, 99, 199] {
        let again = stage
            .ingress()
            .call(&crowd.key(number), "place", Some(&crowd.order(number)))
            .unwrap();
        assert_eq!(Some(&again.1), ids.get(number as usize));
    }
    let (status, text) = stage
        .ingress()
        .call(&crowd.key(0), "place", Some(&crowd.order(1)))
        .unwrap();
    assert_eq!(status, 400, "another order for the same lead: {text}");
    assert_eq!(crowd.orders(&stage), orders);
}

#[test]
fn a_step_that_is_interrupted_for_longer_than_its_patience_begins_anew() {
    let mut stage = Stage::start().unwrap();
    let ingress = stage.ingress();
    let crowd = Crowd {
        object: "Lead",
        prefix: "late",
        size: 1,
    };
    let (key, order) = (crowd.key(0), crowd.order(0));
    // The request arrives, and nothing comes of it.
    let lost = Fault::hang().before_accepting().on("call_create").times(1);
    stage.sandbox.inject(lost).unwrap();
    ingress.send(crowd.object, &key, &order).unwrap();
    let has_arrived = || {
        let requests = stage.sandbox.requests();
        let mut operations = requests.iter().filter_map(RecordedRequest::operation_id);
        Ok(operations.any(|id| id == "call_create").then_some(()))
    };
    wait_for("the request", has_arrived).unwrap();
    stage.kill_worker().unwrap();
    thread::sleep(Duration::from_secs(11));
    stage.start_worker().unwrap();

    let (status, id) = ingress.result(crowd.object, &key, &order).unwrap();

    assert_eq!(status, 200, "{id}");
    assert_eq!(crowd.orders(&stage).get(&key), Some(&1));
}

#[test]
fn a_naive_handler_dials_again() {
    let mut stage = Stage::start().unwrap();
    stage.slow_down().unwrap();
    let crowd = Crowd {
        object: "NaiveLead",
        prefix: "naive",
        size: 60,
    };

    crowd.place(&mut stage, Rng::with_seed(1)).unwrap();

    let orders = crowd.orders(&stage);
    assert_eq!(orders.len(), 60);
    assert!(orders.values().sum::<usize>() > 60, "{orders:?}");
}

#[test]
fn what_is_undecided_waits_for_a_person() {
    let stage = Stage::start().unwrap();
    let ingress = stage.ingress();
    let order = Order {
        phone_number: "+33639980142".to_owned(),
        first_name: "Camille".to_owned(),
    };
    // For the ten seconds of the worker's patience.
    stage.lose_response().unwrap();

    let (status, text) = ingress.call("lead-42", "place", Some(&order)).unwrap();
    assert_eq!(status, 409, "{text}");
    assert!(text.contains("undecided, resolve it later"), "{text}");
    // It is not tried again before somebody resolves it.
    let (status, text) = ingress.call("lead-42", "place", Some(&order)).unwrap();
    assert_eq!(status, 409, "{text}");

    stage.sandbox.heal();
    let (status, id) = ingress.call("lead-42", "resolve", None).unwrap();
    assert_eq!(status, 200, "{id}");
    let (_, text) = ingress.call("lead-42", "status", None).unwrap();
    let record: Record = serde_json::from_str(&text).unwrap();
    let call_id: String = serde_json::from_str(&id).unwrap();
    assert_eq!(record.status, Status::Placed { call_id });
    assert_eq!(stage.orders("lead").get("lead-42"), Some(&1));
}
