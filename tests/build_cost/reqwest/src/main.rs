//! Retrieves a call order by plain reqwest.

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = "https://www.getrevox.com/api/call/call_8Zk3vQ";
    let key = std::env::var("REVOX_API_KEY")?;
    let response = reqwest::Client::new().get(url).bearer_auth(key).send().await?;
    let call: serde_json::Value = response.error_for_status()?.json().await?;
    println!("{}", call["call"]["status"]);
    Ok(())
}
