// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

open_enum! {
    /// HTTP method of a custom tool.
    pub enum HttpMethod {
        /// The request is a `GET`.
        Get = "GET",
        /// The request is a `POST`.
        Post = "POST",
        /// The request is a `PUT`.
        Put = "PUT",
        /// The request is a `PATCH`.
        Patch = "PATCH",
        /// The request is a `DELETE`.
        Delete = "DELETE",
    }
}
