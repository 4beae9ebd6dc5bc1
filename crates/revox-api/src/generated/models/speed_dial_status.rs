// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// State of a speed-dial session.
    pub enum SpeedDialStatus {
        /// The session is dialling.
        Dialing = "dialing",
        /// A call is connected.
        Connected = "connected",
        /// The session is completed.
        Completed = "completed",
        /// The session was stopped.
        Stopped = "stopped",
        /// The session failed with an error.
        Errored = "errored",
    }
}
