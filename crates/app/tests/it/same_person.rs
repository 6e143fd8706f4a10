//! One person in two units: both are told that, neither is told who the other is.

use linxuan_app::view;
use linxuan_domain::finding::{Finding, Matter, Verdict};
use linxuan_domain::form::Sheet;
use linxuan_testkit::invented;

use crate::form::{born, filled};
use crate::world::{MAIN, World, each_engine, in_the_way};

fn once(findings: &[Finding]) -> (Verdict, Matter) {
    let finding = findings.iter().find(|finding| finding.rule == "once").unwrap();
    (finding.verdict, finding.matter.clone())
}

async fn seen(world: &World, who: &linxuan_domain::access::Viewer, id: &str) -> (Verdict, Matter) {
    once(&view::dossier(&world.app, who, id).await.unwrap().judged.findings)
}

const ALONE: (Verdict, Matter) = (Verdict::Holds, Matter::Once { elsewhere: false, here: false });
const ELSEWHERE: (Verdict, Matter) = (Verdict::Breaks, Matter::Once { elsewhere: true, here: false });

/// The same person's other document.
pub fn passport(sheet: &mut Sheet) {
    sheet.set_text("identity.document", "passport");
    sheet.set_text("identity.number", "E00000001");
}

#[test]
fn the_second_unit_is_told_that_and_not_where() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let first = world.unit(&office, "星辰学会", "society").await;
        let second = world.unit(&office, "远山学会", "society").await;
        let one = world.nominate(&first, 1).await;
        world.record_steps(&first).await;
        // Another unit's draft says nothing about anybody.
        let two = world.nominate(&second, 1).await;
        assert_eq!(seen(world, &second, &two).await, ALONE);
        world.hand_in(&first, "one").await.unwrap();
        world.record_steps(&second).await;
        assert_eq!(seen(world, &second, &two).await, ELSEWHERE);
        let refused = world.hand_in(&second, "two").await;
        let told = format!("{refused:?}{:?}", view::dossier(&world.app, &second, &two).await.unwrap().judged);
        for hidden in ["星辰", first.unit.as_ref().unwrap().as_str(), one.as_str(), first.account.as_str()] {
            assert!(!told.contains(hidden), "{hidden} in {told}");
        }
        assert_eq!(in_the_way(refused), ["once breaks"]);
        // The first one hears nothing of the other's draft; the office sees where both units stand.
        assert_eq!(seen(world, &first, &one).await, ALONE);
        let board = view::board(&world.app, &office).await.unwrap().units;
        let standing: Vec<_> = board.iter().map(|u| (u.name.as_str(), u.drafts, u.handed_in)).collect();
        assert_eq!(standing, [("星辰学会", 0, 1), ("远山学会", 1, 0)]);
    });
}

/// The same number as people type it, and the same person by another document.
#[test]
fn a_person_is_known_by_number_however_typed_and_by_name_and_birth() {
    // The first invented number that ends with an X.
    let number = (1..100).find(|number| invented::resident_card(*number).ends_with('X')).unwrap();
    let lower = move |sheet: &mut Sheet| {
        sheet.set_text("identity.number", &format!(" {} ", invented::resident_card(number).to_lowercase()));
        sheet.set_text("name", "另一个名字");
    };
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let first = world.unit(&office, "星辰学会", "society").await;
        world.nominate(&first, number).await;
        world.record_steps(&first).await;
        world.hand_in(&first, "one").await.unwrap();
        let second = world.unit(&office, "远山学会", "society").await;
        let typed = world.nominate_with(&second, number, lower).await;
        assert_eq!(seen(world, &second, &typed).await, ELSEWHERE);
        let third = world.unit(&office, "长河学会", "society").await;
        let abroad = world.nominate_with(&third, number, passport).await;
        assert_eq!(seen(world, &third, &abroad).await, ELSEWHERE);
        // The same name, born on another day: somebody else.
        let fourth = world.unit(&office, "湖滨学会", "society").await;
        let other = number + 17 * 19 * 9 * 3;
        assert_eq!(invented::name(other), invented::name(number));
        assert_ne!(born(other), born(number));
        let namesake = world.nominate(&fourth, other).await;
        assert_eq!(seen(world, &fourth, &namesake).await, ALONE);
    });
}

/// T59. Namesakes born on one day are two persons where each shows a resident card of their own.
#[test]
fn two_resident_cards_are_two_persons() {
    // Days of birth repeat after 420 invented persons.
    let (one, other) = (1, 421);
    assert_eq!(born(one), born(other));
    assert_ne!(invented::resident_card(one), invented::resident_card(other));
    let namesake = move |sheet: &mut Sheet| sheet.set_text("name", &invented::name(one));
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let first = world.unit(&office, "星辰学会", "society").await;
        world.nominate(&first, one).await;
        world.record_steps(&first).await;
        world.hand_in(&first, "one").await.unwrap();
        let second = world.unit(&office, "远山学会", "society").await;
        let id = world.nominate_with(&second, other, namesake).await;
        assert_eq!(seen(world, &second, &id).await, ALONE);
        world.record_steps(&second).await;
        world.hand_in(&second, "two").await.unwrap();
        // Another document says nothing of the card: it may be either of them.
        let third = world.unit(&office, "长河学会", "society").await;
        let abroad = world.nominate_with(&third, one, passport).await;
        assert_eq!(seen(world, &third, &abroad).await, ELSEWHERE);
    });
}

#[test]
fn twice_in_one_unit_is_said_plainly() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let one = world.nominate(&clerk, 1).await;
        let two = world.nominate(&clerk, 1).await;
        let here = (Verdict::Breaks, Matter::Once { elsewhere: false, here: true });
        assert_eq!(seen(world, &clerk, &one).await, here);
        assert_eq!(seen(world, &clerk, &two).await, here);
        world.record_steps(&clerk).await;
        assert_eq!(in_the_way(world.hand_in(&clerk, "one").await), ["once breaks", "once breaks"]);
    });
}

#[test]
fn two_campaigns_know_nothing_of_each_other_s_persons() {
    each_engine(&[MAIN, "chongqing-2021"], async |world| {
        let office = world.office(MAIN).await;
        let first = world.unit(&office, "星辰学会", "society").await;
        world.nominate(&first, 1).await;
        world.record_steps(&first).await;
        world.hand_in(&first, "one").await.unwrap();
        let far = world.office("chongqing-2021").await;
        let kind = world.running(&far).rulebook.unit_kind[0].id.to_string();
        let clerk = world.unit(&far, "山城单位", &kind).await;
        let id = world.nominate(&clerk, 1).await;
        let track = world.running(&clerk).rulebook.track[0].id.to_string();
        assert_eq!(filled(&world.running(&clerk), &track, 1).text("name"), invented::name(1));
        let said = view::dossier(&world.app, &clerk, &id).await.unwrap().judged.findings;
        assert!(said.iter().all(|f| !matches!(f.matter, Matter::Once { elsewhere: true, .. })), "{said:?}");
    });
}
