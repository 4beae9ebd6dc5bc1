// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Kind of value that a field holds.
    pub enum OutputFieldType {
        /// The value is a text.
        String = "string",
        /// The value is a number.
        Number = "number",
        /// The value is true or false.
        Boolean = "boolean",
        /// The value is one of the choices in `enum_options`.
        Enum = "enum",
        /// The value is a calendar date.
        Date = "date",
        /// The value is a date with a time of day.
        Datetime = "datetime",
    }
}
