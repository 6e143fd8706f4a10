//! What a page shows can be sent: every form of every page, with exactly its controls.

use std::collections::BTreeSet;

use crate::client::{Ask, Told, ask};
use crate::pages::{attribute, busy, crawl, pieces, standing};
use crate::world::{CLERK, CLERK_B, MINUTE, START, World, each_engine};

/// One way to send a form: by one of its buttons.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Sending {
    action: String,
    multipart: bool,
    names: BTreeSet<String>,
}

impl Sending {
    fn asked(&self) -> Ask {
        let asked = ask("POST", &self.action).same_origin();
        if self.multipart {
            let part =
                |name: &String| format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\nx\r\n");
            let body = self.names.iter().map(part).collect::<String>() + "--edge--\r\n";
            return asked.raw("multipart/form-data; boundary=edge", body);
        }
        let pairs: Vec<(&str, &str)> = self.names.iter().map(|name| (name.as_str(), "x")).collect();
        asked.form(&pairs)
    }
}

fn is_control(tag: &str) -> bool {
    ["input ", "select ", "textarea "].iter().any(|name| tag.starts_with(name))
}

/// The tags of each form that posts: those in it, and those that name it from elsewhere.
fn forms(html: &str) -> Vec<(String, Vec<String>)> {
    let (all, _) = pieces(html);
    let mut found = Vec::new();
    for (place, tag) in all.iter().enumerate() {
        if !(tag.starts_with("form ") && attribute(tag, "method") == Some("post")) {
            continue;
        }
        let inside = all[place + 1..].iter().take_while(|tag| !tag.starts_with("/form"));
        let id = attribute(tag, "id");
        let elsewhere = all.iter().filter(|tag| id.is_some() && attribute(tag, "form") == id);
        found.push((tag.clone(), inside.chain(elsewhere).cloned().collect()));
    }
    found
}

fn sendings(path: &str, html: &str) -> Vec<Sending> {
    let mut found = Vec::new();
    for (form, tags) in forms(&standing(html)) {
        let controls: BTreeSet<String> = tags
            .iter()
            .filter(|tag| is_control(tag))
            .filter_map(|tag| attribute(tag, "name"))
            .map(str::to_owned)
            .collect();
        let own = attribute(&form, "action").unwrap_or(path).replace("&#38;", "&");
        let multipart = attribute(&form, "enctype") == Some("multipart/form-data");
        for button in tags.iter().filter(|tag| tag.starts_with("button") && attribute(tag, "type") != Some("button")) {
            let names = controls.iter().cloned().chain(attribute(button, "name").map(str::to_owned)).collect();
            let action = attribute(button, "formaction").map_or(own.clone(), str::to_owned);
            found.push(Sending { action, multipart, names });
        }
    }
    found
}

async fn sent(world: &mut World, login: &str, sending: &Sending) -> Told {
    // Whatever was sent before may have ended the session.
    if world.tokens.contains_key(login) {
        world.sign_in(login).await;
    }
    sending.asked().by(world, login).send(world).await
}

async fn sends_what_it_shows(world: &mut World, logins: &[&str], posted: &mut BTreeSet<String>) {
    for login in logins {
        let pages = crawl(world, login, "zh").await;
        let all: BTreeSet<Sending> = pages.iter().flat_map(|(path, html)| sendings(path, html)).collect();
        for sending in all {
            let told = sent(world, login, &sending).await;
            let (text, action) = (told.text(), &sending.action);
            let names = &sending.names;
            assert!(!text.contains("表中有这一页没有的项"), "{login} {action} {names:?}");
            let turned_away = told.status == 303 && told.to().starts_with("/sign-in");
            assert!(!turned_away || ["/sign-out", "/password"].contains(&action.as_str()), "{login} {action}");
            assert!(told.status.as_u16() < 500, "{login} {action}: {text}");
            posted.extend(action.split('?').next().unwrap().rsplit('/').next().map(str::to_owned));
            posted.extend(names.iter().cloned());
        }
    }
}

#[test]
fn every_form_takes_the_controls_of_its_page() {
    each_engine(async |world| {
        let mut posted = BTreeSet::new();
        busy(world).await;
        let early =
            ["", "leader", CLERK_B, CLERK, "nominee", "auditor", "office", "office-2", "examiner", "examiner-2"]
                .as_slice();
        // By then what was sent back is past its time: the office's form that gives more of it stands there too.
        let later = START + 40 * 24 * 60 * MINUTE;
        for (at, logins) in [(START, early), (later, &["office"])] {
            world.set_clock(at);
            sends_what_it_shows(world, logins, &mut posted).await;
        }
        for wanted in
            ["sign-out", "tokens", "units", "honours", "extension", "extra-quota", "opinions", "deeds", "word"]
        {
            assert!(posted.contains(wanted), "{wanted} was posted by no page");
        }
    });
}
