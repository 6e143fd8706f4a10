//! Where a file lies in a package: folders by unit and nominee, the name and a
//! number for the file, and every name such that each common system can lay it down.

mod name;

pub use name::{Names, clean, folded, is_plain};

#[cfg(test)]
mod tests;

/// A unit or a nominee with its place in its list, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbered<'a> {
    pub ordinal: u32,
    pub name: &'a str,
}

impl Numbered<'_> {
    fn folder(self) -> String {
        clean(&format!("{:02} {}", self.ordinal, self.name))
    }
}

/// The path of one material: the notices want name and number (姓名+序号), so a photo of
/// the third nominee of the first unit is `01 unit/03 nominee/nominee1.jpg`. A material that
/// has a label of its own is named by it: `nominee label 1.pdf`.
///
/// Two places with different ordinals, labels or numbers never share a path unless their
/// names must be cut or cleaned; those [`Names`] tells apart.
pub fn path(unit: Numbered, nominee: Numbered, label: Option<&str>, number: u32, extension: &str) -> String {
    let file = match label {
        None => format!("{}{number}.{extension}", nominee.name),
        Some(label) => format!("{} {label} {number}.{extension}", nominee.name),
    };
    format!("{}/{}/{}", unit.folder(), nominee.folder(), clean(&file))
}
