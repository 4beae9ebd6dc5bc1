// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Reason why a call ended. The API does not explain the values; these descriptions say
    /// what the names say. In a speed-dial call, an agent that stays silent only detects
    /// whether a person answers, and a human operator can then be connected.
    pub enum EndReason {
        /// The client ended the call.
        ClientInitiated = "client_initiated",
        /// The connection timed out.
        ConnectionTimeout = "connection_timeout",
        /// A human operator took over.
        HumanTakeover = "human_takeover",
        /// The call met a phone menu that was not navigated.
        IvrNoNavigate = "ivr_no_navigate",
        /// The call reached its maximum duration.
        MaxDuration = "max_duration",
        /// A participant was removed from the call.
        ParticipantRemoved = "participant_removed",
        /// The call was ended by means of the tool for ending calls.
        ToolEndCall = "tool_end_call",
        /// The call was transferred.
        Transfer = "transfer",
        /// The person on the phone was inactive.
        UserInactive = "user_inactive",
        /// The person on the phone rejected the call.
        UserRejected = "user_rejected",
        /// The person on the phone was unavailable.
        UserUnavailable = "user_unavailable",
        /// The call reached a voicemail box.
        Voicemail = "voicemail",
        /// The speed-dial call was abandoned.
        SpeedDialAbandoned = "speed_dial_abandoned",
        /// The operator of the speed-dial call was missed.
        SpeedDialOperatorMissed = "speed_dial_operator_missed",
        /// The speed-dial call timed out.
        SpeedDialTimeout = "speed_dial_timeout",
        /// The speed-dial call was hung up.
        SpeedDialHangup = "speed_dial_hangup",
    }
}
