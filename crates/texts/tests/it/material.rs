//! Findings on materials in the exact words that clerks read.

use linxuan_domain::finding::{Finding, Matter, Verdict};
use linxuan_domain::material::{BadLink, FileName, Flaw, MaterialProblem as P, Measured};
use linxuan_domain::rulebook::{Force, Format, Reading};
use linxuan_domain::value::{Frame, Label};
use linxuan_texts::{Said, Words, demands, finding};

use crate::{CHINESE, ENGLISH, campaign};

fn of(material: &str, name: Option<&str>, verdict: Verdict, problem: P) -> Finding {
    let file = name.map(|name| FileName { id: "f1".into(), name: name.into() });
    let matter = Matter::Material { material: material.parse().ok(), file, problem };
    Finding { rule: format!("material.{material}"), force: Force::Must, verdict, matter }
}

fn say(words: Words, reading: &Reading, one: &Finding) -> Said {
    let clauses = |path: &str| {
        let items = reading.origins.items(path).iter();
        items.map(|item| linxuan_domain::rulebook::outline::clause(item).to_owned()).collect()
    };
    finding(words, reading.rulebook.as_ref().unwrap(), &clauses, "person", one)
}

/// What is said of Qinghai's 张三1.jpg, in both languages: what, figure, mend.
fn both(material: &str, name: Option<&str>, problem: P) -> [[String; 3]; 2] {
    let qinghai = campaign("qinghai-2023");
    let one = of(material, name, Verdict::Breaks, problem);
    [CHINESE, ENGLISH].map(|words| {
        let said = say(words, &qinghai, &one);
        [said.what, said.figure, said.mend]
    })
}

fn frame(width: u32, height: u32) -> Frame {
    Frame { width, height }
}

#[test]
fn too_few_photos_say_how_many_there_are_and_must_be() {
    let qinghai = campaign("qinghai-2023");
    let two = of("photo", None, Verdict::Open, P::Count { found: 2, at_least: 3, at_most: Some(5) });
    let said = say(CHINESE, &qinghai, &two);
    assert_eq!([said.what, said.figure, said.mend], ["生活照或工作照的数量不够", "2 张，要求 3—5 张", "请再上传 1 张"]);
    // 三、2（2）②·2-5 and ④·2: the notice's own clauses.
    assert_eq!(said.clause, "依据：通知三、2（2）②；三、2（2）④");
    assert_eq!((said.field, said.place.as_deref()), (None, Some("photo")));
    let said = say(ENGLISH, &qinghai, &two);
    assert_eq!(said.figure, "2 pictures, asked for: 3 to 5 pictures");
    assert_eq!(said.mend, "Upload 1 picture more");
    let six = both("photo", None, P::Count { found: 6, at_least: 3, at_most: Some(5) });
    assert_eq!(six[0], ["生活照或工作照的数量过多", "6 张，要求 3—5 张", "请删去 1 张"]);
    let none = both("video", None, P::Count { found: 0, at_least: 1, at_most: None });
    assert_eq!(none[0], ["还没有上传视频", "0 个，至少 1 个", "请再上传 1 个"]);
    assert_eq!(none[1], ["Videos: nothing uploaded yet", "0 videos, at least 1 video", "Upload 1 video more"]);
    let held = of("photo", None, Verdict::Holds, P::Count { found: 3, at_least: 3, at_most: Some(5) });
    let said = say(CHINESE, &qinghai, &held);
    assert_eq!([said.what, said.figure, said.mend], ["生活照或工作照的数量符合要求", "3 张，要求 3—5 张", ""]);
}

#[test]
fn a_size_is_said_in_bytes_and_never_rounded_to_its_limit() {
    let small = |bytes| both("photo", Some("张三1.jpg"), P::TooSmall { bytes, at_least: 2_000_000 });
    let [chinese, english] = small(1_400_000);
    let figure = "1.4 MB（1,400,000 字节），要求不小于 2 MB（2,000,000 字节）";
    let mend = "还差 600,000 字节：请用原图，不要经聊天软件压缩，也不要放大";
    assert_eq!(chinese, ["生活照或工作照“张三1.jpg”的文件太小", figure, mend]);
    assert_eq!(english[1], "1.4 MB (1,400,000 bytes), must be at least 2 MB (2,000,000 bytes)");
    let [chinese, _] = small(1_999_999);
    assert_eq!(chinese[1], "1.99 MB（1,999,999 字节），要求不小于 2 MB（2,000,000 字节）");
    assert!(chinese[2].starts_with("还差 1 字节："), "{}", chinese[2]);
    let [chinese, _] = both("video", Some("a.mp4"), P::TooLarge { bytes: 300_000_001, at_most: 300_000_000 });
    assert_eq!(chinese[1], "300.01 MB（300,000,001 字节），要求不大于 300 MB（300,000,000 字节）");
    assert!(chinese[2].starts_with("超出 1 字节："), "{}", chinese[2]);
}

#[test]
fn a_playing_time_is_said_to_the_millisecond() {
    let long = |found_ms, tolerance_ms| {
        let [chinese, english] =
            both("video", Some("a.mp4"), P::TooLong { found_ms, at_most_ms: 180_000, tolerance_ms });
        (chinese, english)
    };
    let (chinese, english) = long(180_101, 100);
    let figure = "180.101 秒，要求不超过 180 秒，允许超出 0.1 秒";
    assert_eq!(chinese, ["视频“a.mp4”的时长超过要求", figure, "请剪去 0.101 秒后重新上传"]);
    assert_eq!(english[1], "180.101 s, must be at most 180 s, 0.1 s more are allowed");
    assert_eq!(long(200_000, 0).0[1], "200 秒，要求不超过 180 秒");
}

#[test]
fn frames_are_said_as_they_are_seen() {
    let allowed = vec![frame(1_920, 1_080), frame(1_080, 1_920)];
    let off = |rotation| {
        both("video", Some("a.mp4"), P::OtherFrame { found: frame(720, 1_280), rotation, allowed: allowed.clone() })
    };
    let [chinese, english] = off(90);
    assert_eq!(chinese[1], "转动 90 度后显示为 720×1280，要求 1920×1080或1080×1920");
    assert!(chinese[2].starts_with("请按 1920×1080或1080×1920 重新导出"), "{}", chinese[2]);
    assert_eq!(english[1], "shown as 720×1280 after a turn of 90 degrees, must be 1920×1080 or 1080×1920");
    assert_eq!(off(0)[0][1], "显示为 720×1280，要求 1920×1080或1080×1920");
    let off = P::OtherProportion { found: frame(350, 450), wanted: frame(33, 48) };
    let [chinese, _] = both("portrait", Some("张三1.jpg"), off);
    let what = "标准照“张三1.jpg”的宽高比例不合要求";
    assert_eq!(chinese, [what, "350×450，要求宽高比为 33:48", "请按 33:48 裁剪；不影响报送"]);
    let [chinese, _] = both("video", Some("a.mp4"), P::Unmeasured { what: Measured::Duration });
    assert_eq!(chinese, ["读不出视频“a.mp4”的时长", "", "请用常用软件打开，另存为MP4或MOV后重新上传"]);
}

#[test]
fn a_format_is_called_as_people_call_it() {
    let format = |found: &str| {
        let [chinese, _] =
            both("photo", Some("张三1.jpg"), P::NotAFormat { found: found.into(), allowed: vec![Format::Jpg] });
        chinese[1].clone()
    };
    for (media_type, figure) in [
        ("image/png", "内容是PNG，要求JPG"),
        ("image/heic", "内容是HEIC，要求JPG"),
        ("video/quicktime", "内容是MOV，要求JPG"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "内容是DOCX，要求JPG"),
        ("application/octet-stream", "内容是无法识别的内容，要求JPG"),
        ("", "内容是无法识别的内容，要求JPG"),
    ] {
        assert_eq!(format(media_type), figure, "{media_type}");
    }
}

#[test]
fn names_and_twins_name_the_other_file() {
    let other = FileName { id: "f2".into(), name: "张三2.jpg".into() };
    let [chinese, _] = both("photo", Some("3.jpg"), P::SameContent { other: other.clone() });
    let mend = "请删去其中一个，或者换成另一个文件";
    assert_eq!(chinese, ["生活照或工作照“3.jpg”的内容与另一个文件相同", "与“张三2.jpg”相同，只计一次", mend]);
    let [chinese, _] = both("photo", Some("3.jpg"), P::SameNumber { number: 2, other });
    assert_eq!(chinese[1], "序号 2，与“张三2.jpg”相同");
    let [chinese, _] =
        both("photo", Some("李四1.jpg"), P::OtherName { found: "李四".into(), wanted: vec!["张三".into()] });
    assert_eq!(chinese[1], "文件名中是“李四”，应为“张三”");
    assert!(chinese[2].contains("请把文件名改成“张三1”这样的形式后重新上传"), "{}", chinese[2]);
    let [chinese, _] = both("photo", Some("IMG_1.jpg"), P::NotNamed { wanted: "张三".into() });
    assert!(chinese[2].contains("不改也可以报送，导出时由系统统一命名"), "{}", chinese[2]);
    let file = of("photo", Some("IMG_1.jpg"), Verdict::Breaks, P::NotNamed { wanted: "张三".into() });
    assert_eq!(say(CHINESE, &campaign("qinghai-2023"), &file).place.as_deref(), Some("photo#f1"));
}

#[test]
fn links_and_flaws_say_the_way_out() {
    let link = |why| both("other", Some("作品"), P::BadLink { why })[0].clone();
    let long = link(BadLink::TooLong { found: 2_049 });
    assert_eq!((long[1].as_str(), long[2].as_str()), ("2,049 个字符，最多 2,048 个", "请换成较短的网址"));
    let inside = link(BadLink::PrivateHost { host: "192.168.1.20".into() });
    assert_eq!(inside[1], "“192.168.1.20”只能在单位内部打开");
    let qinghai = campaign("qinghai-2023");
    let cut = P::Flawed { flaw: Flaw::Truncated, figure: Some("1,024 / 2,048".into()) };
    let said = say(CHINESE, &qinghai, &of("photo", Some("张三1.jpg"), Verdict::Breaks, cut));
    assert_eq!([said.what.as_str(), said.figure.as_str()], ["生活照或工作照“张三1.jpg”不完整", "1,024 / 2,048"]);
    assert_eq!(said.clause, "", "no notice need say that a file is whole");
    let space = P::Space { bytes: 8_000_001, at_most: 8_000_000 };
    let matter = Matter::Material { material: None, file: None, problem: space };
    let space = Finding { rule: "measure".into(), force: Force::Must, verdict: Verdict::Breaks, matter };
    let said = say(CHINESE, &qinghai, &space);
    assert_eq!(said.figure, "8.01 MB（8,000,001 字节），要求不大于 8 MB（8,000,000 字节）");
    assert_eq!((said.clause.as_str(), said.place), ("通知没有写明，由活动办公室设定", None));
}

/// The notice's figures, before anything is uploaded.
#[test]
fn what_is_asked_for_is_said_in_the_same_figures() {
    let hebei = campaign("hebei-2021");
    let book = hebei.rulebook.as_ref().unwrap();
    let all = |words| book.material.iter().map(|one| demands(words, book, one).join("、")).collect::<Vec<_>>();
    assert_eq!(
        all(CHINESE),
        [
            "1 张、JPG格式、每个不小于 2 MB、宽高比 33:48、文件名为“姓名+序号”",
            "3—5 张、JPG格式、每个不小于 2 MB、文件名为“姓名+序号”",
            "数量不限、MP4或MOV格式、画面 1920×1080或1080×1920、每个不超过 180 秒",
            "数量不限、可以填网址",
        ]
    );
    assert_eq!(all(ENGLISH)[3], "any number、an address will do as well");
    let mut other = book.material[0].clone();
    other.background = Some(Label { zh: "白色".into(), en: "white".into() });
    other.pixels_at_least = Some(frame(600, 800));
    assert!(demands(CHINESE, book, &other).join("、").contains("像素不小于 600×800、宽高比 33:48、背景：白色"));
}

/// Every problem of every material, in both languages.
pub fn problems() -> Vec<P> {
    let other = FileName { id: "f2".into(), name: "张三2.jpg".into() };
    let mut all = vec![
        P::Count { found: 0, at_least: 1, at_most: Some(1) },
        P::Count { found: 2, at_least: 3, at_most: Some(5) },
        P::Count { found: 6, at_least: 3, at_most: Some(5) },
        P::Count { found: 1, at_least: 0, at_most: None },
        P::NotAsked,
        P::NotAFormat { found: "image/heic".into(), allowed: vec![Format::Jpg, Format::Png] },
        P::NotAFormat { found: "application/octet-stream".into(), allowed: vec![Format::Mp4] },
        P::TooSmall { bytes: 0, at_least: 2_000_000 },
        P::TooLarge { bytes: 3_000_000, at_most: 2_000_000 },
        P::FewPixels { found: frame(10, 20), at_least: frame(600, 800) },
        P::OtherProportion { found: frame(10, 20), wanted: frame(33, 48) },
        P::OtherFrame { found: frame(10, 20), rotation: 90, allowed: vec![frame(1_920, 1_080)] },
        P::TooLong { found_ms: 200_000, at_most_ms: 180_000, tolerance_ms: 100 },
        P::NotNamed { wanted: "张三".into() },
        P::OtherName { found: "李四".into(), wanted: vec!["张三".into(), "王五".into()] },
        P::SameNumber { number: 2, other: other.clone() },
        P::SameContent { other },
        P::NoLinks,
        P::Space { bytes: 9_000_000, at_most: 8_000_000 },
    ];
    all.extend([Measured::Frame, Measured::Duration].map(|what| P::Unmeasured { what }));
    all.extend(Flaw::ALL.map(|flaw| P::Flawed { flaw, figure: None }));
    let host = "10.0.0.1".to_owned();
    let links = [BadLink::Malformed, BadLink::OtherScheme, BadLink::UserInfo, BadLink::PrivateHost { host }];
    all.extend(links.map(|why| P::BadLink { why }));
    all.push(P::BadLink { why: BadLink::TooLong { found: 3_000 } });
    all
}
