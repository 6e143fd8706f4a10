use linxuan_domain::identity::check_character;
use linxuan_domain::value::{Date, Language};
use linxuan_texts::Words;

use super::outside::Dice;

/// Somebody who does not exist: no region's number begins with 99, no telephone with 100.
#[derive(Debug, Clone)]
pub struct Person {
    pub name: String,
    pub female: bool,
    pub born: Date,
    pub card: String,
    pub serial: u32,
}

/// Makes up people, units and texts out of short lists of syllables.
#[derive(Debug)]
pub struct Inventor {
    pub dice: Dice,
    words: Words,
    surnames: Vec<String>,
    given: Vec<String>,
    rare: Vec<String>,
    places: Vec<String>,
    sentences: Vec<String>,
    /// How many people were made up.
    made: u32,
}

/// Every so many people one has a rare name.
const RARE: u32 = 23;
/// Birth years of people in working life.
const YEARS: (i16, u32) = (1952, 50);

impl Inventor {
    /// `series` keeps the numbers of several plays in one database apart.
    pub fn new(seed: u64, series: u32) -> Self {
        let words = Words::new(Language::Chinese);
        let list = |key: &str| words.say(key).split_whitespace().map(str::to_owned).collect();
        Self {
            dice: Dice::new(seed),
            words,
            surnames: list("invented-surnames"),
            given: list("invented-given-names"),
            rare: list("invented-rare-names"),
            places: list("invented-places"),
            sentences: list("invented-sentences"),
            made: series * 100_000,
        }
    }

    pub fn name(&mut self) -> String {
        if self.dice.below(RARE) == 0 {
            return self.dice.pick(&self.rare).cloned().unwrap_or_default();
        }
        let surname = self.dice.pick(&self.surnames).cloned().unwrap_or_default();
        let given = self.dice.pick(&self.given).cloned().unwrap_or_default();
        let second = if self.dice.below(4) == 0 { None } else { self.dice.pick(&self.given).cloned() };
        format!("{surname}{given}{}", second.unwrap_or_default())
    }

    /// A name that none of `others` has.
    pub fn other_name(&mut self, others: &[String]) -> String {
        let mut name = self.name();
        while others.contains(&name) {
            name = self.name();
        }
        name
    }

    /// A person of whom `fits` holds, as far as that can be found.
    pub fn person(&mut self, fits: impl Fn(Date, bool) -> bool) -> Person {
        self.made += 1;
        let (name, serial) = (self.name(), self.made);
        let (mut born, mut female) = (self.day(), self.dice.below(2) == 0);
        for _ in 0..400 {
            if fits(born, female) {
                break;
            }
            (born, female) = (self.day(), self.dice.below(2) == 0);
        }
        Person { name, female, born, card: card(serial, born), serial }
    }

    fn day(&mut self) -> Date {
        let year = YEARS.0 + i16::try_from(self.dice.below(YEARS.1)).unwrap_or(0);
        let (month, day) = (self.dice.below(12) + 1, self.dice.below(28) + 1);
        let date = format!("{year}-{month:02}-{day:02}").parse();
        date.unwrap_or(Date(jiff::civil::Date::ZERO))
    }

    /// A month between 2000 and 2019, `2007-09`, in which somebody born then had come of age.
    pub fn month(&mut self, born: Date) -> String {
        let first = u32::try_from(i32::from(born.0.year()) - 1982).unwrap_or(0).min(19);
        format!("20{:02}-{:02}", first + self.dice.below(20 - first), self.dice.below(12) + 1)
    }

    /// What a catalogue's pattern makes of a place.
    pub fn at_place(&mut self, pattern: &str) -> String {
        let place = self.place();
        self.words.fill(pattern, &[("place", place.into())])
    }

    pub fn place(&mut self) -> String {
        self.dice.pick(&self.places).cloned().unwrap_or_default()
    }

    /// A unit's name: a place, what kind of unit it is, and its number.
    pub fn unit(&mut self, kind: &str, number: usize) -> String {
        let place = self.place();
        self.words.fill("invented-unit", &[("place", place.into()), ("kind", kind.into()), ("number", number.into())])
    }

    /// One of the entries of a catalogue's list.
    pub fn one_of(&mut self, list: &str) -> String {
        let words = self.words.say(list);
        let all: Vec<&str> = words.split_whitespace().collect();
        self.dice.pick(&all).map_or_else(String::new, |one| (*one).to_owned())
    }

    pub fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// Whole sentences of at most `most` characters, and at least `least`: only
    /// where no sentence fits between the two is the last one cut.
    pub fn text(&mut self, least: u32, most: u32) -> String {
        let wanted = (least + self.dice.below(most.saturating_sub(least) + 1)) as usize;
        let first = self.dice.below(u32::try_from(self.sentences.len()).unwrap_or(1).max(1)) as usize;
        let mut text = String::new();
        let mut length = 0;
        // No sentence comes again before all others were said.
        for sentence in self.sentences.iter().cycle().skip(first).take(most as usize) {
            let room = (most as usize).saturating_sub(length);
            let fits = sentence.chars().count() <= room;
            if length >= wanted || (!fits && length >= least as usize) {
                break;
            }
            text.extend(sentence.chars().take(room));
            length += sentence.chars().count().min(room);
        }
        text
    }
}

/// A resident card's number with the right check character.
pub fn card(serial: u32, born: Date) -> String {
    let day = born.0;
    let (region, order) = (serial / 1000 % 10_000, serial % 1000);
    checked(&format!("99{region:04}{:04}{:02}{:02}{order:03}", day.year(), day.month(), day.day()))
}

/// The same card with another birth date.
pub fn born_again(card: &str, born: Date) -> String {
    let (head, tail) = (card.get(..6).unwrap_or("990000"), card.get(14..17).unwrap_or("001"));
    let day = born.0;
    checked(&format!("{head}{:04}{:02}{:02}{tail}", day.year(), day.month(), day.day()))
}

fn checked(body: &str) -> String {
    format!("{body}{}", check_character(body))
}

/// A telephone number of eleven digits that nobody has.
pub fn phone(serial: u32) -> String {
    format!("100{:08}", 20_000_000 + serial)
}

pub fn email(serial: u32) -> String {
    format!("n{serial}@example.com")
}
