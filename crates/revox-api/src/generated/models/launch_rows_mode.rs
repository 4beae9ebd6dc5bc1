// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// Meaning of the list of call orders in a launch.
    pub enum LaunchRowsMode {
        /// All call orders are chosen except the listed ones.
        AllExcept = "all_except",
        /// Only the listed call orders are chosen.
        Only = "only",
    }
}
