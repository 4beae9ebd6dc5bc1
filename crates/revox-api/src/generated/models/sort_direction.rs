// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Direction in which results are sorted.
    pub enum SortDirection {
        /// The smallest value comes first.
        Asc = "asc",
        /// The largest value comes first.
        Desc = "desc",
    }
}
