//! Paths of answers as names of bookmarks and cells, which hold letters, digits and underscores only.

use std::fmt::Write;

/// What stands around the number of a character that is written by its number: paths are in small letters.
const AROUND: char = 'X';

pub fn encoded(path: &str) -> String {
    let mut name = String::new();
    for c in path.chars() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            name.push(c);
        } else {
            // Writing to a string does not fail.
            let _ = write!(name, "{AROUND}{:x}{AROUND}", u32::from(c));
        }
    }
    name
}

pub fn decoded(name: &str) -> Option<String> {
    let mut path = String::new();
    for (at, part) in name.split(AROUND).enumerate() {
        if at.is_multiple_of(2) {
            path.push_str(part);
        } else {
            path.push(u32::from_str_radix(part, 16).ok().and_then(char::from_u32)?);
        }
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_with_letters_and_digits_and_read_again() {
        assert_eq!(encoded("resume.0.one-x"), "resumeX2eX0X2eXoneX2dXx");
        for path in ["name", "resume.12.from", "publicity-consent", "行.A_b", ""] {
            let name = encoded(path);
            assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "{name}");
            assert_eq!(decoded(&name).as_deref(), Some(path));
        }
        assert_eq!(decoded("aXzzXb"), None);
        assert_eq!(decoded("aXd800Xb"), None);
    }
}
