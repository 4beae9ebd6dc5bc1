//! Tables are created once, by whoever comes first, and hold nothing private.

use std::collections::BTreeSet;

use revox::{Journal, PlacingOptions};
use revox_tests::postgres::{Database, Server};
use revox_tests::within::{LIMIT, within};
use tokio::task::JoinSet;

use super::super::{NUMBER, World, lead, soon};
use super::{begin, cause, key, placed};

#[tokio::test]
async fn twenty_workers_that_start_at_once_create_the_tables_once() {
    let Some(server) = Server::shared() else {
        return;
    };
    let database = server.database();
    let mut workers = JoinSet::new();
    for _ in 0..20 {
        let (builder, url) = (database.builder().connections(1), database.url.clone());
        workers.spawn(async move { builder.connect(&url).await.map(drop) });
    }
    while let Some(worker) = within(LIMIT, "a worker", workers.join_next()).await {
        worker.unwrap().unwrap();
    }
    let schema = &database.schema;
    let sql = format!("SELECT version, usable_from FROM {schema}.schema_version");
    let rows = database.client().await.query(&sql, &[]).await.unwrap();
    let versions: Vec<(i32, i32)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    assert_eq!(versions, [(1, 1)]);
}

#[tokio::test]
async fn tables_of_a_newer_version_are_used_unless_they_say_otherwise() {
    let Some(server) = Server::shared() else {
        return;
    };
    let database = server.database();
    begin(&database.journal().await, "a").await;
    let newer = async |version: i32, usable_from: i32| {
        let sql = format!(
            "INSERT INTO {}.schema_version VALUES ($1, $2)",
            database.schema
        );
        let client = database.client().await;
        client
            .execute(&sql, &[&version, &usable_from])
            .await
            .unwrap();
        database.builder().connect(&database.url).await
    };
    let journal = newer(2, 1).await.unwrap();
    assert!(journal.get(key("a")).await.unwrap().is_some());
    let error = newer(3, 2).await.unwrap_err();
    let text = cause(&error).to_string();
    assert!(
        text.contains("version 3") && text.contains("update this program"),
        "{text}"
    );
}

/// A role that may create nothing, deleted at the end of the test.
async fn role(database: &Database) -> String {
    let role = format!("{}_worker", database.schema);
    let sql = format!("CREATE ROLE {role} LOGIN");
    database.client().await.batch_execute(&sql).await.unwrap();
    role
}

#[tokio::test]
async fn a_role_needs_no_more_privileges_than_the_documentation_lists() {
    let Some(server) = Server::private() else {
        return;
    };
    let database = server.database();
    let role = role(&database).await;
    let url = database.url.replace("//revox@", &format!("//{role}@"));
    let connect = || database.builder().connect(&url);

    let error = connect().await.unwrap_err();
    assert_eq!(cause(&error).code(), Some("42501"));
    assert!(
        cause(&error).to_string().contains("connect once"),
        "{error:?}"
    );

    database.journal().await;
    let error = connect().await.unwrap_err();
    assert_eq!(cause(&error).code(), Some("42501"));

    let documented = include_str!("../../../../crates/revox-postgres/src/lib.rs");
    let grants = documented
        .lines()
        .filter_map(|line| line.strip_prefix("//! "))
        .filter(|line| line.starts_with("GRANT "))
        .map(|line| {
            line.replace("revox", &database.schema)
                .replace("worker", &role)
        });
    let grants: Vec<_> = grants.collect();
    assert_eq!(grants.len(), 3);
    let client = database.client().await;
    client.batch_execute(&grants.join("\n")).await.unwrap();
    let journal = connect().await.unwrap();
    let token = begin(&journal, "a").await;
    journal
        .update(key("a"), token, placed("call_1"))
        .await
        .unwrap();
    journal.forget(super::LEASE).await.unwrap();
}

/// Two schemas are two journals, whatever their names.
#[tokio::test]
async fn a_schema_is_a_journal_of_its_own() {
    let Some(server) = Server::shared() else {
        return;
    };
    let mut names = BTreeSet::new();
    let mut databases = Vec::new();
    for suffix in ["", " \"quoted\"; DROP", "_é"] {
        let mut database = server.database();
        let name = format!("{}{suffix}", database.schema);
        let builder = database.builder().schema(&name);
        let journal = within(LIMIT, "a journal", builder.connect(&database.url))
            .await
            .unwrap();
        begin(&journal, "a").await;
        names.insert(name.clone());
        database.schema = name;
        databases.push(database);
    }
    let client = databases[0].client().await;
    let sql = "SELECT nspname FROM pg_namespace";
    let rows = client.query(sql, &[]).await.unwrap();
    let found: BTreeSet<String> = rows.iter().map(|row| row.get(0)).collect();
    assert!(names.is_subset(&found), "{names:?}");

    let long = "x".repeat(64);
    for name in ["", &long, "a\0b"] {
        let connect = databases[0].builder().schema(name).connect(server.url());
        let error = connect.await.unwrap_err();
        assert!(
            cause(&error).to_string().contains("1 to 63 bytes"),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_table_holds_nothing_private() {
    let Some(server) = Server::shared() else {
        return;
    };
    let database = server.database();
    let world = World::new().await;
    let options = PlacingOptions::new().journal(database.journal().await);
    let client = world.client.with_placing(options);
    let order = lead().prompt_variables([("name", "Marguerite")]);
    let placed = soon(client.call().place("lead-42", order)).await.unwrap();
    let sql = format!(
        "SELECT row::text FROM {}.placements AS row",
        database.schema
    );
    let rows = database.client().await.query(&sql, &[]).await.unwrap();
    let stored: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    let stored = stored.join("\n");
    assert!(stored.contains("lead-42") && stored.contains(&placed.call().id));
    for private in [
        NUMBER.trim_start_matches('+'),
        "Marguerite",
        "assistant_4Tn6yB",
    ] {
        assert!(!stored.contains(private), "{stored}");
    }
}

/// Somebody's trigger must not keep a placement for ever.
#[tokio::test]
async fn a_trigger_that_drops_rows_is_an_error() {
    let Some(server) = Server::shared() else {
        return;
    };
    let database = server.database();
    let journal = database.journal().await;
    let schema = &database.schema;
    let sql = format!(
        "CREATE FUNCTION {schema}.nothing() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN RETURN NULL; END $$;
        CREATE TRIGGER nothing BEFORE INSERT ON {schema}.placements
            FOR EACH ROW EXECUTE FUNCTION {schema}.nothing()"
    );
    database.client().await.batch_execute(&sql).await.unwrap();
    let world = World::with(PlacingOptions::new().journal(journal.clone())).await;
    let insertion = journal.insert(key("a"), "1-a".into(), super::LEASE);
    let error = within(LIMIT, "an error", insertion).await.unwrap_err();
    let text = cause(&error).to_string();
    assert!(text.contains("remove the trigger"), "{text}");
    // Nothing is sent without its intent.
    assert!(soon(world.place("lead-42")).await.is_err());
    assert_eq!(world.count("call_create"), 0);
}

/// Many entries are read page by page, while others come and go.
#[tokio::test]
async fn unresolved_entries_are_read_page_by_page() {
    let Some(server) = Server::shared() else {
        return;
    };
    let database = server.database();
    let journal = database.journal().await;
    // Upper case before lower case, as in the other journals and unlike in a dictionary.
    let mut expected = Vec::new();
    for number in 0..13 {
        for letter in ["B", "a", "b"] {
            let name = format!("{letter}-{number:02}");
            begin(&journal, &name).await;
            expected.push(name);
        }
    }
    expected.sort();
    let mut found: Vec<String> = Vec::new();
    loop {
        let after = found.last().map(|name| key(name));
        let page = journal.unresolved(after, 5).await.unwrap();
        if page.is_empty() {
            break;
        }
        found.extend(page.iter().map(|reading| reading.entry.key.to_string()));
        // What is behind does not count, and what is ahead does.
        journal
            .update(key(&found[0]), 1, placed("call_1"))
            .await
            .unwrap();
        if found.len() == 5 {
            begin(&journal, "A").await;
            begin(&journal, "z").await;
            expected.push("z".to_owned());
        }
    }
    assert_eq!(found, expected);

    // Also in a database with a language; the one of this test has none.
    let sql = "SELECT collation_name FROM information_schema.columns \
               WHERE table_schema = $1 AND table_name = 'placements' AND column_name = 'key'";
    let client = database.client().await;
    let row = client.query_one(sql, &[&database.schema]).await.unwrap();
    assert_eq!(row.get::<_, &str>(0), "C");
}
