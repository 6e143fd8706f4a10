//! What the domain promises, checked against values worked out by hand from
//! the notices and the standards.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests stop at the first surprise"
)]

mod access;
mod activity;
mod campaigns;
mod composition;
mod coverage;
mod diff;
mod eligibility;
mod event;
mod form;
mod form_rows;
mod identity;
mod lifecycle;
mod material;
mod material_links;
mod merkle;
mod papers;
mod quota;
mod rulebook_check;
mod rulebook_forms;
mod rulebook_materials;
mod rulebook_origin;
mod rulebook_shape;
mod sample;
mod schema;
mod sheet;
mod text;
mod together;
mod traps;
mod value;

use linxuan_domain::form::{Fact, Facts};
use linxuan_domain::rulebook::Meaning;
use linxuan_domain::value::{Date, Key};

fn key(text: &str) -> Key {
    text.parse().expect("a key")
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn keys(ids: &[&str]) -> Vec<Key> {
    ids.iter().map(|id| key(id)).collect()
}

/// A form's answers with the given facts.
fn facts(known: &[(Meaning, Fact)]) -> Facts {
    Facts { by_meaning: known.iter().cloned().collect(), ..Facts::default() }
}

/// The choice of one option.
fn chosen(id: &str) -> Fact {
    Fact::Keys(vec![key(id)])
}

fn born(date: &str) -> Fact {
    Fact::Date(day(date))
}

/// A list of so many of one kind and so many of another.
fn list_of(one: &Facts, ones: usize, other: &Facts, others: usize) -> Vec<Facts> {
    [vec![one.clone(); ones], vec![other.clone(); others]].concat()
}
