//! How often passwords may be tried.

use linxuan_domain::access::Viewer;
use linxuan_store::session::attempt;

use crate::{App, Refusal};

/// One attempt every so many seconds, this many in a row.
type Pace = (i64, i64);

const SOURCE: Pace = (2, 60);
/// For one account from one address.
const ACCOUNT: Pace = (20, 8);
/// For one account from everywhere: so wide that one address cannot lock its owner out.
const EVERYWHERE: Pace = (2, 80);

const SECOND: i64 = 1_000_000;

fn by_source(app: &App, source: &str) -> (String, Pace) {
    (format!("source/{}", app.keys.index("attempt", source)), SOURCE)
}

pub(crate) async fn sign_in(app: &App, login: &str, source: &str) -> Result<(), Refusal> {
    let here = format!("account/{}", app.keys.index("attempt", &format!("{source} {login}")));
    take(app, vec![(here, ACCOUNT), by_source(app, source)]).await?;
    // Only what passed here counts everywhere.
    take(app, vec![(format!("everywhere/{}", app.keys.index("attempt", login)), EVERYWHERE)]).await
}

pub(crate) async fn registration(app: &App, source: &str) -> Result<(), Refusal> {
    take(app, vec![by_source(app, source)]).await
}

pub(crate) async fn password_change(app: &App, viewer: &Viewer) -> Result<(), Refusal> {
    take(app, vec![(format!("password/{}", app.keys.index("attempt", viewer.account.as_str())), ACCOUNT)]).await
}

async fn take(app: &App, names: Vec<(String, Pace)>) -> Result<(), Refusal> {
    let now = app.now().microseconds();
    let wait = app.act(move |sql| {
        let mut longest = None;
        for (name, (pause, burst)) in names {
            longest = longest.max(attempt(sql, &name, now, pause * SECOND, burst)?);
        }
        Ok(longest)
    });
    match wait.await? {
        Some(wait) => Err(Refusal::TooSoon { seconds: wait / SECOND + 1 }),
        None => Ok(()),
    }
}
