//! How much room materials may take, in bytes.

/// Whose room it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    Nomination,
    Unit,
    Campaign,
}

/// The most bytes that may be kept and announced together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    pub nomination: u64,
    pub unit: u64,
    pub campaign: u64,
}

impl Default for Space {
    /// 2 GB for a nomination, 20 GB for a unit, 500 GB for a campaign: the media of one
    /// national campaign come to 250–470 GB.
    fn default() -> Self {
        Self { nomination: 2_000_000_000, unit: 20_000_000_000, campaign: 500_000_000_000 }
    }
}

/// What does not fit, with the figures, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Excess {
    pub holder: Holder,
    pub most: u64,
    pub used: u64,
    pub wanted: u64,
}

/// What is used already, in bytes, announced uploads among it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Used {
    pub nomination: u64,
    pub unit: u64,
    pub campaign: u64,
}

impl Space {
    /// Whether `wanted` more bytes fit: exactly full is not too much.
    ///
    /// # Errors
    /// The nearest holder for which they do not.
    pub fn fit(&self, used: Used, wanted: u64) -> Result<(), Excess> {
        let holders = [
            (Holder::Nomination, self.nomination, used.nomination),
            (Holder::Unit, self.unit, used.unit),
            (Holder::Campaign, self.campaign, used.campaign),
        ];
        let over = holders.into_iter().find(|(_, most, used)| used.saturating_add(wanted) > *most);
        over.map_or(Ok(()), |(holder, most, used)| Err(Excess { holder, most, used, wanted }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPACE: Space = Space { nomination: 10, unit: 20, campaign: 30 };

    fn used(nomination: u64, unit: u64, campaign: u64) -> Used {
        Used { nomination, unit, campaign }
    }

    #[test]
    fn exactly_full_fits_and_one_byte_more_does_not() {
        assert_eq!(SPACE.fit(used(4, 14, 24), 6), Ok(()));
        let excess = |holder, most, used| Err(Excess { holder, most, used, wanted: 6 });
        assert_eq!(SPACE.fit(used(5, 15, 25), 6), excess(Holder::Nomination, 10, 5));
        assert_eq!(SPACE.fit(used(4, 15, 25), 6), excess(Holder::Unit, 20, 15));
        assert_eq!(SPACE.fit(used(4, 14, 25), 6), excess(Holder::Campaign, 30, 25));
    }

    #[test]
    fn an_announced_length_beyond_all_numbers_does_not_fit() {
        assert!(SPACE.fit(used(0, 0, 1), u64::MAX).is_err());
    }
}
