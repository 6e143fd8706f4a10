//! What the program says on its standard error holds nobody's data.

use std::process::Command;

use linxuan_testkit::{Database, act, engines, invented};

use crate::client::ask;
use crate::story::{typed, with};
use crate::world::{CLERK, CLERK_B, World, each_engine, runtime};

const STORY: &str = "logs::a_story_with_faults";
const SECRET: &str = "correct horse battery 9";

/// Run by the test below in a process of its own, whose output is read.
#[test]
#[ignore = "run by the test that reads its output"]
fn a_story_with_faults() {
    each_engine(async |world| {
        let (ids, _) = world.handed_in(CLERK, &[1]).await;
        let draft = world.filled(CLERK, 2).await;
        world.nominee(CLERK, &draft).await;
        for step in ["basic", "deeds", "contact", "nowhere"] {
            let pairs = if step == "nowhere" { Vec::new() } else { typed(2, 9, step) };
            world
                .post(CLERK, &format!("/nominations/{draft}/steps/{step}"), &with(&pairs, &[("name", "坏\0名")]))
                .await;
            world.post("nominee", &format!("/nominations/{}/steps/{step}", ids[0]), &with(&pairs, &[])).await;
        }
        world.post("", "/sign-in", &[("login", &invented::resident_card(2)), ("password", SECRET)]).await;
        world.post("", "/register", &[("code", "x"), ("login", "nominee"), ("password", SECRET)]).await;
        ask("GET", "/api/me").bearer("a-token-nobody-may-read").send(world).await;
        world.get("examiner", &format!("/examination?q={}", invented::phone(2))).await;
        world.post("", &format!("/nominations/{draft}/steps/deeds"), &[("deeds", "观测站的先进事迹")]).await;
        eprintln!("the story is told");
    });
}

/// Sealed answers that somebody exchanged beside the program, then one look at them.
#[test]
#[ignore = "run by the test that reads its output"]
fn a_tampered_row() {
    for engine in engines() {
        let (runtime, database) = (runtime(), Database::fresh(engine));
        let world = World::build(&database, &runtime);
        let (one, other) = runtime.block_on(async { (world.filled(CLERK, 1).await, world.filled(CLERK_B, 2).await) });
        let tampered = one.clone();
        act(&database.beside(), move |sql| {
            let text =
                "UPDATE nomination SET sealed = (SELECT o.sealed FROM nomination o WHERE o.id = $2) WHERE id = $1";
            sql.execute(text, &[tampered.into(), other.into()])
        });
        let told = runtime.block_on(world.get(CLERK, &format!("/nominations/{one}")));
        assert_eq!(told.status, 500);
        assert_eq!(planted(&told.text()), [""; 0]);
        eprintln!("the row is read");
    }
}

/// What a process of its own says of a story.
fn said(story: &str, end: &str) -> String {
    let program = std::env::current_exe().unwrap();
    let told = Command::new(program).args(["--exact", story, "--include-ignored", "--nocapture"]).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
    assert!(told.status.success() && said.contains(end), "{said}");
    said
}

/// T31, T73. A fault is one line, and none of what it is about.
#[test]
fn a_fault_is_one_line_and_holds_nobody_s_data() {
    let said = said("logs::a_tampered_row", "the row is read");
    let count = |text: &str| said.lines().filter(|line| line.starts_with(text)).count();
    assert_eq!((count("fault: "), count("the row is read")), (engines().len(), engines().len()), "{said}");
    assert_eq!(planted(&said), [""; 0], "{said}");
}

#[test]
fn logs_hold_nobody_s_data() {
    let said = said(STORY, "the story is told");
    assert_eq!(planted(&said), [""; 0], "{said}");
}

/// What of the stories' persons and secrets stands in a text.
fn planted(said: &str) -> Vec<String> {
    let planted = [1, 2].iter().flat_map(|number| {
        [
            invented::resident_card(*number),
            invented::phone(*number),
            invented::name(*number),
            format!("第{number}研究所"),
        ]
    });
    let others = [SECRET, "先进事迹", "a-token-nobody-may-read", "linxuan_session"].map(str::to_owned);
    planted.chain(others).filter(|secret| said.contains(secret.as_str())).collect()
}
