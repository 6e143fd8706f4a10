//! Identity numbers and telephones are nowhere in the clear: T72, T74.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use linxuan_domain::event::Change;
use linxuan_domain::form::Sheet;
use linxuan_domain::identity::{Document, Identity};
use linxuan_store::engine::SqlExt;
use linxuan_store::nomination::{self, Nomination};
use linxuan_store::{Sql, SqlError, Store, honour, record, search, session, turn};
use linxuan_testkit::row::{self, Ground, NOW};
use linxuan_testkit::{Database, act, each_engine, invented, keys, placed, postgres, read};

use super::{find, hand_in, insert, save};

/// Nobody else's numbers: other tests may write theirs as they like.
const FIRST: u32 = 700_000;
const PERSONS: u32 = 200;
/// In the clear on purpose: what the search must find, or it could find nothing.
const MARK: &str = "99999919991231999X";

fn card(number: u32) -> String {
    invented::resident_card(FIRST + number)
}

fn phone(number: u32) -> String {
    invented::phone(FIRST + number)
}

fn person(ground: &Ground, number: u32) -> Nomination {
    let mut one = ground.nomination(i64::from(number) + 1);
    let identity = Identity::parse(Document::ResidentCard, &card(number)).unwrap();
    one.person = Some(keys().index("person", &identity.comparable()));
    one.name_birth = Some(keys().index("name-birth", &format!("{}{}", one.name, identity.birth_date().unwrap())));
    one.answers.set_text("deeds", "先进事迹");
    one.personal = Sheet::default();
    one.personal.set_text("identity-number", &card(number));
    one.personal.set_text("phone", &phone(number));
    one
}

/// Everything that is done with a person's data, whatever the table.
fn plant(store: &Store, ground: &Ground, number: u32) {
    let one = person(ground, number);
    insert(store, &one);
    let mut changed = one.clone();
    changed.personal.set_text("phone", &phone(number + PERSONS));
    assert!(save(store, &changed));
    hand_in(store, ground, &one.id, NOW);
    let campaign = ground.campaign.clone();
    act(store, move |sql| {
        let subject = format!("nomination/{}", one.id);
        let turn = turn::take(sql, &subject)?;
        let mut event = row::event(&one.id, "nomination-saved", &subject);
        let committed = |number| keys().commitment(&subject, &phone(number));
        event.changes.push(Change::new("phone", committed(number), committed(number + PERSONS)));
        record::append(sql, &turn, event)?;
        search::index(sql, &one.id, &format!("{} {} 先进事迹", one.name, one.employer))?;
        let entry = honour::Entry {
            id: one.id.clone(),
            campaign_id: campaign,
            series: "science".to_owned(),
            label: "第一届".to_owned(),
            name_birth: one.name_birth.clone(),
            person: one.person.clone(),
        };
        honour::insert(sql, &entry)?;
        let form = keys().seal(&format!("held/{}", one.id), card(number).as_bytes())?;
        session::hold(sql, &one.id, &session::Held { login: "x".to_owned(), path: "/".to_owned(), sealed: form }, NOW)
    });
}

/// What is looked for, and found so far.
struct Search {
    wanted: BTreeSet<Vec<u8>>,
    found: BTreeSet<String>,
}

impl Search {
    fn new() -> Self {
        let cards = (0..PERSONS).map(card);
        let phones = (0..PERSONS * 2).map(phone);
        let wanted = cards.chain(phones).chain([MARK.to_owned()]).map(String::into_bytes).collect();
        Self { wanted, found: BTreeSet::new() }
    }

    /// Looks at every 11 and every 18 characters within a run of digits and its last X.
    fn bytes(&mut self, bytes: &[u8]) {
        let mut digits = 0;
        for (at, byte) in bytes.iter().enumerate() {
            let before = if byte.is_ascii_digit() || *byte == b'X' { digits + 1 } else { 0 };
            digits = if byte.is_ascii_digit() { before } else { 0 };
            for length in [11, 18] {
                if before >= length && self.wanted.contains(&bytes[at + 1 - length..=at]) {
                    self.found.insert(String::from_utf8_lossy(&bytes[at + 1 - length..=at]).into_owned());
                }
            }
        }
    }

    /// Every byte of every file; answers how many bytes there were.
    fn folder(&mut self, folder: &Path) -> usize {
        let mut size = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                size += self.folder(&path);
            } else if let Ok(bytes) = fs::read(&path) {
                // A server's file may be gone meanwhile.
                self.bytes(&bytes);
                size += bytes.len();
            }
        }
        size
    }

    fn only_the_mark(&self) {
        assert!(self.found.contains(MARK), "the search finds nothing at all");
        let personal: Vec<_> = self.found.iter().filter(|found| *found != MARK).collect();
        assert!(personal.is_empty(), "in the clear: {personal:?}");
    }
}

/// The text of every row of every table, binary columns as bytes.
fn tables(sql: &mut dyn Sql, look: &mut Search) -> Result<usize, SqlError> {
    let text = "SELECT CAST(table_name AS TEXT) AS name FROM information_schema.tables WHERE table_schema = 'public'";
    let mut rows = 0;
    for table in sql.query(text, &[])? {
        let name = table.text("name")?;
        for row in sql.query(&format!("SELECT CAST(t AS TEXT) AS line FROM {name} t"), &[])? {
            rows += 1;
            let line = row.text("line")?;
            look.bytes(line.as_bytes());
            line.split("\\x").skip(1).for_each(|hex| look.bytes(&decoded(hex)));
        }
    }
    Ok(rows)
}

fn decoded(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.chars().map_while(|c| c.to_digit(16)).map(|digit| u8::try_from(digit).unwrap()).collect();
    digits.chunks_exact(2).map(|pair| pair[0] * 16 + pair[1]).collect()
}

fn look_into_files(look: &mut Search, database: &Database) -> usize {
    if let Some(folder) = database.folder() {
        let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["linxuan.sqlite", "linxuan.sqlite-shm", "linxuan.sqlite-wal", "linxuan.sqlite.lock"]);
        look.folder(folder)
    } else {
        let cluster = postgres::cluster().unwrap();
        cluster.run("CHECKPOINT");
        look.folder(&cluster.data())
    }
}

#[test]
fn no_byte_of_the_database_gives_an_identity_number_or_a_telephone_away() {
    each_engine(|store, database| {
        let ground = Ground::lay(store);
        let mut marked = row::nomination("marked", &ground.unit, 900);
        marked.employer = MARK.to_owned();
        insert(store, &marked);
        (0..PERSONS).for_each(|number| plant(store, &ground, number));
        placed(store);
        let mut look = Search::new();
        let size = look_into_files(&mut look, database);
        assert!(size > 500_000, "only {size} bytes looked at");
        look.only_the_mark();
        if database.folder().is_none() {
            let (rows, look) = read(store, |sql| {
                let mut look = Search::new();
                Ok((tables(sql, &mut look)?, look))
            });
            // Nomination, snapshot, event, turn, submission, honour, held form, terms: eight rows a person.
            assert!(rows > 8 * PERSONS as usize, "only {rows} rows looked at");
            look.only_the_mark();
        }
    });
}

#[test]
fn what_is_nowhere_in_the_clear_is_read_with_the_keys() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let one = person(&ground, 1);
        insert(store, &one);
        assert_eq!(find(store, &one.id).personal.text("identity-number"), card(1));
        let (id, other) = (one.id, linxuan_store::seal::Keys::derive(&[1; 32]));
        let error = read(store, move |sql| Ok(nomination::find(sql, &other, &id)));
        assert!(error.is_err());
    });
}

#[test]
fn one_person_s_sealed_answers_do_not_open_on_another_s_row() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let (one, other) = (person(&ground, 1), person(&ground, 2));
        insert(store, &one);
        insert(store, &other);
        let (from, to) = (one.id.clone(), other.id.clone());
        act(store, move |sql| {
            let text =
                "UPDATE nomination SET sealed = (SELECT n.sealed FROM nomination n WHERE n.id = $1) WHERE id = $2";
            sql.execute(text, &[from.into(), to.into()])
        });
        let id = other.id.clone();
        let error = read(store, move |sql| Ok(nomination::find(sql, &keys(), &id).map(|_| ())));
        assert_eq!(error.unwrap_err().message, format!("nomination/{}/sealed cannot be opened", other.id));
        assert_eq!(find(store, &one.id).personal, one.personal);
    });
}

#[test]
fn the_same_person_is_found_through_two_units_without_the_number() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let second = ground.unit(store, 2);
        let first = linxuan_store::nomination::Nomination { state: "handed-in".to_owned(), ..person(&ground, 1) };
        insert(store, &first);
        let mut same = person(&ground, 1);
        (same.unit_id, same.number) = (second.id, "N-0201".to_owned());
        // A small x and blanks, as people type them.
        let typed = Identity::parse(Document::ResidentCard, &format!(" {} ", card(1).to_lowercase())).unwrap();
        assert_eq!(same.person, Some(keys().index("person", &typed.comparable())));
        same.name_birth = None;
        assert_eq!(read(store, move |sql| nomination::twins(sql, &same)), (false, true));
        let text = "SELECT COUNT(*) AS n FROM nomination WHERE person LIKE '99%' AND LENGTH(person) = 18";
        assert_eq!(read(store, move |sql| sql.number(text, &[])), 0);
    });
}

#[test]
fn invented_numbers_are_valid_different_and_nobody_s() {
    let cards: BTreeSet<String> = (0..5000).map(invented::resident_card).collect();
    assert_eq!(cards.len(), 5000);
    for card in &cards {
        assert!(card.starts_with("99") && Identity::parse(Document::ResidentCard, card).is_ok(), "{card}");
    }
    assert!(cards.iter().any(|card| card.ends_with('X')));
    assert!(cards.iter().any(|card| &card[6..8] == "19") && cards.iter().any(|card| &card[6..8] == "20"));
    // GB 11643: 99000019500101000 weighs 9·7 + 9·9 + 1·2 + 9·1 + 5·6 + 1·9 + 1·5 = 199, remainder 1, so 0.
    assert_eq!(invented::resident_card(0), "990000195001010000");
    assert!((0..5000).map(invented::phone).all(|phone| phone.len() == 11 && phone.starts_with("100")));
}
