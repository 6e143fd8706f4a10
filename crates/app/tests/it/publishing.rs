//! A rulebook comes into force by two people, whole or not at all.

use linxuan_app::{Refusal, campaign};

use crate::world::{MAIN, each_engine, published};

fn texts() -> (String, String) {
    (published(&format!("{MAIN}.toml")), published(&format!("notices/{MAIN}.md")))
}

#[test]
fn one_proposes_and_another_confirms() {
    each_engine(&[], async |world| {
        let (text, outline) = texts();
        let waiting = campaign::propose(&world.app, "first", text, outline).await.unwrap();
        assert_eq!((waiting.slug.as_str(), waiting.version, waiting.proposed_by.as_str()), (MAIN, 1, "first"));
        assert_eq!(world.app.campaign(MAIN).unwrap_err(), Refusal::NotFound);
        assert_eq!(campaign::confirm(&world.app, "first", MAIN, 1).await, Err(Refusal::SamePerson));
        assert_eq!(campaign::confirm(&world.app, "second", MAIN, 2).await, Err(Refusal::NotFound));
        assert_eq!(campaign::confirm(&world.app, "second", "no-such-campaign", 1).await, Err(Refusal::NotFound));
        assert_eq!(world.app.campaign(MAIN).unwrap_err(), Refusal::NotFound);
        campaign::confirm(&world.app, "second", MAIN, 1).await.unwrap();
        let running = world.app.campaign(MAIN).unwrap();
        assert_eq!((running.version, running.hash.as_str()), (1, waiting.hash.as_str()));
        assert_eq!(campaign::confirm(&world.app, "third", MAIN, 1).await, Err(Refusal::NotFound));
        assert!(campaign::waiting(&world.app).await.unwrap().is_empty());
        let lines: Vec<_> = world.lines().await.into_iter().map(|l| (l.event.what, l.event.actor)).collect();
        let wanted = [("rulebook-proposed", "first"), ("rulebook-published", "second")];
        assert_eq!(lines, wanted.map(|(what, actor)| (what.to_owned(), actor.to_owned())));
    });
}

#[test]
fn a_proposal_leaves_the_version_in_force_and_the_next_replaces_it() {
    each_engine(&[MAIN], async |world| {
        let (text, outline) = texts();
        let changed = text.replacen("return_days = 5", "return_days = 7", 1);
        assert_ne!(changed, text);
        let waiting = campaign::propose(&world.app, "first", changed, outline).await.unwrap();
        assert_eq!(waiting.version, 2);
        assert_eq!(world.app.campaign(MAIN).unwrap().rulebook.examination.return_days, 5);
        campaign::confirm(&world.app, "second", MAIN, 2).await.unwrap();
        let running = world.app.campaign(MAIN).unwrap();
        assert_eq!((running.version, running.rulebook.examination.return_days), (2, 7));
        assert_eq!(campaign::confirm(&world.app, "third", MAIN, 1).await, Err(Refusal::NotFound));
    });
}

#[test]
fn a_rulebook_with_problems_is_not_even_proposed() {
    each_engine(&[], async |world| {
        let (text, outline) = texts();
        let broken = text.replacen("lead = \"association\"", "lead = \"nobody\"", 1).replacen(
            "quota = { at_most = 10 }",
            "qouta = 10",
            1,
        );
        let Err(Refusal::Problems(problems)) = campaign::propose(&world.app, "first", broken, outline).await else {
            panic!("proposed");
        };
        assert!(!problems.is_empty());
        assert!(campaign::waiting(&world.app).await.unwrap().is_empty());
        assert_eq!(world.line_count().await, 0);
    });
}
