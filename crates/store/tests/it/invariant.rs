//! Each invariant holds on a sound database, and is missed when somebody breaks it by hand.

use std::collections::BTreeSet;

use linxuan_store::examination::{self, Examination, Line};
use linxuan_store::invariant::{self, INVARIANTS};
use linxuan_store::unit::{self, Extension, Waiver};
use linxuan_store::{Sql, SqlError, Store, nomination, queue, record, submission, turn};
use linxuan_testkit::row::{self, Ground, NOW};
use linxuan_testkit::{act, each_engine, keys, read, tried};

/// A nomination in each state, known by the state's name; an extension, a waiver and a line of the record.
fn lay(store: &Store) {
    let ground = Ground::lay(store);
    let drafts = (1..).zip(["draft", "handed-in", "accepted", "returned", "refusal-proposed", "refused"]);
    let drafts: Vec<_> = drafts.map(|(at, state)| row::nomination(state, &ground.unit, at)).collect();
    act(store, move |sql| {
        row::campaign(sql, "c2", "other")?;
        unit::insert(sql, &row::unit("u2", "c2", 1), "u2")?;
        for mut draft in drafts {
            draft.person = Some(format!("person-{}", draft.id));
            nomination::insert(sql, &keys(), &draft)?;
            if draft.id != "draft" {
                submission::insert(sql, &row::submission(&format!("s-{}", draft.id), &ground.unit, &draft.number))?;
                examined(sql, &draft)?;
            }
        }
        unit::propose_extension(sql, &extension(&ground.unit.id))?;
        unit::confirm_extension(sql, "x1", "b", NOW)?;
        unit::waive(sql, &waiver(&ground))?;
        let turn = turn::take(sql, "unit/a")?;
        record::append(sql, &turn, row::event("e1", "saved", "nomination/1"))
    });
}

fn examined(sql: &mut dyn Sql, draft: &nomination::Nomination) -> Result<(), SqlError> {
    let state = draft.id.as_str();
    nomination::hand_in(sql, state, &format!("s-{state}"), NOW)?;
    let words: &[(&str, &str)] = match state {
        "refused" => &[("refusal-proposed", "a"), ("refused", "b")],
        "handed-in" => &[],
        _ => &[(state, "a")],
    };
    for (verdict, examiner) in words {
        examination::insert(sql, &word(state, verdict, examiner))?;
    }
    nomination::set_state(sql, state, state, (state == "returned").then_some(NOW + 1))?;
    queue::recount(sql, &draft.campaign_id, "state", None, Some(state))
}

fn word(nomination: &str, verdict: &str, examiner: &str) -> Examination {
    Examination {
        id: format!("{nomination}-{verdict}"),
        nomination_id: nomination.to_owned(),
        verdict: verdict.to_owned(),
        note: String::new(),
        due_at: None,
        examiner: examiner.to_owned(),
        at: NOW,
        lines: vec![Line { check: "seal".to_owned(), passed: verdict != "returned", reason: "无公章".to_owned() }],
    }
}

fn extension(unit: &str) -> Extension {
    Extension {
        id: "x1".to_owned(),
        unit_id: unit.to_owned(),
        until: NOW + 1,
        reason: "疫情".to_owned(),
        proposed_by: "a".to_owned(),
        proposed_at: NOW,
        confirmed_by: None,
    }
}

fn waiver(ground: &Ground) -> Waiver {
    Waiver {
        subject: "nomination/accepted".to_owned(),
        rule: "honours".to_owned(),
        unit_id: ground.unit.id.clone(),
        campaign_id: ground.campaign.clone(),
        reason: "因为".to_owned(),
        written_by: "a".to_owned(),
        written_at: NOW,
    }
}

/// The first campaign's id as `Ids` makes it.
const FIRST: &str = "01900000-0001-7000-8000-000000000001";

/// What is done by hand, and what must be found, by the invariant's name.
const BROKEN: &[(&str, &str, &str)] = &[
    ("handed-in-has-snapshot", "DELETE FROM nomination_snapshot WHERE nomination_id = 'handed-in'", "handed-in"),
    (
        "snapshot-has-submission",
        "UPDATE nomination_snapshot SET submission_id = 'none' WHERE nomination_id = 'refused'",
        "refused",
    ),
    ("state-was-handed-in", "UPDATE nomination SET state = 'handed-in' WHERE id = 'draft'", "draft"),
    (
        "accepted-has-examination",
        "UPDATE examination SET verdict = 'returned' WHERE nomination_id = 'accepted'",
        "accepted",
    ),
    ("returned-has-reason-and-due-time", "UPDATE examination_line SET passed = TRUE", "returned"),
    ("returned-has-reason-and-due-time", "UPDATE nomination SET due_at = NULL", "returned"),
    ("refused-by-two-people", "UPDATE examination SET examiner = 'a'", "refused"),
    ("nomination-in-its-unit-s-campaign", "UPDATE nomination SET unit_id = 'u2' WHERE id = 'draft'", "draft"),
    (
        "submission-in-its-unit-s-campaign",
        "UPDATE submission SET campaign_id = 'c2' WHERE id = 's-refused'",
        "s-refused",
    ),
    ("extension-by-two-people", "UPDATE extension SET confirmed_by = proposed_by", "x1"),
    ("rulebook-by-two-people", "UPDATE rulebook_version SET confirmed_by = proposed_by WHERE campaign_id = 'c2'", "c2"),
    (
        "campaign-runs-a-confirmed-version",
        "UPDATE rulebook_version SET confirmed_by = NULL WHERE campaign_id = 'c2'",
        "c2",
    ),
    ("campaign-runs-a-confirmed-version", "UPDATE campaign SET version = 7 WHERE id = 'c2'", "c2"),
    ("counters-agree-with-states", "UPDATE counter SET n = 2 WHERE value = 'accepted'", FIRST_ACCEPTED),
    ("counters-agree-with-states", "DELETE FROM counter WHERE value = 'accepted'", FIRST_ACCEPTED),
    (
        "counters-agree-with-states",
        "INSERT INTO counter (campaign_id, facet, value, n) VALUES ('c2', 'state', 'lost', 1)",
        "c2/lost",
    ),
    (
        "no-person-handed-in-twice",
        "UPDATE nomination SET person = 'p' WHERE id = 'accepted' OR id = 'handed-in'",
        FIRST_PERSON,
    ),
    ("turns-are-whole", "UPDATE turn_row SET turn = 2", "unit/a"),
    ("turns-are-whole", "DELETE FROM turn_row", "unit/a"),
    ("waiver-has-reason", "UPDATE waiver SET reason = ' '", "nomination/accepted"),
];
const FIRST_ACCEPTED: &str = "01900000-0001-7000-8000-000000000001/accepted";
const FIRST_PERSON: &str = "01900000-0001-7000-8000-000000000001/p";

#[test]
fn a_sound_database_breaks_none() {
    each_engine(|store, _| {
        lay(store);
        assert_eq!(read(store, invariant::violated), [""; 0]);
        assert!(
            read(store, |sql| sql.query("SELECT id AS id FROM campaign ORDER BY id LIMIT 1", &[]))[0]
                .text("id")
                .unwrap()
                == FIRST
        );
    });
}

#[test]
fn each_is_broken_by_hand_and_found_with_its_object() {
    each_engine(|store, _| {
        lay(store);
        for (name, statement, what) in BROKEN {
            let found = tried(store, move |sql| {
                assert!(sql.execute(statement, &[])? > 0, "changed nothing: {statement}");
                invariant::violated(sql)
            });
            assert_eq!(found, [format!("{name}: {what}")], "{statement}");
        }
        assert_eq!(read(store, invariant::violated), [""; 0]);
    });
}

#[test]
fn no_invariant_goes_without_a_case() {
    let names: BTreeSet<_> = INVARIANTS.iter().map(|invariant| invariant.name).collect();
    assert_eq!(names.len(), INVARIANTS.len());
    assert_eq!(BROKEN.iter().map(|(name, _, _)| *name).collect::<BTreeSet<_>>(), names);
}
