//! Waivers are listed once what they are about was handed in.

use linxuan_store::queue::{self, Wanted};
use linxuan_store::unit::{self, Unit, Waiver};
use linxuan_store::{Store, nomination, submission};
use linxuan_testkit::row::{self, Ground, NOW};
use linxuan_testkit::{act, each_engine, keys, read};

fn waive(store: &Store, unit: &Unit, subject: &str, rule: &str, at: i64) {
    let waiver = Waiver {
        subject: subject.to_owned(),
        rule: rule.to_owned(),
        unit_id: unit.id.clone(),
        campaign_id: unit.campaign_id.clone(),
        reason: format!("{rule}的原因"),
        written_by: "clerk".to_owned(),
        written_at: NOW + at,
    };
    act(store, move |sql| unit::waive(sql, &waiver));
}

fn begin(store: &Store, unit: &Unit, id: &str, ordinal: i64) {
    let draft = row::nomination(id, unit, ordinal);
    act(store, move |sql| nomination::insert(sql, &keys(), &draft));
}

fn hand_in(store: &Store, unit: &Unit, id: &str) {
    let (package, id) = (row::submission(&format!("s-{id}"), unit, id), id.to_owned());
    act(store, move |sql| {
        submission::insert(sql, &package)?;
        nomination::hand_in(sql, &id, &package.id, NOW)
    });
}

fn lay(store: &Store) -> (Ground, Unit) {
    let ground = Ground::lay(store);
    let other = ground.unit(store, 2);
    for (id, ordinal) in [("n1", 1), ("n2", 2), ("n3", 3)] {
        begin(store, &ground.unit, id, ordinal);
    }
    begin(store, &other, "n4", 4);
    hand_in(store, &ground.unit, "n1");
    hand_in(store, &ground.unit, "n2");
    waive(store, &ground.unit, "nomination/n1", "age", 1);
    waive(store, &ground.unit, "nomination/n1", "honours", 2);
    waive(store, &ground.unit, "nomination/n2", "age", 2);
    waive(store, &ground.unit, &format!("unit/{}", ground.unit.id), "share", 3);
    // A draft, and the list of a unit that has handed nothing in.
    waive(store, &ground.unit, "nomination/n3", "age", 4);
    waive(store, &other, "nomination/n4", "age", 5);
    waive(store, &other, &format!("unit/{}", other.id), "share", 6);
    (ground, other)
}

fn listed(store: &Store, campaign: &str, wanted: Wanted) -> Vec<String> {
    let campaign = campaign.to_owned();
    let lines = read(store, move |sql| queue::waivers(sql, &campaign, &wanted));
    let about = |line: &queue::Waived| line.nomination.as_ref().map_or_else(String::new, |about| about.id.clone());
    lines.iter().map(|line| format!("{} {}", about(line), line.rule)).collect()
}

#[test]
fn drafts_and_what_was_not_handed_in_are_left_out() {
    each_engine(|store, _| {
        let (ground, other) = lay(store);
        let all = Wanted { most: 50, ..Wanted::default() };
        let (own, none) = (Some(ground.unit.id.clone()), Some(other.id.clone()));
        assert_eq!(listed(store, &ground.campaign, all.clone()), [" share", "n2 age", "n1 honours", "n1 age"]);
        let age = Wanted { rule: Some("age".to_owned()), ..all.clone() };
        assert_eq!(listed(store, &ground.campaign, age), ["n2 age", "n1 age"]);
        let of_unit = Wanted { unit: own, rule: Some("share".to_owned()), ..all.clone() };
        assert_eq!(listed(store, &ground.campaign, of_unit), [" share"]);
        assert_eq!(listed(store, &ground.campaign, Wanted { unit: none, ..all.clone() }), [""; 0]);
        assert_eq!(listed(store, "none", all), [""; 0]);
        // Handed in, the other unit's are there too.
        hand_in(store, &other, "n4");
        let all = Wanted { most: 2, ..Wanted::default() };
        assert_eq!(listed(store, &ground.campaign, all), [" share", "n4 age"]);
    });
}

#[test]
fn pages_have_no_gap_and_no_line_twice() {
    each_engine(|store, _| {
        let (ground, _) = lay(store);
        for most in [1, 2, 3, 4] {
            let mut wanted = Wanted { most, ..Wanted::default() };
            let mut found = Vec::new();
            loop {
                let (campaign, page) = (ground.campaign.clone(), wanted.clone());
                let lines = read(store, move |sql| queue::waivers(sql, &campaign, &page));
                let Some(last) = lines.last() else { break };
                wanted.before = Some((last.written_at, last.subject.clone(), last.rule.clone()));
                found.extend(lines.into_iter().map(|line| format!("{} {}", line.rule, line.written_at - NOW)));
            }
            assert_eq!(found, ["share 3", "age 2", "honours 2", "age 1"], "pages of {most}");
        }
    });
}

#[test]
fn a_line_says_what_it_is_about() {
    each_engine(|store, _| {
        let (ground, _) = lay(store);
        let campaign = ground.campaign;
        let lines = read(store, move |sql| queue::waivers(sql, &campaign, &Wanted { most: 9, ..Wanted::default() }));
        let about = lines[1].nomination.as_ref().unwrap();
        assert_eq!([about.number.as_str(), about.state.as_str()], ["N-0102", "handed-in"]);
        assert_eq!([lines[1].reason.as_str(), lines[1].written_by.as_str()], ["age的原因", "clerk"]);
        assert_eq!([&lines[1].unit_name, &lines[1].unit_id], [&ground.unit.name, &ground.unit.id]);
        assert!(!about.name.is_empty());
    });
}
