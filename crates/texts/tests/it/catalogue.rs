//! Both languages have the same sentences, and the program uses exactly these.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use linxuan_texts::Words;

use crate::{CHINESE, ENGLISH, root};

/// The key of every sentence with the blanks it has.
type Sentences = BTreeMap<String, BTreeSet<String>>;

fn sentences(words: Words) -> Sentences {
    let mut all = Sentences::new();
    let folder = root().join("crates/texts/locales").join(words.language.tag());
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let resource = fluent_syntax::parser::parse(text.as_str()).unwrap_or_else(|(_, errors)| {
            panic!("{}: {errors:?}", path.display());
        });
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut blanks = BTreeSet::new();
            of_pattern(message.value.as_ref().unwrap(), &mut blanks);
            let before = all.insert(message.id.name.to_owned(), blanks);
            assert!(before.is_none(), "{} stands twice", message.id.name);
        }
    }
    all
}

/// Every key of a language.
pub fn keys(words: Words) -> BTreeSet<String> {
    sentences(words).into_keys().collect()
}

fn of_pattern(pattern: &Pattern<&str>, blanks: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, blanks);
        }
    }
}

fn of_expression(expression: &Expression<&str>, blanks: &mut BTreeSet<String>) {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            for variant in variants {
                of_pattern(&variant.value, blanks);
            }
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => drop(blanks.insert(id.name.to_owned())),
        InlineExpression::Placeable { expression } => of_expression(expression, blanks),
        _ => {}
    }
}

#[test]
fn both_languages_have_the_same_sentences_with_the_same_blanks() {
    let (chinese, english) = (sentences(CHINESE), sentences(ENGLISH));
    let missing = |here: &Sentences, there: &Sentences| {
        here.keys().filter(|key| !there.contains_key(*key)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(missing(&chinese, &english), Vec::<String>::new(), "not in English");
    assert_eq!(missing(&english, &chinese), Vec::<String>::new(), "not in Chinese");
    for (key, blanks) in &chinese {
        assert_eq!(blanks, &english[key], "blanks of {key}");
    }
    assert!(chinese.len() > 200, "{}", chinese.len());
}

#[test]
fn chinese_sentences_use_chinese_punctuation() {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    // The heading of a comma-separated file is no sentence.
    for key in keys(CHINESE).into_iter().filter(|key| !key.ends_with("-table-heading")) {
        let said: Vec<char> = CHINESE.say(&key).chars().collect();
        let wrong = said.windows(2).find(|pair| {
            let half = |c: char| ",;:!?()".contains(c);
            (han(pair[0]) && half(pair[1])) || (half(pair[0]) && han(pair[1]))
        });
        assert_eq!(wrong, None, "{key}");
    }
}

/// A source file or a template.
struct Source {
    name: String,
    text: String,
}

fn sources(folders: &[&str]) -> Vec<Source> {
    let mut all = Vec::new();
    for folder in folders {
        gather(&root().join("crates").join(folder), &mut all);
    }
    assert!(!all.is_empty());
    all
}

fn gather(folder: &Path, all: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            gather(&path, all);
        } else if path.ends_with("tests.rs") {
            // What tests say to each other is no sentence for people.
        } else if let Ok(text) = fs::read_to_string(&path) {
            let text = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            all.push(Source { name, text });
        }
    }
}

const PROGRAM: [&str; 8] = [
    "app/src",
    "linxuan/src",
    "linxuan/templates",
    "report/src",
    "testkit/src",
    "texts/src",
    "web/src",
    "web/templates",
];

/// The beginnings of keys that are put together: `&format!("role-{}", …)`.
fn built(sources: &[Source]) -> BTreeSet<String> {
    let mut built = BTreeSet::new();
    for source in sources {
        for (at, call) in source.text.match_indices("&format!(\"") {
            let text = source.text[at + call.len()..].split(['{', '"']).next().unwrap_or_default();
            let plain = text.chars().all(|c| c.is_ascii_lowercase() || c == '-');
            if plain && text.len() > 4 && text.ends_with('-') {
                built.insert(text.to_owned());
            }
        }
    }
    built
}

/// The ends of keys that are put together: `&format!("{key}-hint")`.
fn ends(sources: &[Source]) -> BTreeSet<String> {
    let calls = |source: &Source| -> Vec<String> {
        let literals = source.text.split("&format!(\"{").skip(1).filter_map(|rest| rest.split('"').next());
        literals.filter_map(|literal| Some(literal.split_once('}')?.1.to_owned())).collect()
    };
    let plain = |end: &String| end.len() > 2 && end.starts_with('-') && !end.contains(['{', '/', '.', ':', '_']);
    sources.iter().flat_map(calls).filter(plain).collect()
}

#[test]
fn every_sentence_is_used() {
    let sources = sources(&PROGRAM);
    let built = built(&sources);
    assert!(built.contains("role-") && built.contains("mend-"), "{built:?}");
    let named = |key: &str| sources.iter().any(|source| source.text.contains(&format!("\"{key}\"")));
    let ends = ends(&sources);
    let ended = |key: &str| ends.iter().any(|end| key.strip_suffix(end.as_str()).is_some_and(named));
    let used = |key: &str| named(key) || ended(key) || built.iter().any(|built| key.starts_with(built.as_str()));
    let unused: Vec<String> = keys(CHINESE).into_iter().filter(|key| !used(key)).collect();
    assert!(unused.is_empty(), "used nowhere: {}", unused.join(" "));
}

/// A literal of this crate that looks like a key is one, or the end of one.
#[test]
fn every_key_this_crate_names_exists() {
    let known = keys(CHINESE);
    let mut strange = BTreeSet::new();
    for source in sources(&["texts/src"]) {
        for literal in source.text.split('"').skip(1).step_by(2) {
            let parts: Vec<&str> = literal.split('-').collect();
            let plain = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase());
            let looks = parts.len() > 1 && parts.iter().all(plain);
            if looks && !known.contains(literal) && !known.contains(&format!("wrong-{literal}")) {
                strange.insert(format!("{}: {literal}", source.name));
            }
        }
    }
    assert_eq!(strange, BTreeSet::new());
}

/// Where a sentence is asked for by name: its key, and what stands between the brackets after it.
fn asked(source: &Source) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for call in ["say(", "fill(", "fill2("] {
        for (at, _) in source.text.match_indices(call) {
            let inside = source.text[at + call.len()..].trim_start();
            let Some((key, rest)) = inside.strip_prefix('"').and_then(|inside| inside.split_once('"')) else {
                continue;
            };
            let rest = up_to_bracket(rest);
            // A method of that name with other arguments is not the catalogue's.
            let other = call == "say(" && !rest.trim().is_empty() && !rest.starts_with(", &[");
            if !other {
                all.push((key.to_owned(), rest.to_owned()));
            }
        }
    }
    all
}

fn up_to_bracket(text: &str) -> &str {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}

#[test]
fn every_sentence_asked_for_exists_and_gets_its_blanks() {
    let known = sentences(CHINESE);
    let mut wrong = Vec::new();
    for source in sources(&PROGRAM) {
        for (key, rest) in asked(&source) {
            let Some(blanks) = known.get(&key) else {
                wrong.push(format!("{}: no sentence {key}", source.name));
                continue;
            };
            // Fills that were put together elsewhere are not followed.
            if !rest.trim().is_empty() && !rest.contains('"') {
                continue;
            }
            let open = blanks.iter().filter(|blank| !rest.contains(&format!("\"{blank}\"")));
            wrong.extend(open.map(|blank| format!("{}: {key} without {blank}", source.name)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_refusal_and_line_problem_of_the_acts_has_its_sentence() {
    let known = keys(CHINESE);
    let mut found = BTreeSet::new();
    for source in sources(&["app/src", "web/src"]) {
        for (before, _) in [("Invalid(vec![(", 3), ("problem: ", 1), ("Err((", 1), ("=> Some(", 1)] {
            for (at, _) in source.text.match_indices(before) {
                let line = source.text[at + before.len()..].split('\n').next().unwrap_or_default();
                let nth = if before.starts_with("Invalid") { 3 } else { 1 };
                let text = line.split('"').nth(nth).filter(|text| text.contains('-') && text.is_ascii());
                found.extend(text.filter(|text| !text.contains([' ', '{'])).map(str::to_owned));
            }
        }
    }
    for certain in ["checks-open", "unit-twice", "series-unknown", "text-too-long", "login-wrong"] {
        assert!(found.contains(certain), "{certain} is not found any more: {found:?}");
    }
    let missing: Vec<&String> = found.iter().filter(|key| !known.contains(*key)).collect();
    assert_eq!(missing, Vec::<&String>::new());
}

#[test]
fn every_line_of_the_record_and_every_change_has_its_name() {
    let known = keys(CHINESE);
    let mut found = BTreeSet::new();
    let places = [
        ("what: \"", "event"),
        ("&account, \"", "event"),
        ("else { \"account-", "event-account"),
        ("Change::set(\"", "change"),
        ("Change::new(\"", "change"),
    ];
    for source in sources(&["app/src"]) {
        for (before, family) in places {
            for (at, before) in source.text.match_indices(before) {
                let rest = &source.text[at + before.len()..];
                found.extend(rest.split('"').next().map(|kind| format!("{family}-{kind}")));
            }
        }
    }
    assert!(found.contains("event-handed-in") && found.contains("change-not-passed"), "{found:?}");
    let missing: Vec<&String> = found.iter().filter(|key| !known.contains(*key)).collect();
    assert_eq!(missing, Vec::<&String>::new());
}

#[test]
fn a_pattern_is_filled_as_its_sentence_is() {
    let names = ["name", "number"];
    assert_eq!(CHINESE.pattern("together-choose-one", names).fill(["阿依古丽", "001-02"]), "选择阿依古丽（001-02）");
    assert_eq!(ENGLISH.pattern("together-choose-one", names).fill(["A { $number }", "7"]), "Choose A { $number } (7)");
}
