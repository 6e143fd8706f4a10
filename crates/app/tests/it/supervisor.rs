//! 监督员 and whoever only reads: sees, and changes nothing.

use linxuan_app::examination::{Word, examine};
use linxuan_app::unit;
use linxuan_app::{Refusal, extension, honour, nomination, package, session, view};
use linxuan_domain::access::{Role, Scope, Viewer};
use linxuan_domain::form::Sheet;
use linxuan_domain::value::Instant;
use linxuan_store::queue::Filter;

use crate::world::{DAY, MAIN, MINUTE, START, World, each_engine, handing, unit_named};

/// Every act there is behind a sign-in, tried; answers which were refused and how.
async fn every_act(world: &World, who: &Viewer, id: &str, unit: &str) -> Vec<Refusal> {
    let (app, later) = (&world.app, Instant(START + 90 * DAY));
    let mut said = vec![
        nomination::create(app, who, "person").await.err(),
        nomination::save(app, who, id, 2, vec!["name".to_owned()], Sheet::default()).await.err(),
        nomination::withdraw(app, who, id).await.err(),
        nomination::waive(app, who, Some(id), "honours", "理由").await.err(),
        nomination::waive(app, who, None, "quota-short", "理由").await.err(),
        nomination::attest(app, who, Some(id), "employer", "同意").await.err(),
        nomination::attest(app, who, None, "unit-notice", "已公示").await.err(),
        nomination::issue_code(app, who, id).await.err(),
        package::hand_in(app, who, handing("one")).await.err(),
        unit::import(app, who, vec![unit_named("甲", "society")]).await.err(),
        extension::propose(app, who, unit, later, "疫情").await.err(),
        extension::confirm(app, who, "none").await.err(),
        extension::grant(app, who, unit, 1, "同意").await.err(),
        honour::import(app, who, Vec::new()).await.err(),
    ];
    for word in [
        Word::Accept { lines: Vec::new() },
        Word::Return { lines: Vec::new(), note: String::new(), due: None },
        Word::ProposeRefusal { note: "理由".to_owned() },
        Word::ConfirmRefusal,
        Word::RejectRefusal { note: "理由".to_owned() },
    ] {
        said.push(examine(app, who, id, 2, word).await.err());
    }
    assert!(said.iter().all(Option::is_some), "passed: {said:?}");
    said.into_iter().flatten().collect()
}

#[test]
fn the_supervisor_sees_the_board_and_the_record_and_changes_nothing() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let id = world.nominate(&clerk, 1).await;
        world.record_steps(&clerk).await;
        world.hand_in(&clerk, "one").await.unwrap();
        let supervisor = world.person(MAIN, "supervisor", Role::Supervisor).await;
        let before = world.line_count().await;
        let refused = every_act(world, &supervisor, &id, clerk.unit.as_ref().unwrap().as_str()).await;
        assert!(refused.iter().all(|refusal| *refusal == Refusal::NotFound), "{refused:?}");
        assert_eq!(world.line_count().await, before);
        let board = view::board(&world.app, &supervisor).await.unwrap();
        assert_eq!(board.units.iter().map(|u| (u.name.as_str(), u.handed_in)).collect::<Vec<_>>(), [("星辰学会", 1)]);
        world.lines().await;
        let (lines, head) = view::record_lines(&world.app, &supervisor, None, 500).await.unwrap();
        assert!(
            ["rulebook-proposed", "handed-in"].iter().all(|what| lines.iter().any(|line| line.event.what == *what))
        );
        assert!(head.starts_with("linxuan.test/record\n"));
        // No form, no queue: what people wrote is none of the supervisor's.
        assert_eq!(view::dossier(&world.app, &supervisor, &id).await.unwrap_err(), Refusal::NotFound);
        assert!(view::examination_queue(&world.app, &supervisor, Filter::default()).await.is_err());
        assert!(view::record_lines(&world.app, &clerk, None, 10).await.is_err());
    });
}

#[test]
fn the_auditor_reads_every_campaign_s_record_and_nothing_else() {
    each_engine(&[MAIN, "qinghai-2023"], async |world| {
        let new = crate::world::new_account("auditor", Role::Auditor, None, None);
        let auditor = linxuan_app::account::create_without_password(&world.app, new).await.unwrap();
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let id = world.nominate(&clerk, 1).await;
        let all = world.lines().await;
        let (lines, _) = view::record_lines(&world.app, &auditor, None, 500).await.unwrap();
        assert_eq!(lines.len(), all.len());
        assert!(view::board(&world.app, &auditor).await.is_err());
        assert_eq!(view::dossier(&world.app, &auditor, &id).await.unwrap_err(), Refusal::NotFound);
        let before = world.line_count().await;
        every_act(world, &auditor, &id, clerk.unit.as_ref().unwrap().as_str()).await;
        assert_eq!(world.line_count().await, before);
    });
}

/// A token says whether it may write, and runs out after ninety days.
#[test]
fn an_access_token_carries_its_scope_and_its_end() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let issue =
            async |name: &str, scopes: &[Scope]| session::issue_access_token(&world.app, &office, name, scopes).await;
        for (name, scopes, wrong) in [
            (" ", &[Scope::Read] as &[Scope], ("name", "text-missing")),
            ("存档", &[], ("scopes", "token-scope-missing")),
        ] {
            assert_eq!(issue(name, scopes).await.unwrap_err(), Refusal::Invalid(vec![wrong]));
        }
        for (scopes, read_only) in
            [(&[Scope::Read, Scope::Act] as &[Scope], false), (&[Scope::Act], false), (&[Scope::Read], true)]
        {
            let token = issue("存档", scopes).await.unwrap().secret;
            let found = session::by_access_token(&world.app, &token).await.unwrap();
            assert_eq!((found.read_only, &found.viewer.account), (read_only, &office.account));
        }
        let token = issue("存档", &Scope::ALL).await.unwrap().secret;
        world.clock.pass(90 * DAY - 1);
        assert!(session::by_access_token(&world.app, &token).await.is_ok());
        world.clock.pass(1);
        assert_eq!(session::by_access_token(&world.app, &token).await.unwrap_err(), Refusal::SignedOut);
        assert_eq!(session::by_access_token(&world.app, "none").await.unwrap_err(), Refusal::SignedOut);
    });
}

/// Its owner sees when a token was last shown, to the minute, and takes it away at once; nobody else can.
#[test]
fn an_access_token_is_its_owner_s_to_see_and_to_revoke() {
    each_engine(&[MAIN], async |world| {
        let (office, other) = (world.office(MAIN).await, world.person(MAIN, "sup", Role::Supervisor).await);
        let issue = async |name: &str| session::issue_access_token(&world.app, &office, name, &[Scope::Read]).await;
        let first = issue("存档").await.unwrap();
        world.clock.pass(MINUTE);
        let second = issue("统计").await.unwrap();
        let seen = async || session::access_tokens(&world.app, &office).await.unwrap();
        assert_eq!(seen().await, [second.token.clone(), first.token.clone()]);
        let shown = async || session::by_access_token(&world.app, &first.secret).await;
        let used = async || seen().await[1].used_at.map(|at| at - first.token.created_at);
        assert_eq!(used().await, None);
        shown().await.unwrap();
        assert_eq!(used().await, Some(MINUTE));
        world.clock.pass(MINUTE);
        shown().await.unwrap();
        assert_eq!(used().await, Some(MINUTE));
        world.clock.pass(1);
        shown().await.unwrap();
        assert_eq!(used().await, Some(2 * MINUTE + 1));
        let before = world.line_count().await;
        let revoke = async |who: &Viewer, id: &str| session::revoke_access_token(&world.app, who, id).await.err();
        assert_eq!(revoke(&other, &first.token.id).await, Some(Refusal::NotFound));
        assert_eq!(revoke(&office, "none").await, Some(Refusal::NotFound));
        assert_eq!(world.line_count().await, before);
        assert_eq!(revoke(&office, &first.token.id).await, None);
        assert_eq!(world.line_count().await, before + 1);
        assert_eq!(shown().await.unwrap_err(), Refusal::SignedOut);
        assert_eq!(revoke(&office, &first.token.id).await, Some(Refusal::NotFound));
        assert!(session::by_access_token(&world.app, &second.secret).await.is_ok());
        assert_eq!(seen().await.len(), 1);
        assert!(session::access_tokens(&world.app, &other).await.unwrap().is_empty());
    });
}
