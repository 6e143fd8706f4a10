//! Between the entries of a rulebook: ids, references, bounds, dates, forms.

use linxuan_domain::rulebook::{Problem, ProblemKind, Unreachable};

use crate::sample::{edited, problems, problems_at_marks, read_text};
use ProblemKind as P;

fn one(edits: &[(&str, &str)]) -> ProblemKind {
    let mut found = problems_at_marks(edits);
    assert_eq!(found.len(), 1, "{edits:?}: {found:?}");
    found.remove(0)
}

/// The sample with more at its end.
fn with(more: &str) -> Vec<ProblemKind> {
    read_text(&(edited(&[]) + more)).problems.into_iter().map(|problem| problem.kind).collect()
}

const LABEL: &str = "{ zh = \"一\", en = \"1\" }";

#[test]
fn an_id_given_twice_is_found_where_it_is_repeated() {
    let found = one(&[("[[sponsor]]\nid = \"science\"", "‸[[sponsor]]\nid = \"association\"")]);
    assert_eq!(found, P::DuplicateId("association".into()));
}

/// A second entry with the same id, in every section whose entries have ids.
#[test]
fn ids_are_given_once_in_every_section() {
    let label = LABEL;
    let second = [
        ("body", "lead", format!("name = {label}")),
        ("unit_kind", "region", format!("name = {label}")),
        ("honour", "series", format!("label = {label}")),
        ("rank", "staff", format!("name = {label}")),
        ("criterion", "achievement", format!("title = {label}\ntext = {label}")),
        ("guidance", "principle", format!("place = \"unit\"\ntext = {label}")),
        ("procedure", "unit-notice", format!("kind = \"unit-notice\"\nlabel = {label}\nrequired = true")),
        ("stage", "select", format!("kind = \"select\"\ntitle = {label}")),
        ("orientation", "frontier", format!("label = {label}")),
        ("preference", "youth", format!("label = {label}")),
        ("activity", "lecture", format!("label = {label}\nunit = {label}")),
        ("publicity", "media", format!("kind = \"media\"\ntext = {label}")),
        ("outside", "seal", "reason = \"样例\"".to_owned()),
    ];
    let missed: Vec<_> = second
        .iter()
        .filter(|(section, id, rest)| {
            let found = with(&format!("\n[[{section}]]\nid = \"{id}\"\nassumed = \"样例\"\n{rest}\n"));
            found != [P::DuplicateId((*id).into())]
        })
        .map(|(section, ..)| *section)
        .collect();
    assert_eq!(missed, [""; 0]);
}

/// The same for every list of entries that the sample has.
#[test]
fn an_entry_repeated_whole_is_found_in_every_section() {
    let whole: toml::Table = edited(&[]).parse().unwrap();
    let lists: Vec<&String> = whole.iter().filter(|(_, value)| value.is_array()).map(|(section, _)| section).collect();
    assert!(lists.len() >= 19, "{lists:?}");
    for section in lists {
        let mut twice = whole.clone();
        let entries = twice[section].as_array_mut().unwrap();
        let (first, number) = (entries[0].clone(), entries.len() + 1);
        let id = first["id"].as_str().unwrap().to_owned();
        entries.push(first);
        let found = read_text(&toml::to_string(&twice).unwrap()).problems;
        let repeated = |problem: &&Problem| problem.kind == P::DuplicateId(id.clone());
        let keys: Vec<_> = found.iter().filter(repeated).map(|problem| problem.key.as_str()).collect();
        assert_eq!(keys, [format!("{section}.{number}")]);
    }
}

#[test]
fn ids_are_given_once_within_forms_checklists_and_outputs() {
    let field = r#"  { id = "years", step"#;
    let cases = [
        ("fields", vec![(field, "  { id = \"deeds\", step")]),
        ("options", vec![("{ id = \"male\"", "{ id = \"female\"")]),
        ("columns", vec![("columns = [{ id = \"title\"", "columns = [{ id = \"level\"")]),
        (
            "steps",
            vec![(
                "  { id = \"basic\", title",
                "  { id = \"basic\", title = { zh = \"一\", en = \"1\" } },\n  { id = \"basic\", title",
            )],
        ),
        (
            "checks",
            vec![(
                "[[round]]",
                "[[examination.check]]\nid = \"military\"\nlabel = { zh = \"一\", en = \"1\" }\n\n[[round]]",
            )],
        ),
        (
            "tiers",
            vec![(
                "[[activity]]",
                "tier = [{ id = \"t\", title = { zh = \"一\", en = \"1\" }, at_most = 1, place = \"below\", assumed = \"样例\" }, { id = \"t\", title = { zh = \"一\", en = \"1\" }, at_most = 1, place = \"below\", assumed = \"样例\" }]\n\n[[activity]]",
            )],
        ),
    ];
    let missed: Vec<_> = cases
        .iter()
        .filter(|(_, edits)| !problems(edits).iter().any(|problem| matches!(problem.kind, P::DuplicateId(_))))
        .map(|(what, _)| *what)
        .collect();
    assert_eq!(missed, [""; 0]);
}

#[test]
fn a_reference_to_nothing_is_found_at_its_entry() {
    type Case<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str);
    let cases: [Case<'_>; 8] = [
        (&[("lead = \"lead\"", "‸lead = \"x\"")], "body", "x"),
        (&[("joint = [\"joint\"]", "‸joint = [\"joint\", \"x\"]")], "body", "x"),
        (&[("unit_kinds = [\"region\"]", "‸unit_kinds = [\"x\"]")], "unit_kind", "x"),
        (&[("form = \"person\"", "‸form = \"x\"")], "form", "x"),
        (&[("track = \"person\"", "‸track = \"x\"")], "track", "x"),
        (&[("rule = \"not-military\"", "‸rule = \"x\"")], "rule", "x"),
        (&[("nominee = \"person\"", "nominee = \"person\"\n‸channels = [\"x\"]")], "channel", "x"),
        (&[("smallest = 5", "smallest = 5\n‸tracks = [\"person\", \"x\"]")], "track", "x"),
    ];
    for (edits, section, id) in cases {
        assert_eq!(one(edits), P::UnknownReference { section, id: id.into() }, "{edits:?}");
    }
}

#[test]
fn rules_materials_papers_opinions_and_rounds_refer_to_what_is_there() {
    let rule =
        |kind: &str| format!("\n[[rule]]\nid = \"r\"\nforce = \"must\"\nlabel = {LABEL}\nassumed = \"样例\"\n{kind}\n");
    let cases = [
        (rule("kind = \"rank-below\"\nrank = \"x\""), "rank"),
        (rule("kind = \"not-honoured\"\nseries = [\"series\", \"x\"]"), "honour"),
        (rule("kind = \"opinion-present\"\nopinion = \"x\""), "opinion"),
        (rule("kind = \"procedure-recorded\"\nprocedure = \"x\""), "procedure"),
        (format!("\n[forwarding]\nto = {LABEL}\nby = \"x\"\nassumed = \"样例\"\n"), "sponsor"),
    ];
    for (more, section) in cases {
        assert_eq!(with(&more), [P::UnknownReference { section, id: "x".into() }], "{more}");
    }
    for (old, section) in [
        ("per = \"nominee\"\ncount", "channel"),
        ("per = \"nominee\"\ndelivery", "channel"),
        ("per = \"nominee\"\nrequired", "channel"),
    ] {
        assert_eq!(
            one(&[(old, &format!("‸channels = [\"x\"]\n{old}"))]),
            P::UnknownReference { section, id: "x".into() }
        );
    }
    assert_eq!(
        one(&[("seats = 10", "seats = 10\n‸tracks = [\"x\"]")]),
        P::UnknownReference { section: "track", id: "x".into() }
    );
}

/// Options, levels and roles that no form and no glossary offers are references to nothing too.
#[test]
fn options_that_no_form_offers_are_found() {
    let rule =
        |kind: &str| format!("\n[[rule]]\nid = \"r\"\nforce = \"must\"\nlabel = {LABEL}\nassumed = \"样例\"\n{kind}\n");
    let of = "kind = \"share\"\nat_most = \"1/2\"\nscope = \"unit\"\nrounding = \"exact\"\nsmallest = 5\n";
    let floor = format!(
        "\n[[output]]\nid = \"o\"\ntrack = \"person\"\ntitle = {LABEL}\nexactly = 10\nassumed = \"样例\"\n[[output.floor]]\nid = \"f\"\nlabel = {LABEL}\ncount = 2\nmeaning = \"sex\"\nany_of = [\"x\"]\nassumed = \"样例\"\n"
    );
    let cases = [
        ("share", rule(&format!("{of}of = {{ kind = \"chosen\", meaning = \"sex\", any_of = [\"x\"] }}"))),
        ("choice-is any_of", rule("kind = \"choice-is\"\nmeaning = \"sex\"\nany_of = [\"x\"]")),
        ("choice-is none_of", rule("kind = \"choice-is\"\nmeaning = \"sex\"\nnone_of = [\"x\"]")),
        ("age of a sex", rule("kind = \"age\"\nat_most = 60\nsex = \"x\"\nat = \"2022-05-20\"")),
        ("floor of an output", floor),
    ];
    let found = |more: &str| with(more).iter().any(|kind| matches!(kind, P::UnknownReference { id, .. } if id == "x"));
    let missed: Vec<_> = cases.iter().filter(|(_, more)| !found(more)).map(|(what, _)| *what).collect();
    assert_eq!(missed, [""; 0]);
}

#[test]
fn bounds_that_cross_are_found() {
    let cross =
        |least: &str, most: &str| P::Unreachable(Unreachable::BoundsCross { least: least.into(), most: most.into() });
    let cases = [
        ("quota = { at_most = 3 }", "‸quota = { at_most = 3, at_least = 4 }", "4", "3"),
        (
            "  { id = \"years\", step = \"basic\", kind = \"number\", at_least = 0",
            "  ‸{ id = \"years\", step = \"basic\", kind = \"number\", at_least = 61",
            "61",
            "60",
        ),
        (
            "  { id = \"deeds\", step = \"basic\", kind = \"long-text\", min = 10, max = 2000",
            "  ‸{ id = \"deeds\", step = \"basic\", kind = \"long-text\", min = 2001, max = 2000",
            "2001",
            "2000",
        ),
        (
            "  { id = \"honours\", step = \"basic\", kind = \"rows\", at_least = 1",
            "  ‸{ id = \"honours\", step = \"basic\", kind = \"rows\", at_least = 21",
            "21",
            "20",
        ),
    ];
    for (old, new, least, most) in cases {
        // The outline holds no 4; the crossing is what this looks for.
        let found = problems(&[(old, &new.replace('‸', ""))]);
        assert!(found.iter().any(|problem| problem.kind == cross(least, most)), "{new}: {found:?}");
    }
    let rule =
        |kind: &str| format!("\n[[rule]]\nid = \"r\"\nforce = \"must\"\nlabel = {LABEL}\nassumed = \"样例\"\n{kind}\n");
    assert_eq!(with(&rule("kind = \"age\"\nat_least = 61\nat_most = 60\nat = \"2022-05-20\"")), [cross("61", "60")]);
    let supplement = "\n[supplement]\nat_least = 3\nat_most = 2\nscope = \"each-sponsor\"\nassumed = \"样例\"\n";
    assert_eq!(with(supplement), [cross("3", "2")]);
}

#[test]
fn shares_that_cross_are_found() {
    let rule = |least: &str, most: &str| {
        format!(
            "\n[[rule]]\nid = \"r\"\nforce = \"must\"\nlabel = {LABEL}\nassumed = \"样例\"\nkind = \"share\"\nof = {{ kind = \"chosen\", meaning = \"sex\", any_of = [\"female\"] }}\nat_least = \"{least}\"\nat_most = \"{most}\"\nscope = \"unit\"\nrounding = \"exact\"\nsmallest = 5\n"
        )
    };
    let cross =
        |least: &str, most: &str| P::Unreachable(Unreachable::BoundsCross { least: least.into(), most: most.into() });
    for (least, most) in [("50%", "20%"), ("1/2", "1/3"), ("21%", "1/5")] {
        assert_eq!(with(&rule(least, most)), [cross(least, most)], "{least} {most}");
    }
    for (least, most) in [("20%", "50%"), ("20%", "1/5"), ("0%", "0%")] {
        assert_eq!(with(&rule(least, most)), [], "{least} {most}");
    }
}

#[test]
fn a_bound_is_given_and_only_once() {
    let none = [P::Unreachable(Unreachable::NoBound)];
    let twice = [P::Unreachable(Unreachable::ExactlyAndBound)];
    assert_eq!(problems_at_marks(&[("quota = { at_most = 3 }", "‸quota = {}")]), none);
    assert_eq!(problems_at_marks(&[("quota = { at_most = 3 }", "‸quota = { at_most = 3, exactly = 3 }")]), twice);
    assert_eq!(problems_at_marks(&[("[[output]]", "‸[[output]]"), ("exactly = 10\n", "")]), none);
    assert_eq!(
        problems_at_marks(&[("[[output]]", "‸[[output]]"), ("exactly = 10\n", "exactly = 10\nat_most = 10\n")]),
        twice
    );
    assert_eq!(
        problems_at_marks(&[("[[rule]]\nid = \"young\"", "‸[[rule]]\nid = \"young\""), ("at_least = \"20%\"\n", "")]),
        none
    );
}

#[test]
fn an_age_is_limited_on_one_side_at_least() {
    let rule = |kind: &str| {
        format!(
            "\n[[rule]]\nid = \"r\"\nforce = \"must\"\nlabel = {LABEL}\nassumed = \"样例\"\nkind = \"age\"\n{kind}\nat = \"2022-05-20\"\n"
        )
    };
    assert_eq!(with(&rule("")), [P::Unreachable(Unreachable::NoBound)]);
    for bounds in ["at_least = 18", "at_most = 60", "at_least = 60\nat_most = 60"] {
        assert_eq!(with(&rule(bounds)), [], "{bounds}");
    }
}

#[test]
fn no_tier_and_no_floor_is_larger_than_the_output() {
    let more = P::Unreachable(Unreachable::MoreThanBefore { wanted: 11, available: 10 });
    let tier = |number: u32, place: &str| {
        format!(
            "\n[[output.tier]]\nid = \"t\"\ntitle = {LABEL}\nat_most = {number}\nplace = \"{place}\"\nassumed = \"样例\"\n\n[[activity]]"
        )
    };
    let floor = format!(
        "\n[[output.floor]]\nid = \"f\"\nlabel = {LABEL}\ncount = 11\nmeaning = \"sex\"\nassumed = \"样例\"\n\n[[activity]]"
    );
    let found =
        |new: &str| problems(&[("[[activity]]", new)]).into_iter().map(|problem| problem.kind).collect::<Vec<_>>();
    assert_eq!(found(&tier(11, "within")), std::slice::from_ref(&more));
    assert_eq!(found(&tier(10, "within")), []);
    assert_eq!(found(&tier(11, "below")), []);
    assert_eq!(found(&floor), [more]);
}

/// More seats than come before cannot be filled.
#[test]
fn a_later_round_has_no_more_seats_than_the_one_before() {
    let round = format!(
        "\n[[round]]\nid = \"round-2\"\ntitle = {LABEL}\nseats = 11\npanel = {{ of = [\"experts\"], quorum = \"2/3\" }}\nballot = {{ kind = \"score\", secret = true, tie = \"lot\" }}\nassumed = \"样例\"\n"
    );
    assert_eq!(with(&round), [P::Unreachable(Unreachable::MoreThanBefore { wanted: 11, available: 10 })]);
    assert_eq!(with(&round.replace("seats = 11", "seats = 10")), []);
}

/// Rounds of other tracks are no rounds before this one; a round of all tracks is one for each.
#[test]
fn rounds_follow_each_other_on_their_tracks() {
    let track = format!(
        "\n[[track]]\nid = \"team\"\ntitle = {LABEL}\nnominee = \"team\"\nform = \"person\"\nassumed = \"样例\"\n"
    );
    let round = |id: &str, seats: u32, tracks: &str| {
        format!(
            "\n[[round]]\nid = \"{id}\"\ntitle = {LABEL}\nseats = {seats}\ntracks = [{tracks}]\npanel = {{ of = [\"experts\"], quorum = \"2/3\" }}\nballot = {{ kind = \"score\", secret = true, tie = \"lot\" }}\nassumed = \"样例\"\n"
        )
    };
    let more = |wanted, available| [P::Unreachable(Unreachable::MoreThanBefore { wanted, available })];
    let (person, team) = ("\"person\"", "\"team\"");
    assert_eq!(with(&[track.clone(), round("a", 5, person), round("b", 9, team)].concat()), []);
    assert_eq!(
        with(&[track.clone(), round("a", 5, person), round("b", 9, team), round("c", 6, person)].concat()),
        more(6, 5)
    );
    assert_eq!(with(&[track.clone(), round("a", 5, team), round("b", 6, "")].concat()), more(6, 5));
    let both = format!("{person}, {team}");
    assert_eq!(with(&[track.clone(), round("a", 5, &both), round("b", 6, person)].concat()), more(6, 5));
    assert_eq!(with(&[track, round("a", 5, "")].concat()), []);
}

#[test]
fn dates_stand_in_their_order() {
    let order = |earlier: &str, later: &str| P::DatesOutOfOrder { earlier: earlier.into(), later: later.into() };
    // The nominee's own part ends after the unit's.
    let late = [
        ("at = \"2022-05-10T18:00\"", "at = \"2022-05-21T00:01\""),
        ("at = \"2022-05-20T24:00\"", "‸at = \"2022-05-20T24:00\""),
    ];
    assert_eq!(one(&late), order("2022-05-21T00:01", "2022-05-20T24:00"));
    // The same instant written two ways is in order.
    assert_eq!(problems(&[("at = \"2022-05-10T18:00\"", "at = \"2022-05-21T00:00\"")]), []);
    // A stage begins before the one before it, unless it runs beside it.
    let early = ("when = \"2022-07-mid\"\nsource", "‸when = \"2022-03-early\"\nassumed = \"样例\"\nsource");
    assert_eq!(one(&[early]), order("2022-03-15", "2022-03-01"));
    let beside =
        ("when = \"2022-07-mid\"\nsource", "when = \"2022-03-early\"\nparallel = true\nassumed = \"样例\"\nsource");
    assert_eq!(problems(&[beside]), []);
    // A deadline on the day of issue is possible, one before it is not.
    let of = |at: &str| format!("‸at = \"{at}\"");
    assert_eq!(one(&[("at = \"2022-05-10T18:00\"", &of("2022-03-14T24:00"))]), order("2022-03-15", "2022-03-14T24:00"));
    assert_eq!(problems(&[("at = \"2022-05-10T18:00\"", "at = \"2022-03-15T18:00\"")]), []);
}

#[test]
fn a_form_has_the_fields_that_rules_read() {
    let missing = |meaning: &str| P::MeaningMissing { form: "person".into(), meaning: meaning.into() };
    let military = (", meaning = \"serving-military\" },", " },");
    assert_eq!(
        one(&[military, ("[[rule]]\nid = \"not-military\"", "‸[[rule]]\nid = \"not-military\"")]),
        missing("serving-military")
    );
    let birth = (", meaning = \"birth-date\" },", " },");
    assert_eq!(one(&[birth, ("[[rule]]\nid = \"young\"", "‸[[rule]]\nid = \"young\"")]), missing("birth-date"));
    assert_eq!(
        one(&[(", required = true, meaning = \"name\" },", " },"), ("form = \"person\"", "‸form = \"person\"")]),
        missing("name")
    );
}

#[test]
fn a_meaning_is_given_to_one_field_and_a_step_has_fields() {
    let twice = one(&[(
        "  { id = \"years\", step = \"basic\", kind = \"number\",",
        "  ‸{ id = \"years\", step = \"basic\", meaning = \"sex\", kind = \"number\",",
    )]);
    assert_eq!(twice, P::MeaningTwice { meaning: "sex".into() });
    let empty = one(&[(
        "  { id = \"basic\", title",
        "  ‸{ id = \"more\", title = { zh = \"一\", en = \"1\" } },\n  { id = \"basic\", title",
    )]);
    assert_eq!(empty, P::StepEmpty("more".into()));
    let nowhere = one(&[("  { id = \"years\", step = \"basic\"", "  ‸{ id = \"years\", step = \"x\"")]);
    assert_eq!(nowhere, P::UnknownReference { section: "step", id: "x".into() });
}

/// Of two deadlines of one act the rulebook would keep the first alone.
#[test]
fn an_act_has_one_deadline() {
    let second = "id = \"complete\"\nact = \"complete\"";
    let twice =
        one(&[(second, "id = \"complete\"\nact = \"hand-in\""), ("id = \"hand-in\"\nact", "id = \"hand-in\"\n‸act")]);
    assert_eq!(twice, P::DeadlineTwice { act: "hand-in".into() });
    let keys = problems(&[(second, "id = \"complete\"\nact = \"hand-in\"")]).into_iter().map(|problem| problem.key);
    assert_eq!(keys.collect::<Vec<_>>(), ["deadline.hand-in.act"]);
}
