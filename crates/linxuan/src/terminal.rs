//! Asking the person at the terminal, or the environment of a script.

use std::io::{self, BufRead, IsTerminal};
use std::process::Command;

use linxuan_app::session::{self, SignedIn};
use linxuan_app::{App, account};
use linxuan_domain::access::Viewer;
use linxuan_texts::Words;

use crate::print;
use crate::stop::Stop;

/// How attempts from the command line are counted.
const SOURCE: &str = "command-line";

/// Signs a person in, for one command: who still has to choose a password or
/// set up a second factor does so here.
pub async fn sign_in(words: Words, app: &App) -> Result<Viewer, Stop> {
    let refused = |refusal| Stop::refused(words, &refusal);
    let scripted = std::env::var("LINXUAN_LOGIN").is_ok();
    let login = answer(words, "LINXUAN_LOGIN", "ask-login", false)?;
    let password = answer(words, "LINXUAN_PASSWORD", "ask-password", true)?;
    let code = std::env::var("LINXUAN_CODE").ok().filter(|_| scripted);
    let code = match code {
        None if !scripted => answer(words, "LINXUAN_CODE", "ask-code", false)?,
        code => code.unwrap_or_default(),
    };
    let opened = session::sign_in(app, &login, password.clone(), &code, SOURCE).await.map_err(refused)?;
    let done = first_time(words, app, &opened.signed_in, password).await;
    session::sign_out(app, &opened.token).await.map_err(refused)?;
    done.map(|()| opened.signed_in.viewer)
}

async fn first_time(words: Words, app: &App, signed_in: &SignedIn, password: String) -> Result<(), Stop> {
    let refused = |refusal| Stop::refused(words, &refusal);
    if signed_in.must_change {
        print::note(words.say("ask-new-password-why"));
        let new = answer(words, "LINXUAN_NEW_PASSWORD", "ask-new-password", true)?;
        account::change_password(app, &signed_in.viewer, password, new).await.map_err(refused)?;
    }
    if signed_in.must_enrol {
        let secret = session::propose_second_factor(app);
        print::note(words.fill("ask-second-factor-why", &[("secret", session::secret_text(&secret).into())]));
        let code = answer(words, "LINXUAN_NEW_CODE", "ask-second-factor", false)?;
        session::enrol(app, &signed_in.viewer, &secret, &code).await.map_err(refused)?;
    }
    Ok(())
}

/// An answer from the environment, or else from the terminal.
fn answer(words: Words, variable: &str, question: &str, secret: bool) -> Result<String, Stop> {
    if let Ok(text) = std::env::var(variable) {
        return Ok(text);
    }
    print::question(words.say(question));
    let hidden = secret && io::stdin().is_terminal() && echo(false);
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    if hidden {
        echo(true);
        print::note("");
    }
    match read {
        Ok(0) | Err(_) => Err(Stop::misuse(words.fill("ask-nobody", &[("name", variable.into())]))),
        Ok(_) => Ok(line.trim_end_matches(['\r', '\n']).to_owned()),
    }
}

/// Shows what is typed, or not; answers whether the terminal obeyed.
fn echo(on: bool) -> bool {
    Command::new("stty").arg(if on { "echo" } else { "-echo" }).status().is_ok_and(|status| status.success())
}
