//! Shows what happens to 60 leads while the worker and the Restate server are killed six times.

#![forbid(unsafe_code)]

mod crowd;
mod process;
mod stage;

use std::error::Error;

use crowd::Crowd;
use fastrand::Rng;
use revox_durable::Order;
use stage::Stage;

fn main() -> Result<(), Box<dyn Error>> {
    println!("starting a sandbox, a Restate server and a worker");
    let mut stage = Stage::start()?;
    stage.slow_down()?;
    for (object, prefix) in [("Lead", "lead"), ("NaiveLead", "naive")] {
        let crowd = Crowd {
            object,
            prefix,
            size: 60,
        };
        println!(
            "\n{object}: {} leads; worker and server are killed with kill -9, six times",
            crowd.size
        );
        crowd.place(&mut stage, Rng::with_seed(1))?;
        let orders = crowd.orders(&stage);
        let total: usize = orders.values().sum();
        println!("  Restate has a result for each of them");
        println!("  {total} call orders for {} leads", orders.len());
        let again = orders.values().filter(|count| **count > 1).count();
        if let (1.., Some(most)) = (again, orders.values().max()) {
            println!("  {again} of their phones ring more than once, one of them {most} times");
        }
    }

    stage.sandbox.heal();
    println!(
        "\nLead: the response is lost, and then searches fail for as long as the worker is patient"
    );
    stage.lose_response()?;
    let order = Order {
        phone_number: "+33639980142".to_owned(),
        first_name: "Camille".to_owned(),
    };
    let (status, text) = stage.ingress().call("lead-x", "place", Some(&order))?;
    println!("  place: {status} {text}");
    stage.sandbox.heal();
    let (status, text) = stage.ingress().call("lead-x", "resolve", None)?;
    println!("  searches work again, and a person calls resolve: {status} {text}");
    Ok(())
}
