// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

/// Place of a node on the canvas of a visual editor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Position {
    /// Coordinate on the x axis of the canvas.
    pub x: f64,
    /// Coordinate on the y axis of the canvas.
    pub y: f64,
}

impl Position {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::Position;
    ///
    /// let value = Position::new(0, 0);
    /// ```
    pub fn new(x: impl Into<f64>, y: impl Into<f64>) -> Self {
        Self { x: x.into(), y: y.into() }
    }
}

limits! {
    Position {
        x: [],
        y: [],
    }
}
