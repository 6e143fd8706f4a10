//! Every act leaves exactly one line, and nothing personal in it.

use std::collections::BTreeSet;
use std::path::Path;

use linxuan_app::examination::{Judgement, Word, examine};
use linxuan_app::honour::{self, NewHonour};
use linxuan_app::{account, activity, extension, nomination, session, view};
use linxuan_domain::access::{Role, Scope, Viewer};
use linxuan_domain::activity::Typed;
use linxuan_domain::value::Instant;
use linxuan_testkit::invented;

use crate::form::{born, filled};
use crate::materials;
use crate::world::{DAY, MAIN, MINUTE, START, World, each_engine, new_account};

const GOOD: &str = "松花江上看云起七八回";
/// What people wrote: none of it belongs into the record.
const OUTSIDE: [&str; 2] = ["当地疫情", "主办单位已同意"];
const REASON: &str = "理由写在这里不进审计日志";
const OPINION: &str = "意见写在这里不进审计日志";

/// Counts the lines that come with each act.
struct Counting<'a> {
    world: &'a World,
    seen: i64,
    whats: Vec<String>,
}

impl<'a> Counting<'a> {
    async fn new(world: &'a World) -> Self {
        // What came before has its place before.
        let seen = i64::try_from(world.lines().await.len()).unwrap();
        Self { world, seen, whats: Vec::new() }
    }

    /// One line more since the last act.
    async fn one(&mut self, what: &str) {
        self.all(&[what]).await;
    }

    /// As many lines more as there were acts.
    async fn all(&mut self, whats: &[&str]) {
        let now = self.world.line_count().await;
        assert_eq!(now, self.seen + i64::try_from(whats.len()).unwrap(), "{whats:?}");
        self.seen = now;
        self.whats.extend(whats.iter().map(|what| (*what).to_owned()));
    }

    /// The lines of the acts counted, by their names in the record.
    async fn end(self) {
        let lines = self.world.lines().await;
        let from = lines.len() - self.whats.len();
        let mut said: Vec<_> = lines[from..].iter().map(|line| line.event.what.clone()).collect();
        let mut wanted = self.whats;
        // Acts on different rows may be placed in one batch.
        said.sort();
        wanted.sort();
        assert_eq!(said, wanted);
    }
}

async fn unit_acts(world: &World, counting: &mut Counting<'_>, clerk: &Viewer) -> String {
    let app = &world.app;
    let id = nomination::create(app, clerk, "person").await.unwrap().to_string();
    counting.one("nomination-created").await;
    let sheet = filled(&world.running(clerk), "person", 1);
    world.save(clerk, &id, 1, sheet).await.unwrap();
    counting.one("nomination-saved").await;
    nomination::attest(app, clerk, Some(&id), "employer", OPINION).await.unwrap();
    counting.one("step-recorded").await;
    nomination::attest(app, clerk, Some(&id), "recommending-unit", OPINION).await.unwrap();
    counting.one("step-recorded").await;
    nomination::waive(app, clerk, Some(&id), "honours", REASON).await.unwrap();
    counting.one("waiver-written").await;
    for step in ["democratic-procedure", "unit-notice", "candidate-publicity"] {
        nomination::attest(app, clerk, None, step, OPINION).await.unwrap();
        counting.one("step-recorded").await;
    }
    let draft = nomination::create(app, clerk, "person").await.unwrap().to_string();
    counting.one("nomination-created").await;
    nomination::withdraw(app, clerk, &draft).await.unwrap();
    counting.one("nomination-withdrawn").await;
    let code = nomination::issue_code(app, clerk, &id).await.unwrap();
    counting.one("code-issued").await;
    let registered = session::register_nominee(app, &code, "nominee-1", GOOD.to_owned(), "s").await.unwrap();
    counting.all(&["nominee-registered", "signed-in"]).await;
    assert!(session::register_nominee(app, &code, "nominee-2", GOOD.to_owned(), "s").await.is_err());
    assert!(nomination::withdraw(app, &registered.signed_in.viewer, &id).await.is_err());
    counting.all(&[]).await;
    world.hand_in(clerk, "one").await.unwrap();
    counting.one("handed-in").await;
    world.hand_in(clerk, "one").await.unwrap();
    counting.one("receipt-repeated").await;
    id
}

async fn office_acts(world: &World, counting: &mut Counting<'_>, office: &Viewer, clerk: &Viewer) {
    let (app, unit) = (&world.app, clerk.unit.clone().unwrap());
    let second = world.person(MAIN, "office-2", Role::Office).await;
    counting.one("account-created").await;
    let extension =
        extension::propose(app, office, unit.as_str(), Instant(START + 30 * DAY), OUTSIDE[0]).await.unwrap();
    counting.one("extension-proposed").await;
    extension::confirm(app, &second, &extension).await.unwrap();
    counting.one("extension-confirmed").await;
    assert!(extension::confirm(app, office, &extension).await.is_err());
    assert!(extension::grant(app, office, unit.as_str(), 1, " ").await.is_err());
    counting.all(&[]).await;
    extension::grant(app, office, unit.as_str(), 1, OUTSIDE[1]).await.unwrap();
    counting.one("quota-granted").await;
    let honoured = NewHonour {
        series: "national".to_owned(),
        name: invented::name(77),
        born: born(77),
        number: invented::resident_card(77),
        label: "2019".to_owned(),
    };
    assert_eq!(honour::import(app, office, vec![honoured]).await.unwrap(), honour::Looked::default());
    counting.one("honours-imported").await;
}

async fn examiner_acts(world: &World, counting: &mut Counting<'_>, office: &Viewer, clerk: &Viewer, id: &str) {
    let examiner = world.person(MAIN, "examiner", Role::Examiner).await;
    counting.one("account-created").await;
    let checks = &world.running(clerk).rulebook.examination.check;
    let lines = |passed: bool| -> Vec<Judgement> {
        checks.iter().map(|c| Judgement { check: c.id.to_string(), passed, reason: REASON.to_owned() }).collect()
    };
    let word = async |who: &Viewer, word| {
        let version = view::dossier(&world.app, who, id).await.unwrap().nomination.version;
        examine(&world.app, who, id, version, word).await.unwrap()
    };
    word(&examiner, Word::ProposeRefusal { note: REASON.to_owned() }).await;
    counting.one("refusal-proposed").await;
    word(office, Word::RejectRefusal { note: REASON.to_owned() }).await;
    counting.one("refusal-rejected").await;
    let soon = Some(world.app.now().plus_seconds(60));
    word(&examiner, Word::Return { lines: lines(false), note: REASON.to_owned(), due: soon }).await;
    counting.one("nomination-returned").await;
    world.clock.pass(2 * MINUTE);
    word(&examiner, Word::ProposeRefusal { note: REASON.to_owned() }).await;
    counting.one("closing-proposed").await;
    word(office, Word::RejectRefusal { note: REASON.to_owned() }).await;
    counting.one("closing-rejected").await;
    word(office, Word::Extend { note: REASON.to_owned(), due: None }).await;
    counting.one("return-extended").await;
    world.hand_in(clerk, "two").await.unwrap();
    counting.one("handed-in").await;
    word(&examiner, Word::Accept { lines: lines(true) }).await;
    counting.one("nomination-accepted").await;
    let version = view::dossier(&world.app, office, id).await.unwrap().nomination.version;
    assert!(examine(&world.app, office, id, version, Word::ConfirmRefusal).await.is_err());
    counting.all(&[]).await;
    refused_acts(world, counting, (&examiner, office), clerk).await;
}

/// The activity log, and the table counted from it.
async fn activity_acts(world: &World, counting: &mut Counting<'_>, clerk: &Viewer) {
    let app = &world.app;
    let typed = |title: &str| Typed {
        activity: "media-report".to_owned(),
        title: title.to_owned(),
        day: "2022-05-09".to_owned(),
        count: "3".to_owned(),
        ..Typed::default()
    };
    let entry = activity::log(app, clerk, typed(REASON)).await.unwrap();
    counting.one("activity-logged").await;
    assert!(activity::log(app, clerk, typed(REASON)).await.is_err());
    counting.all(&[]).await;
    let right = activity::correct(app, clerk, &entry, typed(OPINION)).await.unwrap();
    counting.one("activity-corrected").await;
    activity::remove(app, clerk, &right).await.unwrap();
    counting.one("activity-removed").await;
    activity::overtype(app, clerk, "media-report", "9", REASON).await.unwrap();
    counting.one("activity-overtyped").await;
    activity::withdraw_overtyping(app, clerk, "media-report").await.unwrap();
    counting.one("activity-overtyping-withdrawn").await;
    activity::bring(app, clerk, vec![typed(OPINION)]).await.unwrap();
    counting.one("activities-imported").await;
}

/// Another one, which two people refuse.
async fn refused_acts(world: &World, counting: &mut Counting<'_>, two: (&Viewer, &Viewer), clerk: &Viewer) {
    let id = world.nominate(clerk, 2).await;
    // With an opinion of each of the three who say one on a nominee.
    counting.all(&["nomination-created", "nomination-saved", "step-recorded", "step-recorded", "step-recorded"]).await;
    world.hand_in(clerk, "three").await.unwrap();
    counting.one("handed-in").await;
    examine(&world.app, two.0, &id, 2, Word::ProposeRefusal { note: REASON.to_owned() }).await.unwrap();
    counting.one("refusal-proposed").await;
    assert!(examine(&world.app, two.0, &id, 2, Word::ConfirmRefusal).await.is_err());
    counting.all(&[]).await;
    examine(&world.app, two.1, &id, 2, Word::ConfirmRefusal).await.unwrap();
    counting.one("nomination-refused").await;
}

async fn account_acts(world: &World, counting: &mut Counting<'_>) {
    let app = &world.app;
    let letter = account::create(app, "system", new_account("sup", Role::Supervisor, Some(MAIN), None)).await.unwrap();
    counting.one("account-created").await;
    let opened = session::sign_in(app, "sup", letter.password.clone(), "", "s").await.unwrap();
    counting.one("signed-in").await;
    session::sign_out(app, &opened.token).await.unwrap();
    counting.one("signed-out").await;
    let viewer = opened.signed_in.viewer;
    let issued = session::issue_access_token(app, &viewer, "存档", &[Scope::Read]).await.unwrap();
    counting.one("access-token-issued").await;
    session::revoke_access_token(app, &viewer, &issued.token.id).await.unwrap();
    counting.one("access-token-revoked").await;
    let (secret, now) = ([7; 20], app.now().microseconds() / 30_000_000);
    assert!(session::enrol(app, &viewer, &secret, "000000").await.is_err());
    counting.all(&[]).await;
    session::enrol(app, &viewer, &secret, &session::code_at(&secret, now).unwrap()).await.unwrap();
    counting.one("second-factor-set").await;
    account::change_password(app, &viewer, letter.password, GOOD.to_owned()).await.unwrap();
    counting.one("password-changed").await;
    account::disable(app, "system", "sup", true).await.unwrap();
    counting.one("account-disabled").await;
    account::disable(app, "system", "sup", false).await.unwrap();
    counting.one("account-enabled").await;
    account::reset(app, "system", "sup").await.unwrap();
    counting.one("password-reissued").await;
}

/// Everything that was typed into the form and is no choice, and every word people wrote.
fn hidden(world: &World, clerk: &Viewer) -> Vec<String> {
    let sheet = filled(&world.running(clerk), "person", 1);
    let texts = [
        "name",
        "identity.number",
        "birth-date",
        "mobile",
        "email",
        "address",
        "employer",
        "post",
        "abstract",
        "deeds",
    ];
    let mut hidden: Vec<String> = texts.iter().map(|field| sheet.text(field).to_owned()).collect();
    hidden.extend([invented::name(77), born(77), invented::resident_card(77), GOOD.to_owned()]);
    hidden.extend([REASON, OPINION, OUTSIDE[0], OUTSIDE[1]].map(str::to_owned));
    hidden
}

/// The acts that the catalogue has a sentence for.
fn sentences() -> BTreeSet<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../texts/locales/zh-CN/event.ftl");
    let text = std::fs::read_to_string(file).unwrap();
    let names = text.lines().filter_map(|line| line.strip_prefix("event-")?.split_once(" = "));
    let elsewhere = |name: &String| name == "of-another-kind" || materials::LINES.contains(&name.as_str());
    names.map(|(name, _)| name.to_owned()).filter(|name| !elsewhere(name)).collect()
}

#[test]
fn every_act_leaves_one_line_that_holds_and_says_nothing_personal() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let mut counting = Counting::new(world).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        counting.one("units-added").await;
        let id = unit_acts(world, &mut counting, &clerk).await;
        activity_acts(world, &mut counting, &clerk).await;
        office_acts(world, &mut counting, &office, &clerk).await;
        examiner_acts(world, &mut counting, &office, &clerk, &id).await;
        account_acts(world, &mut counting).await;
        counting.end().await;
        // What the record can say is what was done here, the publishing before it included.
        let said: BTreeSet<String> = world.lines().await.into_iter().map(|line| line.event.what).collect();
        assert_eq!(said, sentences());
        assert_eq!(view::verify_record(&world.app).await.unwrap(), []);
        let files = view::export_record(&world.app).await.unwrap();
        let all: String = files.values().cloned().collect();
        assert!(all.contains("星辰学会"));
        for secret in hidden(world, &clerk) {
            assert!(!secret.is_empty() && !all.contains(&secret), "{secret} stands in the record");
        }
        // The choice that a rule reads stands there in the open, the number as a keyed commitment.
        assert!(all.contains(r#"{"what":"serving-military","before":"","after":"no"}"#));
        assert!(all.contains(r#"{"what":"identity.number","before":"","after":"keyed:"#));
    });
}

#[test]
fn every_line_names_who_and_when_and_follows_its_row() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let id = world.nominate(&clerk, 1).await;
        let lines = world.lines().await;
        let of_unit: Vec<_> = lines.iter().map(|l| &l.event).filter(|e| e.turn_row.starts_with("unit/")).collect();
        assert!(
            of_unit
                .iter()
                .all(|e| e.actor == clerk.account.as_str() && e.role == "unit-clerk" && e.at == Instant(START))
        );
        let turns: Vec<i64> = of_unit.iter().map(|event| event.turn).collect();
        assert_eq!(turns, (1..=i64::try_from(of_unit.len()).unwrap()).collect::<Vec<_>>());
        let places: Vec<_> = lines.iter().map(|line| line.position).collect();
        assert_eq!(places, (0..i64::try_from(lines.len()).unwrap()).map(Some).collect::<Vec<_>>());
        let history = view::dossier(&world.app, &clerk, &id).await.unwrap().history;
        assert_eq!(history[0].event.what, "nomination-created");
    });
}
