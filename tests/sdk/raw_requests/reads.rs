//! Every read can be decoded into a type of the caller's own.

use revox::models::CallSearch;
use revox::{BoxFuture, Client, Error};
use revox_tests::operations::operations;
use revox_tests::stub::Stub;
use serde_json::Value;

type Read = fn(&Client) -> BoxFuture<Result<Value, Error>>;

macro_rules! reads {
    ($($id:literal => $resource:ident.$method:ident($($argument:expr),*),)+) => {
        [$(($id, |client| {
            client.$resource().$method($($argument),*).as_type::<Value>().into_future()
        }),)+]
    };
}

const READS: [(&str, Read); 16] = reads! {
    "assistants_list" => assistants.list(),
    "assistants_retrieve" => assistants.retrieve("assistant_4Tn6yB"),
    "auth_status_retrieve" => auth_status.retrieve(),
    "call_export" => call.export(CallSearch::new()),
    "call_phone_history" => call.phone_history(),
    "call_retrieve" => call.retrieve("call_8Zk3vQ"),
    "call_search" => call.search(),
    "campaigns_export_rows" => campaigns.export_rows("campaign_3Ge8wD"),
    "campaigns_get_rows" => campaigns.get_rows("campaign_3Ge8wD"),
    "campaigns_list" => campaigns.list(),
    "campaigns_retrieve" => campaigns.retrieve("campaign_3Ge8wD"),
    "campaigns_statistics" => campaigns.statistics("campaign_3Ge8wD"),
    "phone_numbers_list" => phone_numbers.list(),
    "users_retrieve" => users.retrieve(),
    "voices_list" => voices.list(),
    "voices_retrieve" => voices.retrieve("voice_fr_jules", "cartesia"),
};

#[test]
fn they_are_all_here() {
    let of_json = operations()
        .iter()
        .filter(|(_, operation)| operation.retry_class == "read" && operation.example.is_some());
    let of_json: Vec<_> = of_json.map(|(id, _)| id.as_str()).collect();
    assert_eq!(READS.map(|(id, _)| id).as_slice(), of_json);
}

#[tokio::test]
async fn a_type_of_the_callers_own_stands_in_the_place_of_the_value() {
    for (id, read) in READS {
        let operation = &operations()[id];
        let stub = Stub::start(vec![operation.example_response()]).await;
        let value = read(&stub.client()).await.unwrap();
        assert_eq!(Some(&value), operation.example_value(), "{id}");
    }
}
