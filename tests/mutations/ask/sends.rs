
fn ask(
    client: &Client,
    operation: &str,
    arguments: &[&str],
    parameters: &Value,
) -> Result<(), Error> {
    let contacts = client.contacts();
    match (operation, arguments) {
        ("contacts_search", []) => done(with(contacts.search("anna", "north"), parameters)),
        ("contacts_create", []) => done(with(contacts.create("Anna"), parameters)),
        ("contacts_find", []) => done(with(contacts.find(), parameters)),
        ("contacts_replace", [id]) => {
            let channel = base::models::Mail::new("anna");
            let phones = [base::models::Phone::new("+33639980142")];
            done(with(contacts.replace(id, *id, "Anna", phones, channel), parameters))
        }
        ("contacts_change", [id]) => done(with(contacts.change(id), parameters)),
        ("contacts_forget", [id]) => done(contacts.forget(id)),
        ("contacts_photo", [id]) => done(contacts.photo(id)),
        ("contacts_photograph", [id]) => {
            done(with(contacts.photograph(id, b"RIFF", "Anna", "In May"), parameters))
        }
        _ => panic!("`{operation}` with {} arguments", arguments.len()),
    }
}
