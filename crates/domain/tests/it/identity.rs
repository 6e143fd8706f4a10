//! Documents and their numbers; all with the invented region prefix 99.
//!
//! Check characters worked out by hand after GB 11643-1999: the 17 digits times
//! 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, summed, modulo 11, then 0→1 1→0 2→X
//! 3→9 4→8 5→7 6→6 7→5 8→4 9→3 10→2.

use linxuan_domain::identity::{BadNumber, Document, Identity, check_character};
use proptest::prelude::*;

use crate::day;

/// The table of the standard, written out once more for the properties below.
fn by_the_standard(body: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(WEIGHTS).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][(sum % 11) as usize]
}

fn card(typed: &str) -> Result<Identity, BadNumber> {
    Identity::parse(Document::ResidentCard, typed)
}

#[test]
fn check_characters_follow_from_the_seventeen_digits() {
    let cases = [
        // 63+81+0+5+0+4+2+9+48+0+0+18+0+15+0+0+2 = 247 = 22·11+5 → 7
        ("99010119800203001", '7'),
        // … with 5 at the end 245+10 = 255 = 23·11+2 → X
        ("99010119800203005", 'X'),
        // 63+81+5+4+4+18+20+45 = 240, +2 = 242 = 22·11+0 → 1
        ("99010120000229001", '1'),
        // … with 0 at the end 240 = 21·11+9 → 3
        ("99010120000229000", '3'),
        // The example printed in the standard itself.
        ("11010519491231002", 'X'),
    ];
    for (body, check) in cases {
        assert_eq!(check_character(body), check, "{body}");
        assert_eq!(by_the_standard(body), check, "{body}");
    }
}

#[test]
fn valid_numbers_are_read_with_their_birth_date() {
    let cases = [
        ("990101198002030017", "1980-02-03"),
        ("99010119800203005X", "1980-02-03"),
        ("990101200002290011", "2000-02-29"),
        ("990101200002290003", "2000-02-29"),
    ];
    for (number, birth) in cases {
        let identity = card(number).unwrap();
        assert_eq!((identity.number.as_str(), identity.birth_date()), (number, Some(day(birth))));
    }
}

#[test]
fn a_small_x_and_spaces_make_no_difference() {
    let printed = card("99010119800203005X").unwrap();
    for typed in ["99010119800203005x", " 990101 19800203 005X ", "990101\u{3000}19800203005x\n"] {
        assert_eq!(card(typed), Ok(printed.clone()), "{typed:?}");
    }
    assert_eq!(printed.comparable(), "resident-card:99010119800203005X");
}

#[test]
fn bad_numbers_are_refused_with_the_reason() {
    let cases = [
        ("990101198002030016", BadNumber::Checksum),
        ("99010119800203001X", BadNumber::Checksum),
        ("990101198002030050", BadNumber::Checksum),
        // Two neighbours changed places.
        ("990101189002030017", BadNumber::BirthDate),
        ("990110198002030017", BadNumber::Checksum),
        // 30 February with the right check character: 260 = 23·11+7 → 5.
        ("990101198002300005", BadNumber::BirthDate),
        // 29 February 1900, no leap year: 247+2 = 249 = 22·11+7 → 5.
        ("990101190002290015", BadNumber::BirthDate),
        ("990101198013030017", BadNumber::BirthDate),
        ("990101198000030017", BadNumber::BirthDate),
        ("990101000002030017", BadNumber::BirthDate),
        ("99010119800203001", BadNumber::Length(17)),
        ("9901011980020300177", BadNumber::Length(19)),
        ("990101800203001", BadNumber::Length(15)),
        ("", BadNumber::Length(0)),
        ("99010119800203O017", BadNumber::Characters),
        ("X90101198002030017", BadNumber::Characters),
        ("99010119800203001Y", BadNumber::Characters),
        ("9901011980020300-7", BadNumber::Characters),
        ("９９0101198002030017", BadNumber::Characters),
        ("99010119800203001七", BadNumber::Characters),
        ("990101198002030\u{200b}17", BadNumber::Characters),
    ];
    for (typed, why) in cases {
        assert_eq!(card(typed), Err(why), "{typed:?}");
    }
}

#[test]
fn other_documents_take_letters_digits_and_hyphens_of_4_to_30_characters() {
    for document in Document::ALL.into_iter().filter(|document| *document != Document::ResidentCard) {
        let good = Identity::parse(document, "ze99 123456").unwrap();
        assert_eq!(good.number, "ZE99123456");
        assert_eq!(good.birth_date(), None);
        assert_eq!(Identity::parse(document, "Z99"), Err(BadNumber::Length(3)));
        assert!(Identity::parse(document, "Z999").is_ok() && Identity::parse(document, &"9".repeat(30)).is_ok());
        assert_eq!(Identity::parse(document, &"9".repeat(31)), Err(BadNumber::Length(31)));
        assert_eq!(Identity::parse(document, "护照1234"), Err(BadNumber::Characters));
        assert_eq!(Identity::parse(document, "<script>"), Err(BadNumber::Characters));
        assert!(Identity::parse(document, "Z99(1)-2/3").is_ok());
    }
}

#[test]
fn the_same_number_of_another_document_is_another_identity() {
    let passport = Identity::parse(Document::Passport, "990101198002030017").unwrap();
    assert_eq!(passport.comparable(), "passport:990101198002030017");
    assert_ne!(passport.comparable(), card("990101198002030017").unwrap().comparable());
}

#[test]
fn documents_are_found_by_their_ids() {
    for document in Document::ALL {
        assert_eq!(Document::from_id(document.id()), Some(document));
        assert_eq!(serde_json::to_value(document).unwrap(), document.id());
    }
    assert_eq!(Document::from_id("driving-licence"), None);
}

prop_compose! {
    /// The 17 digits of an invented person's number.
    fn body()(region in 0_u32..10_000, year in 1900_u32..2100, month in 1_u32..=12, date in 1_u32..=28, nth in 0_u32..1000)
        -> String {
        format!("99{region:04}{year}{month:02}{date:02}{nth:03}")
    }
}

proptest! {
    #[test]
    fn a_number_made_after_the_standard_is_valid(body in body()) {
        let number = format!("{body}{}", by_the_standard(&body));
        prop_assert_eq!(card(&number).map(|identity| identity.number), Ok(number));
    }

    #[test]
    fn changing_any_one_digit_of_a_valid_number_is_refused(body in body(), at in 0_usize..18, to in 0_u32..11) {
        let number: Vec<char> = format!("{body}{}", by_the_standard(&body)).chars().collect();
        let new = char::from_digit(to, 10).unwrap_or('X');
        prop_assume!(number[at] != new);
        let mut changed = number;
        changed[at] = new;
        prop_assert!(card(&changed.into_iter().collect::<String>()).is_err());
    }

    #[test]
    fn no_text_makes_reading_a_number_panic(typed in "\\PC{0,20}") {
        for document in Document::ALL {
            let _read = Identity::parse(document, &typed);
        }
    }
}
