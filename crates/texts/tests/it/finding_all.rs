//! Every kind of finding on every rulebook of the project, in both languages:
//! words for people, never a key.

use std::collections::BTreeSet;

use linxuan_domain::finding::{FieldProblem, Finding, Matter, Verdict};
use linxuan_domain::identity::BadNumber;
use linxuan_domain::material::FileName;
use linxuan_domain::rulebook::{Field, FieldKind, Force, Reading, Rule, RuleKind, Rulebook};
use linxuan_domain::value::{Date, Key};
use linxuan_texts::{Said, Words, finding};

use crate::{CAMPAIGNS, CHINESE, ENGLISH, campaign, catalogue::keys};

const VERDICTS: [Verdict; 4] = [Verdict::Holds, Verdict::Waived, Verdict::Open, Verdict::Breaks];
const FORCES: [Force; 3] = [Force::Must, Force::InPrinciple, Force::Advice];

fn problems() -> Vec<FieldProblem> {
    let found = || "乱填".to_owned();
    let mut all = vec![
        FieldProblem::Missing,
        FieldProblem::TooLong { max: 2_000, found: 2_001 },
        FieldProblem::TooShort { min: 1_500, found: 2 },
        FieldProblem::Forbidden { character: "U+200B".into() },
        FieldProblem::NotADate { found: found() },
        FieldProblem::NotAMonth { found: found() },
        FieldProblem::DateOutOfRange { found: "1899-12-31".into() },
        FieldProblem::NotAName,
        FieldProblem::NotAnOption { found: "serving-military".into() },
        FieldProblem::NotANumber { found: found() },
        FieldProblem::NotAPhone,
        FieldProblem::NotAnEmail,
        FieldProblem::BirthDateDiffers,
        FieldProblem::NotDeclared,
        FieldProblem::TooFewRows { at_least: 3, found: 1 },
        FieldProblem::TooManyRows { at_most: 5, found: 6 },
        FieldProblem::UnknownField,
    ];
    all.extend(
        [(Some(1), Some(9)), (Some(1), None), (None, Some(9)), (None, None)]
            .map(|(at_least, at_most)| FieldProblem::NumberOutOfRange { at_least, at_most, found: 12 }),
    );
    let numbers = [BadNumber::Length(17), BadNumber::Characters, BadNumber::BirthDate, BadNumber::Checksum];
    all.extend(numbers.map(|why| FieldProblem::BadIdentity { why }));
    all
}

/// Fields and columns of a form, columns with a row, and one the form does not know.
fn places(book: &Rulebook, track: &str) -> Vec<(String, Option<u32>)> {
    let mut places = vec![("no-such-field".to_owned(), None), ("no-such.column".to_owned(), Some(2))];
    for field in &book.form_of(track).unwrap().field {
        places.push((field.id.to_string(), None));
        if let FieldKind::Rows { columns, .. } = &field.kind {
            places.extend(columns.iter().map(|column| (format!("{}.{}", field.id, column.id), Some(2))));
        }
    }
    places
}

fn on_form(book: &Rulebook, track: &str) -> Vec<Matter> {
    let one = |(field, row): (String, Option<u32>)| {
        problems().into_iter().map(move |problem| Matter::Field { field: field.clone(), row, problem })
    };
    places(book, track).into_iter().flat_map(one).collect()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// What a rule can find, with and without answers.
fn of_rule(book: &Rulebook, rule: &Rule) -> Vec<Matter> {
    let shares = |at_least, at_most, smallest| {
        let share = move |(part, whole)| Matter::Share { part, whole, at_least, at_most, smallest };
        [(0, 0), (1, 3), (2, 9), (5, 5)].map(share).to_vec()
    };
    match &rule.kind {
        RuleKind::FlagAbsent { .. } | RuleKind::FlagPresent { .. } => {
            [Some(true), Some(false), None].map(|answer| Matter::Flag { answer }).to_vec()
        }
        RuleKind::RankBelow { rank, .. } => {
            let all = book.rank.iter().map(|found| Some(found.id.clone()));
            all.chain([None]).map(|found| Matter::Rank { found, limit: rank.clone() }).collect()
        }
        RuleKind::NotHonoured { series } => {
            let registered: Vec<String> =
                series.iter().map(ToString::to_string).chain(["no-such-series".into()]).collect();
            [(vec!["某奖".to_owned()], vec![]), (vec![], registered), (vec![], vec![])]
                .map(|(named, registered)| Matter::Honours { named, registered })
                .to_vec()
        }
        RuleKind::Age(limit) => [Some(44), Some(1), None]
            .map(|age| Matter::Age { age, at_least: limit.at_least, at_most: limit.at_most, at: limit.at })
            .to_vec(),
        RuleKind::BornSince { date } => {
            [Some(day("1970-01-31")), None].map(|born| Matter::BornSince { born, date: *date }).to_vec()
        }
        RuleKind::ChoiceIs { any_of, none_of, .. } => {
            let answers = any_of.iter().chain(none_of).map(|one| vec![one.clone()]).chain([Vec::new()]);
            answers.map(|chosen| Matter::Choice { chosen, allowed: any_of.clone(), refused: none_of.clone() }).collect()
        }
        RuleKind::Share(share) => shares(share.at_least, share.at_most, share.smallest),
        RuleKind::MemberShare { at_least, at_most, .. } => shares(*at_least, *at_most, 1),
        RuleKind::Members { at_least, at_most } => {
            [0, 5, 99].map(|found| Matter::Members { found, at_least: *at_least, at_most: *at_most }).to_vec()
        }
        RuleKind::Once { .. } => [(true, true), (true, false), (false, true), (false, false)]
            .map(|(elsewhere, here)| Matter::Once { elsewhere, here })
            .to_vec(),
        RuleKind::OpinionPresent { opinion } => {
            [true, false].map(|recorded| Matter::Opinion { opinion: opinion.clone(), recorded }).to_vec()
        }
        RuleKind::ProcedureRecorded { procedure } => {
            [true, false].map(|recorded| Matter::Procedure { procedure: procedure.clone(), recorded }).to_vec()
        }
    }
}

/// Findings that no rule of the rulebook names: quotas, steps, secrecy.
fn beside_rules(book: &Rulebook) -> Vec<(String, Matter)> {
    let mut all = Vec::new();
    let channel = &book.channel.first().unwrap().id;
    for (used, exactly, extra) in [(0, true, 0), (3, false, 1), (9, true, 2)] {
        all.push(("quota".into(), Matter::Quota { channel: channel.clone(), used, allowed: 4, extra, exactly }));
        all.push(("quota-short".into(), Matter::QuotaShort { channel: channel.clone(), used, wanted: 4, exactly }));
        let own = exactly.then_some(used);
        all.push(("cap".into(), Matter::Cap { channel: channel.clone(), used, own, allowed: 4, extra }));
        all.push(("cap-short".into(), Matter::CapShort { channel: channel.clone(), used, wanted: 4 }));
    }
    let unknown: Key = "no-such-thing".parse().unwrap();
    for recorded in [true, false] {
        let procedures = book.procedure.iter().map(|procedure| &procedure.id).chain([&unknown]);
        all.extend(procedures.map(|id| (format!("step.{id}"), Matter::Procedure { procedure: id.clone(), recorded })));
        let bodies = book.channel.iter().flat_map(|channel| &channel.joint).chain([&unknown]);
        all.extend(bodies.map(|id| (format!("step.joint.{id}"), Matter::Opinion { opinion: id.clone(), recorded })));
        all.push(("secrecy".into(), Matter::Secrecy { declared: recorded }));
        all.push(("no-such-rule".into(), Matter::Flag { answer: Some(recorded) }));
        all.push(("no-such-rule".into(), Matter::Opinion { opinion: unknown.clone(), recorded }));
    }
    all
}

/// Every problem of the rulebook's materials, of one it does not know, and of all together.
fn of_materials(book: &Rulebook) -> Vec<(String, Matter)> {
    let known = book.material.iter().map(|material| Some(material.id.clone()));
    let all = known.chain([None, "no-such-thing".parse().ok()]);
    let one = |material: Option<Key>| {
        let files = [None, Some(FileName { id: "no-such-thing".into(), name: "张三1.jpg".into() })];
        let each = files.map(|file| {
            let matter = |problem| Matter::Material { material: material.clone(), file: file.clone(), problem };
            crate::material::problems().into_iter().map(matter).collect::<Vec<_>>()
        });
        each.concat().into_iter().map(|matter| ("material.no-such-rule".to_owned(), matter))
    };
    all.flat_map(one).collect()
}

/// Every finding with the track it is said for.
fn every(book: &Rulebook) -> Vec<(String, Finding)> {
    let mut matters: Vec<(String, String, Matter)> = Vec::new();
    for track in &book.track {
        let id = track.id.to_string();
        matters.extend(on_form(book, &id).into_iter().map(|matter| (id.clone(), "form".into(), matter)));
        for rule in &book.rule {
            matters.extend(of_rule(book, rule).into_iter().map(|matter| (id.clone(), rule.id.to_string(), matter)));
        }
    }
    for rule in &book.rule {
        matters.extend(of_rule(book, rule).into_iter().map(|matter| (String::new(), rule.id.to_string(), matter)));
    }
    matters.extend(of_materials(book).into_iter().map(|(rule, matter)| (String::new(), rule, matter)));
    matters.extend(beside_rules(book).into_iter().map(|(rule, matter)| (String::new(), rule, matter)));
    let mut all = Vec::new();
    for (track, rule, matter) in matters {
        for (verdict, force) in VERDICTS.into_iter().flat_map(|verdict| FORCES.map(|force| (verdict, force))) {
            all.push((track.clone(), Finding { rule: rule.clone(), force, verdict, matter: matter.clone() }));
        }
    }
    all
}

/// The rulebook's own names that no reader should meet.
fn ids(reading: &Reading) -> BTreeSet<String> {
    let paths = reading.origins.0.keys().flat_map(|path| path.split('.')).map(str::to_owned);
    let book = reading.rulebook.as_ref().unwrap();
    let mut ids: BTreeSet<String> = paths.collect();
    let fields = book.form.iter().flat_map(|form| &form.field);
    ids.extend(fields.flat_map(of_field));
    ids.extend(book.rank.iter().map(|rank| rank.id.to_string()));
    ids.extend(book.rule.iter().map(|rule| rule.id.to_string()));
    ids.extend(
        ["no-such-field", "no-such-thing", "no-such-rule", "no-such-series", "serving-military"].map(str::to_owned),
    );
    ids.into_iter().filter(|id| id.contains('-')).collect()
}

fn of_field(field: &Field) -> Vec<String> {
    let mut ids = vec![field.id.to_string()];
    match &field.kind {
        FieldKind::Choice { options, .. } => ids.extend(options.iter().map(|option| option.id.to_string())),
        FieldKind::Rows { columns, .. } => ids.extend(columns.iter().flat_map(of_field)),
        _ => {}
    }
    ids
}

fn assert_for_people(said: &Said, forbidden: &BTreeSet<String>, about: &Finding) {
    let texts = [&said.force, &said.verdict, &said.what, &said.figure, &said.clause, &said.mend];
    for text in texts {
        let words = text.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
        let raw = words.filter(|word| forbidden.contains(*word)).collect::<Vec<_>>();
        assert!(raw.is_empty(), "{raw:?} in {text} of {about:?}");
        assert!(!text.contains(['{', '}', '$']), "{text} of {about:?}");
    }
    assert!(!said.what.is_empty() && !said.force.is_empty() && !said.verdict.is_empty(), "{about:?}");
    let held = matches!(about.verdict, Verdict::Holds | Verdict::Waived);
    let on_field = matches!(about.matter, Matter::Field { .. });
    assert!(on_field || !held || said.mend.is_empty(), "nothing to mend: {about:?}");
}

fn check(words: Words, name: &str) {
    let reading = campaign(name);
    let book = reading.rulebook.as_ref().unwrap();
    let mut forbidden = ids(&reading);
    forbidden.extend(keys(words).into_iter().filter(|key| key.contains('-')));
    let clauses = |path: &str| reading.origins.items(path).to_vec();
    let all = every(book);
    assert!(all.len() > 1_000, "{name}: {}", all.len());
    for (track, one) in &all {
        assert_for_people(&finding(words, book, &clauses, track, one), &forbidden, one);
    }
}

#[test]
fn no_finding_shows_a_key_in_chinese() {
    for name in CAMPAIGNS {
        check(CHINESE, name);
    }
}

#[test]
fn no_finding_shows_a_key_in_english() {
    for name in CAMPAIGNS {
        check(ENGLISH, name);
    }
}

#[test]
fn what_is_wrong_with_a_material_always_says_how_to_mend_it() {
    let reading = campaign("hebei-2021");
    let book = reading.rulebook.as_ref().unwrap();
    for (rule, matter) in of_materials(book) {
        let one = Finding { rule, force: Force::Must, verdict: Verdict::Breaks, matter };
        for words in [CHINESE, ENGLISH] {
            assert!(!finding(words, book, &|_| Vec::new(), "", &one).mend.is_empty(), "{one:?}");
        }
    }
}

#[test]
fn what_breaks_always_says_how_to_mend_it() {
    for name in CAMPAIGNS {
        let reading = campaign(name);
        let book = reading.rulebook.as_ref().unwrap();
        for rule in &book.rule {
            let track = rule.tracks.first().or(book.track.first().map(|track| &track.id)).unwrap();
            let matter = of_rule(book, rule).pop().unwrap();
            let one = Finding { rule: rule.id.to_string(), force: rule.force, verdict: Verdict::Breaks, matter };
            let said = finding(CHINESE, book, &|_| Vec::new(), track.as_str(), &one);
            let silent = matches!(one.matter, Matter::Once { elsewhere: false, here: false });
            assert!(silent || !said.mend.is_empty(), "{name}: {one:?}");
            assert_eq!(said.what, rule.label.zh);
        }
    }
}
