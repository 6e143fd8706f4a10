//! Every page that links lead to, for every role, in both languages: there, whole, in words.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use linxuan_app::nomination;

use crate::client::ask;
use crate::world::{CAST, CLERK, CLERK_B, MAIN, OTHER, World, each_engine};

/// Tags with their attributes, and what stands between them.
pub fn pieces(html: &str) -> (Vec<String>, Vec<String>) {
    let (mut tags, mut texts) = (Vec::new(), Vec::new());
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        tags.push(tag.to_owned());
        texts.push(text.trim().to_owned());
    }
    (tags, texts)
}

pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[at..].split('"').next()
}

/// A key of the catalogue that has no sentence shows itself: `queue-state-returned`.
fn is_key(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let plain = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    parts.len() > 1 && parts.iter().all(plain) && parts[0].chars().all(|c| c.is_ascii_lowercase())
}

/// What people read or hear: texts, and the attributes that carry words.
fn words(html: &str) -> Vec<String> {
    let (tags, texts) = pieces(html);
    let spoken = [
        "aria-label",
        "title",
        "placeholder",
        "alt",
        "data-sending",
        "data-saving",
        "data-saved",
        "data-offline",
        "data-stopped",
        "data-sign-in",
        "data-confirm",
    ];
    let carried = tags.iter().flat_map(|tag| spoken.iter().filter_map(|name| attribute(tag, name)));
    carried.map(str::to_owned).chain(texts).filter(|text| !text.is_empty()).collect()
}

fn unsaid(html: &str) -> Vec<String> {
    // The record says which login was made.
    let login =
        |text: &str| text.starts_with(MAIN) || text.starts_with(OTHER) || CAST.iter().any(|(login, _)| *login == text);
    let all = words(html).into_iter().flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    // English has words with hyphens; only whole texts are looked at there.
    let whole: BTreeSet<String> = words(html).into_iter().collect();
    let chinese = html.contains("<html lang=\"zh");
    all.filter(|text| is_key(text) && !login(text) && (chinese || whole.contains(text))).collect()
}

/// Follows every link from the first page on; answers each page once.
pub async fn crawl(world: &World, login: &str, language: &str) -> BTreeMap<String, String> {
    let mut waiting = VecDeque::from([
        "/".to_owned(),
        "/home".into(),
        "/password".into(),
        "/second-factor".into(),
        "/nowhere".into(),
    ]);
    let mut seen = BTreeMap::new();
    while let Some(path) = waiting.pop_front() {
        let path = path.split('#').next().unwrap().to_owned();
        // Each order is looked at once, not in every narrowing.
        let again = path.contains("&order=");
        if seen.contains_key(&path) || path.starts_with("/static/") || path.contains("format=csv") || again {
            continue;
        }
        assert!(seen.len() < 400, "{login} goes on and on: {path}");
        let asked = ask("GET", &path).header("cookie", &format!("linxuan_language={language}"));
        let told = asked.by(world, login).same_origin().send(world).await;
        if told.status == 303 {
            waiting.push_back(told.to());
            seen.insert(path, String::new());
            continue;
        }
        let expected = if path == "/nowhere" { 404 } else { 200 };
        assert_eq!(told.status, expected, "{login} {path}");
        let text = told.text();
        let links = pieces(&text).0.into_iter().filter(|tag| tag.starts_with("a "));
        waiting.extend(
            links
                .filter_map(|tag| attribute(&tag, "href").map(|path| path.replace("&amp;", "&").replace("&#38;", "&")))
                .filter(|path| path.starts_with('/')),
        );
        seen.insert(path, text);
    }
    seen
}

pub async fn busy(world: &mut World) {
    let (ids, _) = world.handed_in(CLERK_B, &[5, 6]).await;
    let checks =
        ["rank", "honours"].map(|check| serde_json::json!({"check": check, "passed": false, "reason": "材料不全"}));
    let back = serde_json::json!({"word": "return", "version": 2, "checks": checks});
    world.send("examiner", &format!("/api/examination/{}", ids[0]), &back).await.is(200);
    let refusal = serde_json::json!({"word": "propose-refusal", "version": 2, "note": "不符合条件"});
    world.send("examiner", &format!("/api/examination/{}", ids[1]), &refusal).await.is(200);
    world.handed_in(CLERK, &[1]).await;
    let draft = world.filled(CLERK, 2).await;
    world.begun(CLERK).await;
    let clerk = world.viewer(CLERK).await;
    nomination::waive(&world.app, &clerk, None, "academician-share", "仅有一名人选。").await.unwrap();
    world.nominee(CLERK, &draft).await;
    let unit = clerk.unit.unwrap();
    let form = [("until", "2022-06-01T18:00"), ("date", "2022-06-01"), ("time", "18:00"), ("reason", "洪水")];
    world.post("office", &format!("/units/{unit}/extension"), &form).await;
}

#[test]
fn every_page_of_every_role_is_whole_and_in_words() {
    each_engine(async |world| {
        busy(world).await;
        let all = [
            "",
            "system",
            "security",
            "auditor",
            "office",
            "office-2",
            "examiner",
            "examiner-2",
            "supervisor",
            "sponsor",
            "leader",
            "joint",
            "collector",
            CLERK,
            CLERK_B,
            "nominee",
        ];
        let (mut seen, mut wanting) = (BTreeSet::new(), BTreeSet::new());
        for login in all {
            // The templates are the same: in English each kind of page is seen once.
            let english = ["", "office", "examiner", "supervisor", CLERK, "nominee"].contains(&login);
            for language in ["zh", "en"].into_iter().take(1 + usize::from(english)) {
                for (path, html) in crawl(world, login, language).await.into_iter().filter(|(_, html)| !html.is_empty())
                {
                    wanting.extend(unsaid(&html));
                    whole(&html, &format!("{login} {path}"));
                    assert_eq!(html.contains("<html lang=\"en\">"), language == "en", "{login} {path}");
                    seen.insert(path);
                }
            }
        }
        assert_eq!(wanting, BTreeSet::new());
        for wanted in [
            "/",
            "/home",
            "/hand-in",
            "/examination",
            "/monitoring",
            "/units",
            "/waivers",
            "/reminders",
            "/record",
            "/password",
            "/second-factor",
            "/tokens",
            "/register",
            "/sign-in",
            &format!("/campaigns/{MAIN}"),
        ] {
            assert!(seen.contains(wanted), "{wanted} is linked nowhere");
        }
        for wanted in ["/nominations/", "/examination/", "/receipts/"] {
            assert!(seen.iter().any(|path| path.starts_with(wanted)), "{wanted} is linked nowhere");
        }
        assert!(seen.iter().any(|path| path.ends_with("/steps/deeds")));
    });
}

/// A page without the parts that a script would copy: they are no part of it yet.
pub fn standing(html: &str) -> String {
    let mut parts = html.split("<template");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |page, part| page + part.split_once("</template>").unwrap().1)
}

/// One title, one main part, one first heading, no id twice, a name for every control.
fn whole(html: &str, place: &str) {
    // A tag of a template that stands in the page was cut in two.
    assert!(!html.contains("}}") && !html.contains("{{") && !html.contains("%}"), "{place}: {html}");
    let (tags, _) = pieces(&standing(html));
    let count = |name: &str| tags.iter().filter(|tag| **tag == name || tag.starts_with(&format!("{name} "))).count();
    assert_eq!((count("title"), count("main"), count("h1")), (1, 1, 1), "{place}");
    let ids: Vec<&str> = tags.iter().filter_map(|tag| attribute(tag, "id")).filter(|id| !id.is_empty()).collect();
    let once: BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(once.len(), ids.len(), "{place}: {ids:?}");
    let labels: BTreeSet<&str> = tags.iter().filter_map(|tag| attribute(tag, "for")).collect();
    let named = |tag: &&String| {
        let spoken = attribute(tag, "aria-label").is_some() || attribute(tag, "aria-labelledby").is_some();
        spoken || attribute(tag, "type") == Some("hidden") || attribute(tag, "id").is_some_and(|id| labels.contains(id))
    };
    let controls =
        tags.iter().filter(|tag| ["input ", "select ", "textarea "].iter().any(|name| tag.starts_with(name)));
    let nameless: Vec<&String> = controls.filter(|tag| !named(tag)).collect();
    assert_eq!(nameless, [""; 0], "{place}");
    let forms = tags.iter().filter(|tag| tag.starts_with("form ") && tag.contains("method=\"post\""));
    assert!(
        forms.filter_map(|tag| attribute(tag, "action")).all(|path| path.starts_with('/') && !path.starts_with("//")),
        "{place}"
    );
}

/// 三、2（2）②·2-5 of Qinghai's notice: three to five photos, jpg, 2 MB, 姓名+序号.
#[test]
fn a_notice_says_what_it_asks_of_each_material() {
    each_engine(async |world| {
        let told = ask("GET", "/campaigns/qinghai-2023").send(world).await;
        let text = told.is(200).text();
        for figure in ["3—5 张、JPG格式、每个不小于 2 MB、文件名为", "画面 1920×1080或1080×1920、每个不超过 180 秒"]
        {
            assert!(text.contains(figure), "{figure}");
        }
    });
}

#[test]
fn keys_are_told_from_words() {
    assert!(["queue-state-returned", "nav-home"].iter().all(|text| is_key(text)));
    assert!(!["首页", "2022-05-20", "Home", "a", "national 2022", "-", "no-Store"].iter().any(|text| is_key(text)));
    assert_eq!(unsaid("<html lang=\"zh-CN\"><p>共 nav-home 项</p><a aria-label=\"x-y\">首页</a>"), ["x-y", "nav-home"]);
}
