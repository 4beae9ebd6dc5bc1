// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

//! The operations of the API, grouped as its documentation groups them.

mod call;
mod campaigns;
mod assistants;
mod phone_numbers;
mod voices;
mod users;
mod auth_status;

pub use call::CallResource;
pub use campaigns::CampaignsResource;
pub use assistants::AssistantsResource;
pub use phone_numbers::PhoneNumbersResource;
pub use voices::VoicesResource;
pub use users::UsersResource;
pub use auth_status::AuthStatusResource;
