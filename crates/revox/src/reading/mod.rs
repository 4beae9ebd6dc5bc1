//! Methods that read a call order: its end, the attempt that counts, the talk time, the transcript, the
//! tools that the agent used, and structured output.
//!
//! The methods belong to sealed traits: [`CallExt`] for a call order, [`CallAttemptExt`] for an attempt.
//! `use revox::prelude::*` imports both.
//!
//! ```
//! use revox::models::Call;
//! use revox::prelude::*;
//! use serde_json::json;
//!
//! let call: Call = serde_json::from_value(json!({
//!     "id": "call_8Zk3vQ",
//!     "status": "completed",
//!     "call_attempts": [
//!         {
//!             "id": "attempt_2",
//!             "status": "completed",
//!             "result": "human",
//!             "transcript": [
//!                 {"role": "assistant", "content": "Hello Camille, is now a good time?"},
//!                 {"role": "user", "content": "Yes, go ahead."},
//!             ],
//!         },
//!         {"id": "attempt_1", "status": "error", "dial_error": "no_answer"},
//!     ],
//! }))?;
//! assert!(call.is_finished());
//! assert_eq!(call.finished_attempt().map(|attempt| attempt.id.as_str()), Some("attempt_2"));
//! assert_eq!(
//!     call.transcript().to_string(),
//!     "Agent: Hello Camille, is now a good time?\nPerson: Yes, go ahead.\n"
//! );
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! Without the feature `jiff`, times are only text ([`Timestamp::as_str`](crate::Timestamp::as_str)),
//! and there is no `talk_time`. Everything else works.

mod attempt;
mod call;
mod label;
mod markdown;
mod tool_call;
mod transcript;

pub use attempt::CallAttemptExt;
pub use call::CallExt;
pub use markdown::Markdown;
pub use tool_call::ToolCall;
pub use transcript::Transcript;

mod sealed {
    pub trait Sealed {}

    impl Sealed for revox_api::models::Call {}
    impl Sealed for revox_api::models::CallAttempt {}
}
