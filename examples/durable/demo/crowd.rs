//! Many leads, and programs that die in the middle.

use std::collections::BTreeMap;
use std::error::Error;
use std::thread;
use std::time::Duration;

use fastrand::Rng;
use revox_durable::Order;

use crate::process::wait_for;
use crate::stage::Stage;

/// Pause between two leads, so that the programs die in the middle of them.
const PACE: Duration = Duration::from_millis(10);

/// A number of leads whose keys begin with the same text.
pub struct Crowd {
    /// Name of the virtual object that places them.
    pub object: &'static str,
    pub prefix: &'static str,
    pub size: u32,
}

impl Crowd {
    pub fn key(&self, number: u32) -> String {
        format!("{}-{number}", self.prefix)
    }

    pub fn order(&self, number: u32) -> Order {
        Order {
            phone_number: format!("+3363998{number:04}"),
            first_name: "Camille".to_owned(),
        }
    }

    /// Sends all leads to Restate, kills the worker, the server or both at chosen moments, starts
    /// them again, and waits until Restate has a result for each lead. Returns the results.
    pub fn place(&self, stage: &mut Stage, mut random: Rng) -> Result<Vec<String>, Box<dyn Error>> {
        let ingress = stage.ingress();
        let moments = self.moments(&mut random);
        thread::scope(|scope| {
            let sender = {
                let ingress = ingress.clone();
                scope.spawn(move || {
                    let send = |number| {
                        thread::sleep(PACE);
                        let sent =
                            ingress.send(self.object, &self.key(number), &self.order(number));
                        sent.map_err(|error| error.to_string())
                    };
                    (0..self.size).try_for_each(send)
                })
            };
            for (turn, count) in moments.into_iter().enumerate() {
                wait_for("call orders", || {
                    let orders = stage.orders(self.prefix);
                    Ok((orders.len() >= count).then_some(()))
                })?;
                let (worker, server) = (turn % 3 != 1, turn % 3 != 0);
                if worker {
                    stage.kill_worker()?;
                }
                if server {
                    stage.kill_server()?;
                    stage.start_server()?;
                }
                if worker {
                    stage.start_worker()?;
                }
            }
            match sender.join() {
                Ok(sent) => Ok(sent?),
                Err(_) => Err("the sender panicked"),
            }
            .map_err(Box::<dyn Error>::from)
        })?;
        (0..self.size)
            .map(|number| {
                let (key, order) = (self.key(number), self.order(number));
                match ingress.result(self.object, &key, &order)? {
                    (200, id) => Ok(id),
                    (status, text) => Err(format!("{key}: {status} {text}").into()),
                }
            })
            .collect()
    }

    /// Chooses the numbers of leads with a call order at which something is killed: six, in the
    /// first two thirds.
    fn moments(&self, random: &mut Rng) -> Vec<usize> {
        let most = self.size as usize / 9;
        let moments = (0..6).scan(0, |count, _| {
            *count += random.usize(most / 2..=most);
            Some(*count)
        });
        moments.collect()
    }

    /// Counts the call orders of each lead at the sandbox.
    pub fn orders(&self, stage: &Stage) -> BTreeMap<String, usize> {
        stage.orders(self.prefix)
    }
}
