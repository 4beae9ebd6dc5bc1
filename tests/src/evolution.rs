//! Code that must not compile, because the next version of the models would break it.
//!
//! A `match` needs a `_` arm, so that another value, variant or JSON type breaks nobody:
//!
//! ```compile_fail,E0004
//! use revox::models::CallDirection;
//!
//! fn all(direction: CallDirection) {
//!     match direction {
//!         CallDirection::Inbound | CallDirection::Outbound => {}
//!         CallDirection::Unknown { .. } => {}
//!     }
//! }
//! ```
//!
//! ```compile_fail,E0004
//! use revox::models::ToolArguments;
//!
//! fn all(arguments: ToolArguments) {
//!     match arguments {
//!         ToolArguments::Object(_) | ToolArguments::String(_) => {}
//!         ToolArguments::Unknown { .. } => {}
//!     }
//! }
//! ```
//!
//! A pattern cannot select a value that is unknown today, since it may be known tomorrow:
//!
//! ```compile_fail,E0603
//! use revox::models::CallStatus;
//!
//! fn is_new(status: CallStatus) -> bool {
//!     matches!(status, CallStatus::Unknown(_))
//! }
//! ```
//!
//! ```compile_fail,E0603
//! use revox::models::LlmModel;
//!
//! fn is_new(model: LlmModel) -> bool {
//!     matches!(model, LlmModel::Unknown(_))
//! }
//! ```
//!
//! ```compile_fail,E0603
//! use revox::models::ToolArguments;
//!
//! fn is_new(arguments: ToolArguments) -> bool {
//!     matches!(arguments, ToolArguments::Unknown(_))
//! }
//! ```
//!
//! A struct literal does not compile, so that another field breaks nobody:
//!
//! ```compile_fail,E0639
//! use revox::models::CampaignRef;
//!
//! let campaign = CampaignRef { id: "1".to_owned(), name: "June".to_owned() };
//! ```
//!
//! The same compiles with a `_` arm and the methods of open enums:
//!
//! ```
//! use revox::models::{CallDirection, CallStatus};
//!
//! fn word(direction: &CallDirection) -> &str {
//!     match direction {
//!         CallDirection::Inbound => "in",
//!         CallDirection::Outbound => "out",
//!         other => other.as_str(),
//!     }
//! }
//!
//! assert_eq!(word(&"sideways".into()), "sideways");
//! assert!(!CallStatus::from("of tomorrow").is_known());
//! ```
