//! What the program says on its standard error holds nobody's data.

use std::process::Command;

use linxuan_testkit::invented;

use crate::client::ask;
use crate::story::{typed, with};
use crate::world::{CLERK, each_engine};

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

#[test]
fn logs_hold_nobody_s_data() {
    let program = std::env::current_exe().unwrap();
    let told = Command::new(program).args(["--exact", STORY, "--include-ignored", "--nocapture"]).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
    assert!(told.status.success() && said.contains("the story is told"), "{said}");
    let planted = [1, 2].iter().flat_map(|number| {
        [
            invented::resident_card(*number),
            invented::phone(*number),
            invented::name(*number),
            format!("第{number}研究所"),
        ]
    });
    let others = [SECRET, "先进事迹", "a-token-nobody-may-read", "linxuan_session"].map(str::to_owned);
    let found: Vec<String> = planted.chain(others).filter(|secret| said.contains(secret.as_str())).collect();
    assert_eq!(found, [""; 0], "{said}");
}
