use std::path::{Path, PathBuf};

use clap::Subcommand;
use linxuan_app::account::{self as acts, NewAccount};
use linxuan_app::unit::{self, Imported, LineProblem};
use linxuan_app::{App, Refusal, table};
use linxuan_domain::access::{Act, Object, Role, Viewer, may};
use linxuan_domain::paper::Letter;
use linxuan_texts::{Words, role};
use serde::Serialize;

use super::Outcome;
use crate::config::Config;
use crate::installation::{Where, block_on};
use crate::letters::Letterbox;
use crate::stop::Stop;
use crate::{print, terminal};

#[derive(Debug, Subcommand)]
pub enum Account {
    /// Make an account and its one-time letter.
    Create {
        login: String,
        /// A role's id, as in the glossary.
        #[arg(long)]
        role: String,
        /// The person's name.
        #[arg(long)]
        name: String,
        /// The campaign's id; none for administrators.
        #[arg(long)]
        campaign: Option<String>,
        /// The unit's id, for roles of a unit.
        #[arg(long)]
        unit: Option<String>,
        #[command(flatten)]
        given: Given,
    },
    /// Give an account a new one-time letter; password and second factor are set anew.
    Reset {
        login: String,
        /// Without signing in: for when nobody can. It is recorded as the operator's act.
        #[arg(long)]
        operator: bool,
        #[command(flatten)]
        given: Given,
    },
    /// Close an account at once, or open it again.
    Disable {
        login: String,
        #[arg(long)]
        undo: bool,
        #[command(flatten)]
        given: Given,
    },
    /// List all accounts.
    List {
        #[command(flatten)]
        given: Given,
    },
    /// Add recommending units from an xlsx or csv table, each with an account and its letter.
    Import {
        file: PathBuf,
        #[command(flatten)]
        given: Given,
    },
}

#[derive(Debug, clap::Args)]
pub struct Given {
    #[command(flatten)]
    place: Where,
    #[arg(long)]
    json: bool,
}

/// What one command works with.
struct Work<'a> {
    words: Words,
    config: Config,
    app: App,
    json: bool,
    command: &'a Account,
}

pub fn run(words: Words, command: &Account) -> Result<Outcome, Stop> {
    let given = match command {
        Account::Create { given, .. }
        | Account::Reset { given, .. }
        | Account::Disable { given, .. }
        | Account::List { given }
        | Account::Import { given, .. } => given,
    };
    let (config, app) = given.place.open(words)?;
    let work = Work { words, config, app: app.clone(), json: given.json, command };
    block_on(words, &app, work.run())
}

#[derive(Serialize)]
struct Made {
    login: String,
    role: &'static str,
    letter: PathBuf,
}

#[derive(Serialize)]
struct Listed {
    login: String,
    role: String,
    name: String,
    campaign: Option<String>,
    unit: Option<String>,
    disabled: bool,
    signed_in: bool,
}

#[derive(Serialize)]
struct Added {
    units: usize,
    letters: PathBuf,
}

#[derive(Serialize)]
struct SaidProblem {
    line: usize,
    message: String,
}

#[derive(Serialize)]
struct Problems {
    problems: Vec<SaidProblem>,
}

impl Work<'_> {
    async fn run(&self) -> Result<Outcome, Stop> {
        match self.command {
            Account::Create { login, role, name, campaign, unit, .. } => {
                let role = Role::from_id(role).ok_or_else(|| self.unknown_role(role))?;
                let (login, name) = (login.clone(), name.clone());
                self.create(NewAccount { login, role, name, campaign: campaign.clone(), unit: unit.clone() }).await
            }
            Account::Reset { login, operator, .. } => self.reset(login, *operator).await,
            Account::Disable { login, undo, .. } => self.disable(login, !undo).await,
            Account::List { .. } => self.list().await,
            Account::Import { file, .. } => self.import(file).await,
        }
    }

    fn refused(&self, refusal: &Refusal) -> Stop {
        Stop::refused(self.words, refusal)
    }

    fn unknown_role(&self, found: &str) -> Stop {
        let known = Role::ALL.map(Role::id).join(", ");
        Stop::misuse(self.words.fill("account-role-unknown", &[("found", found.into()), ("known", known.into())]))
    }

    /// Signs in somebody who may do this.
    async fn by(&self, act: Act) -> Result<Viewer, Stop> {
        let viewer = terminal::sign_in(self.words, &self.app).await?;
        if may(&viewer, act, Object::default()) { Ok(viewer) } else { Err(self.refused(&Refusal::Forbidden)) }
    }

    async fn create(&self, new: NewAccount) -> Result<Outcome, Stop> {
        let by = self.by(Act::ManageAccounts).await?;
        let letter = acts::create(&self.app, by.account.as_str(), new).await.map_err(|no| self.refused(&no))?;
        self.hand_over(letter)
    }

    async fn reset(&self, login: &str, operator: bool) -> Result<Outcome, Stop> {
        let by = if operator { "operator".to_owned() } else { self.by(Act::ManageAccounts).await?.account.to_string() };
        let letter = acts::reset(&self.app, &by, login).await.map_err(|no| self.refused(&no))?;
        self.hand_over(letter)
    }

    fn hand_over(&self, letter: Letter) -> Result<Outcome, Stop> {
        let (login, role) = (letter.login.clone(), letter.role.id());
        let made = Made { login, role, letter: self.letterbox().lay_down_one(letter)? };
        if self.json {
            print::json(&made);
        } else {
            let fills = [("login", made.login.into()), ("file", made.letter.display().to_string().into())];
            print::line(self.words.fill("setup-letter", &fills));
        }
        Ok(Outcome::Good)
    }

    async fn disable(&self, login: &str, disabled: bool) -> Result<Outcome, Stop> {
        let by = self.by(Act::ManageAccounts).await?;
        acts::disable(&self.app, by.account.as_str(), login, disabled).await.map_err(|no| self.refused(&no))?;
        if self.json {
            print::json(&serde_json::json!({ "login": login, "disabled": disabled }));
        } else {
            let key = if disabled { "account-disabled" } else { "account-opened" };
            print::line(self.words.fill(key, &[("login", login.into())]));
        }
        Ok(Outcome::Good)
    }

    async fn list(&self) -> Result<Outcome, Stop> {
        self.by(Act::ManageAccounts).await?;
        let all = acts::all(&self.app).await.map_err(|no| self.refused(&no))?;
        let slug = |id: String| self.app.campaign_by_id(&id).map_or(id, |running| running.slug.clone());
        let listed = all.into_iter().map(|account| Listed {
            login: account.login,
            role: account.role,
            name: account.name,
            campaign: account.campaign_id.map(slug),
            unit: account.unit_id,
            disabled: account.disabled_at.is_some(),
            signed_in: account.signed_in_at.is_some(),
        });
        let listed: Vec<Listed> = listed.collect();
        if self.json {
            print::json(&listed);
            return Ok(Outcome::Good);
        }
        for one in &listed {
            print::line(self.line(one));
        }
        Ok(Outcome::Good)
    }

    fn line(&self, one: &Listed) -> String {
        let state = if one.disabled { self.words.say("account-is-disabled") } else { String::new() };
        let called = Role::from_id(&one.role).map_or_else(|| one.role.clone(), |known| role(self.words, known));
        format!("{}\t{called}\t{}\t{}\t{state}", one.login, one.name, one.campaign.as_deref().unwrap_or_default())
    }

    async fn import(&self, file: &Path) -> Result<Outcome, Stop> {
        let bytes = std::fs::read(file).map_err(|error| Stop::file(file, error))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let units = match table::units(&bytes, &name) {
            Ok(units) => units,
            Err(problems) => return Ok(self.problems(problems)),
        };
        let by = self.by(Act::ManageUnits).await?;
        match unit::import(&self.app, &by, units).await.map_err(|no| self.refused(&no))? {
            Imported::Letters(letters) => self.added(letters),
            Imported::Problems(problems) => Ok(self.problems(problems)),
        }
    }

    fn letterbox(&self) -> Letterbox<'_> {
        Letterbox::open(self.words, &self.config, &self.app)
    }

    fn added(&self, all: Vec<Letter>) -> Result<Outcome, Stop> {
        let added = Added { units: all.len(), letters: self.letterbox().lay_down("units", all)? };
        if self.json {
            print::json(&added);
        } else {
            let fills = [("count", added.units.into()), ("file", added.letters.display().to_string().into())];
            print::line(self.words.fill("account-imported", &fills));
        }
        Ok(Outcome::Good)
    }

    fn problems(&self, problems: Vec<LineProblem>) -> Outcome {
        let said = problems.into_iter().map(|problem| SaidProblem {
            line: problem.line,
            message: self.words.fill(problem.problem, &[("found", problem.found.into())]),
        });
        let said = Problems { problems: said.collect() };
        if self.json {
            print::json(&said);
        } else {
            for problem in &said.problems {
                let fills = [("line", problem.line.to_string().into()), ("message", (&problem.message).into())];
                print::line(self.words.fill("account-import-line", &fills));
            }
        }
        Outcome::Findings
    }
}
