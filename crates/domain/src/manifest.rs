//! What a handed-in package holds, in a form that hashes the same everywhere.

use serde::{Deserialize, Serialize};

/// One nomination in a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub nomination: String,
    pub number: String,
    pub version: i64,
    /// SHA-256 of the answers that are not personal, hex.
    pub answers: String,
    /// Keyed commitment to the personal answers: whoever reads a manifest cannot guess a number from it.
    /// Absent from packages handed in before it was written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub personal: String,
    /// Its materials in their order. Absent where there are none, and from packages
    /// handed in before it was written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<Attached>,
}

/// One file or link of a nomination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    pub id: String,
    /// The rulebook's id of the material.
    pub material: String,
    /// SHA-256 of the content, or of a link's address, hex.
    pub sha256: String,
}

/// A package's manifest: the nominations in the unit's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub campaign: String,
    pub unit: String,
    pub rulebook: String,
    pub lines: Vec<Line>,
}

impl Manifest {
    /// The bytes whose hash stands on the receipt.
    pub fn canonical(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}
