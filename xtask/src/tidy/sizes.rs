//! The figures of a set of sizes, in whole numbers.

#[cfg(test)]
pub mod tests;

/// Something with a length, and where it is.
#[derive(Debug, Clone)]
pub struct Sized {
    pub path: String,
    pub line: usize,
    pub name: String,
    pub lines: usize,
}

/// Sizes in rising order.
#[derive(Debug)]
pub struct Sizes {
    all: Vec<Sized>,
}

impl Sizes {
    pub fn of(mut all: Vec<Sized>) -> Self {
        all.sort_by_key(|sized| sized.lines);
        Self { all }
    }

    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// The smallest size that at least this share (in percent) of all do not pass.
    pub fn percentile(&self, share: usize) -> usize {
        let place = (self.all.len() * share).div_ceil(100).saturating_sub(1);
        self.all.get(place).map_or(0, |sized| sized.lines)
    }

    pub fn above(&self, lines: usize) -> impl Iterator<Item = &Sized> {
        self.all.iter().rev().take_while(move |sized| sized.lines > lines)
    }

    /// The largest, to be named when a law about all of them breaks.
    pub fn worst(&self) -> String {
        let named = self.all.iter().rev().take(5);
        named
            .map(|sized| format!("{} ({}:{}) {}", sized.name, sized.path, sized.line, sized.lines))
            .collect::<Vec<_>>()
            .join(", ")
    }
}
