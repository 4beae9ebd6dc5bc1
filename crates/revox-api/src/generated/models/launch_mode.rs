// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// In which way the calls of a launch are placed.
    pub enum LaunchMode {
        /// Each call order goes to the scheduler of the service for the requested time, and follows
        /// its retry settings from there.
        AiFirst = "ai_first",
        /// A live session with an operator dials the calls. A call order that waits for a retry by
        /// the AI agent is first taken off the schedule, so that no contact is dialled twice.
        SpeedDial = "speed_dial",
    }
}
