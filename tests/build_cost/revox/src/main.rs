//! Retrieves a call order.

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = revox::Client::from_env()?;
    let call = client.call().retrieve("call_8Zk3vQ").await?;
    println!("{}", call.status);
    Ok(())
}
