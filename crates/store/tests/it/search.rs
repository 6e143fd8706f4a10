use linxuan_store::nomination::{self, Nomination};
use linxuan_store::queue::{self, Filter};
use linxuan_store::{Store, search, submission};
use linxuan_testkit::row::{self, Ground, NOW};
use linxuan_testkit::{Database, act, each_engine, engines, keys, read};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// Hands a nomination in that is found by a text; its number is `N-01` and the ordinal.
fn plant(store: &Store, ground: &Ground, ordinal: i64, text: &str) -> String {
    let draft: Nomination = ground.nomination(ordinal);
    let package = row::submission(&ground.ids.id(), &ground.unit, &draft.number);
    let (id, text) = (draft.id.clone(), text.to_owned());
    act(store, move |sql| {
        nomination::insert(sql, &keys(), &draft)?;
        submission::insert(sql, &package)?;
        nomination::hand_in(sql, &draft.id, &package.id, NOW + ordinal)?;
        search::index(sql, &draft.id, &text)
    });
    id
}

/// Ordinals of the nominations that a question finds, as one text.
fn found(store: &Store, campaign: &str, question: &str) -> String {
    let filter = Filter { question: question.to_owned(), most: 100, ..Filter::default() };
    let campaign = campaign.to_owned();
    let (lines, count) = read(store, move |sql| {
        Ok((queue::queue(sql, &campaign, &filter)?, queue::count(sql, &campaign, &filter, 1000)?))
    });
    assert_eq!(i64::try_from(lines.len()).unwrap(), count, "{question}");
    let ordinals = lines.iter().map(|line| line.number.strip_prefix("N-01").unwrap().trim_start_matches('0'));
    ordinals.collect::<Vec<_>>().join(" ")
}

const TEXTS: [&str; 6] = [
    "张伟 量子通信 北京大学",
    "王芳，天文台（云南）",
    "李伟民 中国科学院北京天文馆",
    "Marie-Curie 实验室 A1 Straße",
    "𬭊 欧阳锋",
    "",
];

#[test]
fn words_of_one_or_two_or_more_characters_are_found() {
    let questions = [
        ("天文", "2 3"),
        ("北京", "1 3"),
        ("伟", "1 3"),
        ("京北", ""),
        ("信北", ""),
        ("学院北京", "3"),
        ("中国科学院", "3"),
        ("中国科学园", ""),
        ("欧阳", "5"),
        ("𬭊", "5"),
        ("文台云", ""),
        ("欧阳锋", "5"),
    ];
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        (1..).zip(TEXTS).for_each(|(ordinal, text)| drop(plant(store, &ground, ordinal, text)));
        for (question, wanted) in questions {
            assert_eq!(found(store, &ground.campaign, question), wanted, "{question}");
        }
    });
}

#[test]
fn all_words_of_a_question_must_be_there_in_any_order_and_letter_size() {
    let questions = [
        ("北京 天文", "3"),
        ("天文 北京", "3"),
        ("天文、北京！", "3"),
        ("marie", "4"),
        ("MARIE curie", "4"),
        ("a1", "4"),
        ("1a", ""),
        ("strasse", ""),
        ("Straße", "4"),
        ("ＭＡＲＩＥ", "4"),
        ("Ａ１", "4"),
        ("天文 量子", ""),
    ];
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        (1..).zip(TEXTS).for_each(|(ordinal, text)| drop(plant(store, &ground, ordinal, text)));
        for (question, wanted) in questions {
            assert_eq!(found(store, &ground.campaign, question), wanted, "{question}");
        }
    });
}

#[test]
fn marks_and_operators_are_no_commands() {
    let questions = [
        ("", "1 2 3 4 5 6"),
        ("  ，。！", "1 2 3 4 5 6"),
        ("\"", "1 2 3 4 5 6"),
        ("天文*", "2 3"),
        ("\"天文\"", "2 3"),
        ("天文 OR 量子", ""),
        ("NOT 天文", ""),
        ("天文:*", "2 3"),
        ("天文 & !北京", "3"),
        ("terms:天文", ""),
        ("'); DROP TABLE nomination; --", ""),
        ("天文 \0", "2 3"),
    ];
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        (1..).zip(TEXTS).for_each(|(ordinal, text)| drop(plant(store, &ground, ordinal, text)));
        for (question, wanted) in questions {
            assert_eq!(found(store, &ground.campaign, question), wanted, "{question:?}");
        }
    });
}

#[test]
fn a_text_replaces_the_one_before() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let id = plant(store, &ground, 1, "量子通信");
        plant(store, &ground, 2, "量子计算");
        act(store, move |sql| search::index(sql, &id, "天文 天文 天文"));
        let answers = ["量子", "通信", "天文"].map(|question| found(store, &ground.campaign, question));
        assert_eq!(answers, ["2", "", "1"]);
    });
}

#[test]
fn long_texts_and_long_questions_are_served() {
    let deeds: String = (0..6000).map(|n| char::from_u32(0x4e00 + n * 3 % 20_000).unwrap()).collect();
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        plant(store, &ground, 1, &deeds);
        plant(store, &ground, 2, "量子");
        for length in [2, 100, 400, 2000] {
            let question: String = deeds.chars().skip(77).take(length).collect();
            assert_eq!(found(store, &ground.campaign, &question), "1", "{length} characters");
            assert_eq!(found(store, &ground.campaign, &format!("{question} 量子")), "", "{length} characters");
        }
        let words: String = deeds.chars().take(500).flat_map(|c| [c, ' ']).collect();
        assert_eq!(found(store, &ground.campaign, &words), "1");
    });
}

/// The definition, said in another way: each run of letters in the question, or each two neighbours
/// of it, stands somewhere in the text.
fn holds(text: &str, question: &str) -> bool {
    let (text, question) = (text.to_lowercase(), question.to_lowercase());
    let runs = question.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty());
    runs.map(|run| run.chars().collect::<Vec<_>>()).all(|run| {
        let parts: Vec<String> = run.windows(run.len().min(2)).map(|part| part.iter().collect()).collect();
        parts.iter().all(|part| text.contains(part.as_str()))
    })
}

#[test]
fn both_engines_find_the_same_rows_as_the_definition() {
    let open: Vec<_> = engines()
        .into_iter()
        .map(|engine| {
            let database = Database::fresh(engine);
            let store = database.open();
            let ground = Ground::lay(&store);
            (database, store, ground)
        })
        .collect();
    let words = "[天文北京ABab1é𬭊 ，\\-]{0,9}";
    let mut runner =
        TestRunner::new(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() });
    let mut ordinal = 0;
    let cases = (prop::collection::vec(words, 3), prop::collection::vec("[天文北京ABab1é𬭊 ，]{0,4}", 4));
    let mut texts: Vec<String> = Vec::new();
    for _ in 0..30 {
        let (more, questions) = cases.new_tree(&mut runner).unwrap().current();
        for text in more {
            ordinal += 1;
            for (_, store, ground) in &open {
                drop(plant(store, ground, ordinal, &text));
            }
            texts.push(text);
        }
        for question in questions {
            let wanted =
                (1..).zip(&texts).filter(|(_, text)| holds(text, &question)).map(|(n, _): (i64, _)| n.to_string());
            let wanted = wanted.collect::<Vec<_>>().join(" ");
            for (_, store, ground) in &open {
                assert_eq!(found(store, &ground.campaign, &question), wanted, "{question:?} on {:?}", store.engine());
            }
        }
    }
}
