
fn ask(client: &Client, operation: &str, arguments: &[&str], _: &Value) -> Result<(), Error> {
    #[allow(deprecated)]
    match (operation, arguments) {
        ("calls_list", []) => done(client.calls().list()),
        ("calls_retrieve", [id]) => done(client.calls().retrieve(id)),
        ("calls_forget", [id]) => done(client.calls().forget(id)),
        ("calls_cancel", [id]) => done(client.calls().cancel(id)),
        ("calls_summary", [id]) => done(client.calls().summary(id)),
        ("calls_attempt", [call, attempt]) => done(client.calls().attempt(call, attempt)),
        ("voices_list", []) => done(client.voices().list()),
        ("voices_retrieve", [id]) => done(client.voices().retrieve(id)),
        _ => panic!("`{operation}` with {} arguments", arguments.len()),
    }
}
