// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Day of the week.
    pub enum Weekday {
        /// The day is Monday.
        Monday = "monday",
        /// The day is Tuesday.
        Tuesday = "tuesday",
        /// The day is Wednesday.
        Wednesday = "wednesday",
        /// The day is Thursday.
        Thursday = "thursday",
        /// The day is Friday.
        Friday = "friday",
        /// The day is Saturday.
        Saturday = "saturday",
        /// The day is Sunday.
        Sunday = "sunday",
    }
}
