//! Sets a client up from the environment, retrieves a call order, and prints its status or why not.

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let client = match revox::Client::from_env() {
        Ok(client) => client,
        Err(error) => return println!("{error}"),
    };
    match client.call().retrieve("call_1").await {
        Ok(call) => println!("{}", call.status),
        Err(error) => println!("{error}"),
    }
}
