//! The options of a chore: `--name value`, `--name=value` and bare flags.

use crate::Outcome;

#[cfg(test)]
mod tests;

#[derive(Debug)]
pub struct Options {
    left: Vec<String>,
}

impl Options {
    pub fn of(arguments: &[String]) -> Self {
        Self { left: arguments.to_vec() }
    }

    /// Takes a bare flag out; whether it was there.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.left.len();
        self.left.retain(|argument| argument != name);
        self.left.len() < before
    }

    /// Takes `--name value` or `--name=value` out.
    pub fn value(&mut self, name: &str) -> Outcome<Option<String>> {
        let joined = format!("{name}=");
        let Some(place) = self.left.iter().position(|argument| argument == name || argument.starts_with(&joined))
        else {
            return Ok(None);
        };
        let argument = self.left.remove(place);
        if let Some(value) = argument.strip_prefix(&joined) {
            return Ok(Some(value.to_owned()));
        }
        if place < self.left.len() {
            Ok(Some(self.left.remove(place)))
        } else {
            Err(format!("{name} needs a value").into())
        }
    }

    /// Nothing may be left that no one asked for.
    pub fn end(self) -> Outcome {
        if self.left.is_empty() { Ok(()) } else { Err(format!("not understood: {}", self.left.join(" ")).into()) }
    }
}
