//! What tests need to have happened: a form filled in, a package handed in.

use linxuan_app::activity;
use linxuan_app::package::{self, Handing};
use linxuan_app::{nomination, view};
use linxuan_domain::activity::Typed;
use linxuan_domain::form::{Entry, Row, Sheet};
use linxuan_domain::rulebook::Per;
use linxuan_testkit::invented;
use serde_json::{Value, json};

use crate::world::World;

/// The steps a unit of the main campaign records before it hands in.
const STEPS: [&str; 3] = ["democratic-procedure", "unit-notice", "candidate-publicity"];

/// Every required answer of the main campaign's form, right, about the `number`th invented person.
pub fn sheet(number: u32) -> Sheet {
    let birth = invented::birth_date(number);
    let birth = format!("{}-{}-{}", &birth[..4], &birth[4..6], &birth[6..]);
    let mut sheet = Sheet::default();
    let texts = [
        ("name", invented::name(number)),
        ("sex", "female".into()),
        ("ethnic-group", "汉族".into()),
        ("birth-date", birth),
        ("party", "none".into()),
        ("identity.document", "resident-card".into()),
        ("identity.number", invented::resident_card(number)),
        ("education", "doctoral".into()),
        ("title", "研究员".into()),
        ("post", "课题组长".into()),
        ("rank", "none".into()),
        ("employer", format!("第{number}研究所")),
        ("employer-class", "institute".into()),
        ("serving-military", "no".into()),
        ("civil-servant", "no".into()),
        ("academician", "no".into()),
        ("front-line", "yes".into()),
        ("mobile", invented::phone(number)),
        ("abstract", "长期从事观测。".into()),
        ("deeds", format!("第{number}号观测站的先进事迹。")),
        ("truth", "yes".into()),
        ("publicity-consent", "yes".into()),
    ];
    for (field, text) in texts {
        sheet.set_text(field, &text);
    }
    sheet.set("orientation", Entry::Many(vec!["frontier".into()]));
    let row = [("from", "2005-07"), ("to", "2022-04"), ("place", "观测站"), ("role", "研究员")];
    sheet.set(
        "resume",
        Entry::Rows(vec![row.map(|(column, text)| (column.to_owned(), text.to_owned())).into_iter().collect::<Row>()]),
    );
    sheet
}

/// The same as a program sends it.
pub fn answers(number: u32) -> Value {
    json!(sheet(number))
}

/// One step of the form as a browser posts it.
pub fn typed(number: u32, version: i64, step: &str) -> Vec<(String, String)> {
    let fields: &[&str] = match step {
        "basic" => &["name", "sex", "ethnic-group", "birth-date", "party", "identity.document", "identity.number"],
        "contact" => &["mobile"],
        "deeds" => &["abstract", "deeds"],
        other => panic!("no step {other}"),
    };
    let sheet = sheet(number);
    let answer = |field: &&str| ((*field).to_owned(), sheet.text(field).to_owned());
    fields.iter().map(answer).chain([("version".to_owned(), version.to_string())]).collect()
}

/// Pairs as `post` takes them, with some replaced.
pub fn with<'a>(pairs: &'a [(String, String)], other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let kept = kept.filter(|(name, _)| !other.iter().any(|(replaced, _)| replaced == name));
    kept.chain(other.iter().copied()).collect()
}

impl World {
    /// An empty nomination of a clerk's unit.
    pub async fn begun(&self, clerk: &str) -> String {
        let viewer = self.viewer(clerk).await;
        nomination::create(&self.app, &viewer, "person").await.unwrap().to_string()
    }

    /// An activity of the day before in the log of a clerk's unit; its entry's id.
    pub async fn logged(&self, clerk: &str, title: &str) -> String {
        let viewer = self.viewer(clerk).await;
        let typed = Typed {
            activity: "media-report".to_owned(),
            title: title.to_owned(),
            day: "2022-05-09".to_owned(),
            count: "3".to_owned(),
            ..Typed::default()
        };
        activity::log(&self.app, &viewer, typed).await.unwrap()
    }

    /// A nomination filled in about an invented person.
    pub async fn filled(&self, clerk: &str, number: u32) -> String {
        let id = self.begun(clerk).await;
        self.saved(clerk, &id, 1, sheet(number)).await;
        id
    }

    /// Saves whole sheets through the act.
    pub async fn saved(&self, clerk: &str, id: &str, version: i64, sheet: Sheet) {
        let fields = sheet.0.keys().cloned().collect();
        nomination::save(&self.app, &self.viewer(clerk).await, id, version, fields, sheet).await.unwrap();
    }

    /// Records the opinions on each nominee whom the unit still works on.
    pub async fn opinions_recorded(&self, clerk: &str) {
        let viewer = self.viewer(clerk).await;
        let home = view::unit_home(&self.app, &viewer).await.unwrap();
        let running = self.app.campaign_by_id(viewer.campaign.as_ref().unwrap().as_str()).unwrap();
        let drafts = home.standing.nominations.iter().filter(|(nomination, _)| nomination.state == "draft");
        for (nomination, _) in drafts {
            for opinion in running.rulebook.opinion.iter().filter(|opinion| opinion.per == Per::Nominee) {
                let (id, item) = (Some(nomination.id.as_str()), opinion.id.as_str());
                nomination::attest(&self.app, &viewer, id, item, "同意。").await.unwrap();
            }
        }
    }

    /// Records what a unit must have done before it hands in.
    pub async fn steps_recorded(&self, clerk: &str) {
        self.opinions_recorded(clerk).await;
        for item in STEPS {
            nomination::attest(&self.app, &self.viewer(clerk).await, None, item, "已完成。").await.unwrap();
        }
    }

    /// Fills in and hands in; answers the nominations' ids and the receipt's.
    pub async fn handed_in(&self, clerk: &str, numbers: &[u32]) -> (Vec<String>, String) {
        let mut ids = Vec::new();
        for number in numbers {
            ids.push(self.filled(clerk, *number).await);
        }
        (ids, self.sent_off(clerk).await)
    }

    /// Hands in what is there; answers the receipt's id.
    pub async fn sent_off(&self, clerk: &str) -> String {
        self.steps_recorded(clerk).await;
        let handing = Handing { key: format!("key-of-the-story-{clerk}"), secrecy: true };
        let receipt = package::hand_in(&self.app, &self.viewer(clerk).await, handing).await;
        receipt.unwrap_or_else(|refusal| panic!("{refusal:?}")).id
    }

    /// A nominee's account for a nomination, signed in as `nominee`.
    pub async fn nominee(&mut self, clerk: &str, id: &str) {
        let code = nomination::issue_code(&self.app, &self.viewer(clerk).await, id).await.unwrap();
        let password = "correct horse battery 9".to_owned();
        let opened =
            linxuan_app::session::register_nominee(&self.app, &code, "nominee", password, "127.0.0.1").await.unwrap();
        self.tokens.insert("nominee".into(), opened.token);
    }

    /// A nomination's version, state and answers as its unit sees them.
    pub async fn stands(&self, clerk: &str, id: &str) -> (i64, String, Sheet) {
        let dossier = view::dossier(&self.app, &self.viewer(clerk).await, id).await.unwrap();
        let kept = dossier.nomination;
        (kept.version, kept.state, kept.answers.joined(kept.personal))
    }
}
