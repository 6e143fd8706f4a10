//! Papers: what stands on all letters of an issue, and who may set them when.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use linxuan_app::account::NewAccount;
use linxuan_app::{App, Papers, account, paper};
use linxuan_domain::access::Role;
use linxuan_domain::paper::{Letters, Paper, Set, Unprintable};
use linxuan_domain::value::Language;

use crate::world::{MAIN, each_engine, new_account};

/// Counts how many settings run at once.
#[derive(Debug, Default)]
struct Busy {
    now: AtomicU32,
    most: AtomicU32,
}

impl Papers for Busy {
    fn letters(&self, letters: &Letters) -> Result<Vec<u8>, Unprintable> {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        std::thread::sleep(std::time::Duration::from_millis(20));
        self.now.fetch_sub(1, Ordering::SeqCst);
        Ok(letters.letters.iter().map(|letter| letter.password.clone()).collect::<String>().into_bytes())
    }

    fn paper(&self, _: &Paper) -> Result<Set, Unprintable> {
        Err(Unprintable::NoFonts)
    }

    fn office(&self, _: &Paper) -> Result<Vec<u8>, Unprintable> {
        Err(Unprintable::NoFonts)
    }
}

#[test]
fn a_letter_names_its_unit_and_its_issue_names_the_campaign() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let unit = clerk.unit.unwrap().to_string();
        let new =
            NewAccount { name: "赵六".to_owned(), ..new_account("leader", Role::UnitLeader, Some(MAIN), Some(unit)) };
        let made = account::create(&world.app, "system", new).await.unwrap();
        let again = account::reset(&world.app, "system", "leader").await.unwrap();
        for letter in [&made, &again] {
            assert_eq!((letter.unit.as_str(), letter.name.as_str()), ("星辰学会", "赵六"));
        }
        let app = world.app.clone().with_site("https://linxuan.test");
        let issue = paper::issue(&app, Language::Chinese, vec![again]);
        let running = world.app.campaign(MAIN).unwrap();
        assert_eq!(issue.campaign, running.rulebook.campaign.title.zh);
        assert_eq!(issue.office, running.rulebook.office.name.zh);
        assert_eq!(issue.site, "https://linxuan.test");
        assert!(issue.deadline.is_some());
        // An hour before midnight in Greenwich it is the next day in Beijing.
        let before = world.app.now();
        world.clock.set(1_652_137_200_000_000);
        assert_eq!(paper::issue(&world.app, Language::Chinese, issue.letters).date.to_string(), "2022-05-10");
        world.clock.set(before.microseconds());
        let of_nobody = paper::issue(&world.app, Language::Chinese, Vec::new());
        assert_eq!((of_nobody.campaign.as_str(), of_nobody.office.as_str(), of_nobody.deadline), ("", "", None));
    });
}

async fn set(app: App) -> Result<Vec<u8>, Unprintable> {
    let none = paper::issue(&app, Language::Chinese, Vec::new());
    paper::letters(&app, none).await
}

#[test]
fn papers_are_set_one_at_a_time_and_not_at_all_without_fonts() {
    each_engine(&[], async |world| {
        assert!(!world.app.sets_papers());
        assert_eq!(set(world.app.clone()).await, Err(Unprintable::NoFonts));
        let busy = Arc::new(Busy::default());
        let app = world.app.clone().with_papers(Some(busy.clone()));
        assert!(app.sets_papers());
        let all: Vec<_> = (0..5).map(|_| tokio::spawn(set(app.clone()))).collect();
        for one in all {
            assert_eq!(one.await.unwrap(), Ok(Vec::new()));
        }
        assert_eq!(busy.most.load(Ordering::SeqCst), 1);
    });
}
