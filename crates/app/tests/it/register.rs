//! 荣誉登记: found by document, by the day of birth or by the month of it; a wrong number is told and left out.

use linxuan_app::honour::{self, Looked, NewHonour};
use linxuan_app::unit::LineProblem;
use linxuan_domain::finding::{Finding, Matter};
use linxuan_testkit::invented;

use crate::form::born;
use crate::world::{MAIN, each_engine};

fn entry(number: u32, born: &str, card: &str) -> NewHonour {
    let (series, label) = ("national".to_owned(), "2019".to_owned());
    NewHonour { series, name: invented::name(number), born: born.to_owned(), number: card.to_owned(), label }
}

fn registered(findings: &[Finding]) -> bool {
    findings.iter().any(|one| matches!(&one.matter, Matter::Honours { registered, .. } if !registered.is_empty()))
}

#[test]
fn whoever_is_registered_with_a_month_of_birth_is_found_by_the_full_date() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        // Known by the month, by the day as it may be typed, and in another month.
        let month = born(1).get(..7).unwrap().to_owned();
        let day = born(2).replace("-0", "-");
        let other = if born(3).get(5..7) == Some("01") { "02" } else { "01" };
        let elsewhere = format!("{}-{other}", &born(3)[..4]);
        let lines = vec![entry(1, &month, ""), entry(2, &day, ""), entry(3, &elsewhere, "")];
        assert_eq!(honour::import(&world.app, &office, lines).await.unwrap(), Looked::default());
        for (number, found) in [(1, true), (2, true), (3, false)] {
            let id = world.nominate(&clerk, number).await;
            let judged = linxuan_app::view::dossier(&world.app, &clerk, &id).await.unwrap().judged;
            assert_eq!(registered(&judged.findings), found, "{number}: {}", born(number));
            if number == 3 {
                linxuan_app::nomination::withdraw(&world.app, &clerk, &id).await.unwrap();
            } else {
                linxuan_app::nomination::waive(&world.app, &clerk, Some(&id), "honours", "特殊情况").await.unwrap();
            }
        }
        let register = async || {
            let register = honour::register(&world.app, &office).await.unwrap();
            (register.entries, register.matching)
        };
        assert_eq!(register().await, (3, 0));
        world.record_steps(&clerk).await;
        world.hand_in(&clerk, "one").await.unwrap();
        assert_eq!(register().await, (3, 2));
    });
}

#[test]
fn a_wrong_number_beside_a_name_is_told_and_the_rest_of_the_line_stands() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let right = invented::resident_card(1);
        let last = if right.ends_with('0') { '1' } else { '0' };
        let wrong = format!("{}{last}", &right[..17]);
        let told = |line, problem| vec![LineProblem { line, problem, found: invented::name(1) }];
        let lines = vec![entry(9, "", &invented::resident_card(9)), entry(1, &born(1), &wrong)];
        let warned = Looked { problems: Vec::new(), warnings: told(3, "honour-number-left-out") };
        assert_eq!(honour::check(&world.app, &office, lines.clone()).unwrap(), warned);
        assert_eq!(honour::register(&world.app, &office).await.unwrap().entries, 0);
        assert_eq!(honour::import(&world.app, &office, lines).await.unwrap(), warned);
        assert_eq!(honour::register(&world.app, &office).await.unwrap().entries, 2);
        let id = world.nominate(&clerk, 1).await;
        let judged = linxuan_app::view::dossier(&world.app, &clerk, &id).await.unwrap().judged;
        assert!(registered(&judged.findings));
        // Without name and birth nothing would stand: the line is wrong.
        let alone = honour::import(&world.app, &office, vec![entry(1, "", &wrong)]).await.unwrap();
        assert_eq!(alone, Looked { problems: told(2, "honour-number-wrong"), warnings: Vec::new() });
        assert_eq!(honour::register(&world.app, &office).await.unwrap().entries, 2);
    });
}
