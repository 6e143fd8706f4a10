//! Files against the notices: every figure is the notice's own, or worked out from it by hand.

use linxuan_domain::finding::{Finding, Matter, Verdict};
use linxuan_domain::material::{
    Attached, FileFacts, FileName, Flaw, MaterialProblem as P, Measured, Subject, What, gate, gate_one,
};
use linxuan_domain::rulebook::{Delivery, Force, Format, MaterialKind, Per, Rulebook};
use linxuan_domain::value::{Frame, Size};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

use crate::key;
use crate::traps::book;

const TWO_MB: u64 = 2_000_000;

fn frame(width: u32, height: u32) -> Frame {
    Frame { width, height }
}

fn picture(bytes: u64, width: u32, height: u32) -> FileFacts {
    let sides = (Some(width), Some(height));
    FileFacts { media_type: "image/jpeg".into(), bytes, width: sides.0, height: sides.1, ..FileFacts::default() }
}

fn video(milliseconds: u64, width: u32, height: u32, rotation: u16) -> FileFacts {
    let shown = if rotation % 180 == 90 { frame(height, width) } else { frame(width, height) };
    FileFacts {
        media_type: "video/mp4".into(),
        bytes: 150_000_000,
        width: Some(width),
        height: Some(height),
        displayed: Some(shown),
        rotation: Some(rotation),
        duration_ms: Some(milliseconds),
        ..FileFacts::default()
    }
}

/// 张三's file of a material, whole and well named.
fn file(material: &str, number: u32, facts: FileFacts) -> Attached {
    let id = format!("{material}-{number}");
    Attached {
        material: key(material),
        name: format!("张三{number}.jpg"),
        named: Some(("张三".into(), number)),
        ordinal: number,
        what: What::File { facts, sha256: format!("hash of {id}") },
        id,
    }
}

/// A link to a work elsewhere.
fn link(material: &str, address: &str) -> Attached {
    let what = What::Link(address.into());
    Attached { id: address.into(), material: key(material), name: "作品".into(), named: None, ordinal: 9, what }
}

fn photo(number: u32) -> Attached {
    file("photo", number, picture(TWO_MB, 3_000, 2_000))
}

fn portrait() -> Attached {
    file("portrait", 1, picture(TWO_MB, 1_650, 2_400))
}

fn names() -> [String; 1] {
    ["张三".to_owned()]
}

fn judged(book: &Rulebook, attached: &[Attached]) -> Vec<Finding> {
    let (names, channel) = (names(), book.channel[0].id.clone());
    gate(book, &Subject { channel: &channel, per: Per::Nominee, names: &names }, attached)
}

/// What the gate says beyond what holds: material, file, force and problem.
fn said(book: &Rulebook, attached: &[Attached]) -> Vec<(String, Force, P)> {
    let open = judged(book, attached).into_iter().filter(|finding| finding.verdict != Verdict::Holds);
    let word = |finding: Finding| match finding.matter {
        Matter::Material { material, file, problem } => {
            let about = file.map_or_else(|| material.map(|key| key.to_string()).unwrap_or_default(), |file| file.id);
            (about, finding.force, problem)
        }
        other => panic!("{other:?}"),
    };
    open.map(word).collect()
}

/// What is said of one file of a material, alone.
fn of_one(book: &Rulebook, one: &Attached) -> Vec<(Force, P)> {
    let (names, channel) = (names(), book.channel[0].id.clone());
    let subject = Subject { channel: &channel, per: Per::Nominee, names: &names };
    let word = |finding: Finding| match finding.matter {
        Matter::Material { problem, .. } => (finding.force, problem),
        other => panic!("{other:?}"),
    };
    gate_one(book, &subject, one).into_iter().map(word).collect()
}

/// 河北 七、1（1）②: a portrait and three to five photos; videos need not be.
fn whole() -> Vec<Attached> {
    std::iter::once(portrait()).chain((1..=3).map(photo)).collect()
}

fn count(found: u32, at_least: u32, at_most: Option<u32>) -> P {
    P::Count { found, at_least, at_most }
}

#[test]
fn what_the_notice_asks_for_holds() {
    let hebei = book("hebei-2021");
    let findings = judged(&hebei, &whole());
    let rules: Vec<_> = findings.iter().map(|finding| (finding.rule.as_str(), finding.verdict)).collect();
    let held = ["material.portrait", "material.photo", "material.video", "material.other-works"];
    assert_eq!(rules, held.map(|rule| (rule, Verdict::Holds)));
}

#[test]
fn three_to_five_photos_are_three_four_or_five() {
    let hebei = book("hebei-2021");
    for (number, expected) in [
        (0, Some((Verdict::Open, count(0, 3, Some(5))))),
        (2, Some((Verdict::Open, count(2, 3, Some(5))))),
        (3, None),
        (5, None),
        (6, Some((Verdict::Breaks, count(6, 3, Some(5))))),
    ] {
        let attached: Vec<_> = std::iter::once(portrait()).chain((1..=number).map(photo)).collect();
        let all = judged(&hebei, &attached);
        let open: Vec<_> = all.iter().filter(|finding| finding.verdict != Verdict::Holds).collect();
        let Some((verdict, problem)) = expected else {
            assert_eq!(open, [&all[0]; 0], "{number}");
            continue;
        };
        assert_eq!(open.len(), 1, "{number}: {open:?}");
        assert!(open[0].blocks() && open[0].verdict == verdict, "{number}");
        assert_eq!(open[0].matter, Matter::Material { material: Some(key("photo")), file: None, problem });
    }
}

/// Hebei's videos may be left out (如有), Qinghai's and the national ones may not.
#[test]
fn a_video_is_missed_only_where_it_is_asked_for() {
    for (name, missed) in [("hebei-2021", false), ("qinghai-2023", true), ("national-2021", true)] {
        let expected = [("video".to_owned(), Force::Must, count(0, 1, None))];
        assert_eq!(said(&book(name), &whole()), if missed { &expected[..] } else { &[] }, "{name}");
    }
    // The national notice of 2022 asks for no files at all.
    assert_eq!(judged(&book("national-2022"), &[]), []);
}

#[test]
fn what_need_not_be_there_is_advised_to_be_complete_once_begun() {
    let mut optional = book("hebei-2021");
    optional.material[1].required = false;
    assert_eq!(said(&optional, &[portrait()]), []);
    let begun = said(&optional, &[portrait(), photo(1)]);
    assert_eq!(begun, [("photo".to_owned(), Force::Advice, count(1, 3, Some(5)))]);
}

/// 2 MB is read as 2,000,000 bytes, the reading by which fewer files are too small.
#[test]
fn two_megabytes_are_two_million_bytes_or_as_the_office_says() {
    let small = |bytes, at_least| vec![(Force::Must, P::TooSmall { bytes, at_least })];
    let mut hebei = book("hebei-2021");
    let of = |book: &Rulebook, bytes| of_one(book, &file("photo", 1, picture(bytes, 3_000, 2_000)));
    assert_eq!(of(&hebei, 1_999_999), small(1_999_999, TWO_MB));
    assert_eq!(of(&hebei, 2_000_000), []);
    assert_eq!(of(&hebei, 0), small(0, TWO_MB));
    // The strict reading: 2 × 1,048,576.
    hebei.measure.megabyte = 1_048_576;
    assert_eq!(of(&hebei, 2_097_151), small(2_097_151, 2_097_152));
    assert_eq!(of(&hebei, 2_097_152), []);
    hebei.material[1].size_at_most = Some(Size { megabytes: 3 });
    assert_eq!(of(&hebei, 3_145_728), []);
    let large = P::TooLarge { bytes: 3_145_729, at_most: 3_145_728 };
    assert_eq!(of(&hebei, 3_145_729), [(Force::Must, large)]);
}

/// Three minutes are 180.000 s; the rulebooks let 0.1 s pass, since containers round.
#[test]
fn three_minutes_end_at_the_tolerance() {
    let mut hebei = book("hebei-2021");
    let of = |book: &Rulebook, ms| of_one(book, &file("video", 1, video(ms, 1_920, 1_080, 0)));
    let long = |found_ms, tolerance_ms| [(Force::Must, P::TooLong { found_ms, at_most_ms: 180_000, tolerance_ms })];
    for sound in [1, 179_999, 180_000, 180_001, 180_040, 180_100] {
        assert_eq!(of(&hebei, sound), [], "{sound}");
    }
    assert_eq!(of(&hebei, 180_101), long(180_101, 100));
    hebei.measure.duration_tolerance_ms = 0;
    assert_eq!(of(&hebei, 180_000), []);
    assert_eq!(of(&hebei, 180_001), long(180_001, 0));
}

/// 横版1920×1080，竖版1080×1920, as displayed: a turned recording counts as it is seen.
#[test]
fn a_frame_is_what_people_see() {
    let hebei = book("hebei-2021");
    let allowed = vec![frame(1_920, 1_080), frame(1_080, 1_920)];
    for (facts, shown) in [
        (video(1_000, 1_920, 1_080, 0), None),
        (video(1_000, 1_080, 1_920, 0), None),
        (video(1_000, 1_920, 1_080, 90), None),
        (video(1_000, 1_920, 1_080, 270), None),
        (video(1_000, 1_920, 1_080, 180), None),
        (video(1_000, 1_919, 1_080, 0), Some((frame(1_919, 1_080), 0))),
        (video(1_000, 1_920, 1_088, 0), Some((frame(1_920, 1_088), 0))),
        (video(1_000, 1_280, 720, 90), Some((frame(720, 1_280), 90))),
        // Pixels that are not square: 1440 wide as coded, 1920 as shown.
        (FileFacts { displayed: Some(frame(1_920, 1_080)), ..video(1_000, 1_440, 1_080, 0) }, None),
        // Nobody worked out what is shown: the turn alone decides.
        (FileFacts { displayed: None, ..video(1_000, 1_920, 1_080, 90) }, None),
        (FileFacts { displayed: None, ..video(1_000, 1_280, 720, 90) }, Some((frame(720, 1_280), 90))),
    ] {
        let word = |(found, rotation)| (Force::Must, P::OtherFrame { found, rotation, allowed: allowed.clone() });
        let expected: Vec<_> = shown.map(word).into_iter().collect();
        assert_eq!(of_one(&hebei, &file("video", 1, facts.clone())), expected, "{facts:?}");
    }
}

#[test]
fn a_figure_that_cannot_be_read_is_missed_once() {
    let hebei = book("hebei-2021");
    let mut facts = FileFacts { duration_ms: None, ..video(0, 1_920, 1_080, 0) };
    let unmeasured = |what| (Force::Must, P::Unmeasured { what });
    let of = |facts: &FileFacts| of_one(&hebei, &file("video", 1, facts.clone()));
    assert_eq!(of(&facts), [unmeasured(Measured::Duration)]);
    (facts.width, facts.displayed) = (None, None);
    assert_eq!(of(&facts), [unmeasured(Measured::Frame), unmeasured(Measured::Duration)]);
    // A cut file says so itself, and a photo among the videos has no playing time to miss.
    facts.flaws = vec![(Flaw::Truncated, Some("1,024".into()))];
    let cut = P::Flawed { flaw: Flaw::Truncated, figure: Some("1,024".into()) };
    assert_eq!(of(&facts), [(Force::Must, cut)]);
    let allowed = vec![Format::Mp4, Format::Mov];
    let png = FileFacts { media_type: "image/png".into(), bytes: 5, ..FileFacts::default() };
    assert_eq!(of(&png), [(Force::Must, P::NotAFormat { found: "image/png".into(), allowed })]);
}

/// 照片格式：jpg — by content; 张三1.jpg that holds something else is something else.
#[test]
fn a_format_is_the_content_and_never_the_name() {
    let hebei = book("hebei-2021");
    let of = |media_type: &str| {
        let facts = FileFacts { media_type: media_type.into(), ..picture(TWO_MB, 3_000, 2_000) };
        of_one(&hebei, &file("photo", 1, facts))
    };
    assert_eq!(of("image/jpeg"), []);
    for other in ["image/png", "image/heic", "text/html", "application/octet-stream", "", "IMAGE/JPEG"] {
        let wrong = P::NotAFormat { found: other.into(), allowed: vec![Format::Jpg] };
        assert_eq!(of(other), [(Force::Must, wrong)], "{other}");
    }
    // Without a list of its own a material takes what suits its kind, and nothing else.
    let mut free = hebei.clone();
    free.material[1].formats = Vec::new();
    let of = |kind, media_type: &str| {
        let mut book = free.clone();
        book.material[1].kind = kind;
        let facts = FileFacts { media_type: media_type.into(), ..picture(TWO_MB, 3_000, 2_000) };
        of_one(&book, &file("photo", 1, facts)).is_empty()
    };
    for (kind, media_type, taken) in [
        (MaterialKind::Photo, "image/png", true),
        (MaterialKind::Photo, "image/gif", false),
        (MaterialKind::Other, "image/gif", true),
        (MaterialKind::Other, "application/zip", false),
        (MaterialKind::Document, "application/pdf", true),
        (MaterialKind::Document, "image/jpeg", false),
        (MaterialKind::Video, "video/quicktime", true),
        (MaterialKind::Video, "video/x-msvideo", false),
    ] {
        assert_eq!(of(kind, media_type), taken, "{kind:?} {media_type}");
    }
}

#[test]
fn every_mistake_of_a_file_is_said_at_once() {
    let hebei = book("hebei-2021");
    let facts = FileFacts { media_type: "image/png".into(), ..picture(1_400_000, 100, 100) };
    let mut one = file("portrait", 1, facts);
    one.named = Some(("李四".into(), 1));
    let wrong = P::NotAFormat { found: "image/png".into(), allowed: vec![Format::Jpg] };
    let other = P::OtherName { found: "李四".into(), wanted: names().to_vec() };
    let expected = [
        (Force::Must, wrong),
        (Force::Must, P::TooSmall { bytes: 1_400_000, at_least: TWO_MB }),
        (Force::Advice, P::OtherProportion { found: frame(100, 100), wanted: frame(33, 48) }),
        (Force::Must, other),
    ];
    assert_eq!(of_one(&hebei, &one), expected);
}

/// 33 : 48 is 0.6875. Two percent of it, 0.01375, may be missing or too much.
#[test]
fn a_portrait_of_other_proportions_is_advised_against() {
    let hebei = book("hebei-2021");
    for (width, height, off) in [
        (330, 480, false),
        (1_650, 2_400, false),
        // 674 : 1000 is 1.96 % narrower, 673 : 1000 2.11 %; 701 is 1.96 % wider, 702 2.11 %.
        (674, 1_000, false),
        (673, 1_000, true),
        (701, 1_000, false),
        (702, 1_000, true),
        // Ordinary two-inch (35 × 49), passport (35 × 45), and the right one lying.
        (350, 490, true),
        (350, 450, true),
        (480, 330, true),
        (0, 0, false),
    ] {
        let word = (Force::Advice, P::OtherProportion { found: frame(width, height), wanted: frame(33, 48) });
        let expected: Vec<_> = off.then_some(word).into_iter().collect();
        assert_eq!(of_one(&hebei, &file("portrait", 1, picture(TWO_MB, width, height))), expected, "{width}×{height}");
    }
}

#[test]
fn pixels_are_reached_upright_or_across() {
    let mut hebei = book("hebei-2021");
    hebei.material[1].pixels_at_least = Some(frame(1_600, 1_200));
    for (width, height, few) in
        [(1_600, 1_200, false), (1_200, 1_600, false), (1_599, 1_200, true), (1_600, 1_199, true), (9_999, 1_000, true)]
    {
        let word = (Force::Must, P::FewPixels { found: frame(width, height), at_least: frame(1_600, 1_200) });
        let expected: Vec<_> = few.then_some(word).into_iter().collect();
        assert_eq!(of_one(&hebei, &file("photo", 1, picture(TWO_MB, width, height))), expected, "{width}×{height}");
    }
}

/// 姓名+序号: a name that cannot be read is put right at export; another's name is another's photo.
#[test]
fn a_file_bears_the_name_of_its_person() {
    let hebei = book("hebei-2021");
    let of = |named: Option<(&str, u32)>| {
        let named = named.map(|(name, number)| (name.to_owned(), number));
        of_one(&hebei, &Attached { named, ..photo(1) })
    };
    for same in ["张三", " 张 三", "张三\u{e0100}"] {
        assert_eq!(of(Some((same, 7))), [], "{same}");
    }
    assert_eq!(of(None), [(Force::Advice, P::NotNamed { wanted: "张三".into() })]);
    let other = P::OtherName { found: "张三丰".into(), wanted: names().to_vec() };
    assert_eq!(of(Some(("张三丰", 1))), [(Force::Must, other)]);
    // Videos are not named by number in Hebei.
    assert_eq!(of_one(&hebei, &Attached { named: None, ..file("video", 1, video(1, 1_920, 1_080, 0)) }), []);
    // Of a team any member's name will do, and nobody's where none is known.
    let channel = hebei.channel[0].id.clone();
    let of = |names: &[String], name: &str| {
        let one = Attached { named: Some((name.into(), 1)), ..photo(1) };
        gate_one(&hebei, &Subject { channel: &channel, per: Per::Nominee, names }, &one).len()
    };
    let team = ["创新队".to_owned(), "阿依·努尔".to_owned()];
    assert_eq!((of(&team, "阿依•努尔"), of(&team, "创新队"), of(&team, "张三"), of(&[], "张三")), (0, 0, 1, 0));
}

#[test]
fn a_number_and_a_content_are_there_once() {
    let hebei = book("hebei-2021");
    let mut attached = whole();
    attached[3].named = Some(("张三".into(), 2));
    let other = FileName { id: "photo-2".into(), name: "张三2.jpg".into() };
    let same = P::SameNumber { number: 2, other };
    assert_eq!(said(&hebei, &attached), [("photo-3".to_owned(), Force::Advice, same)]);
    // The portrait's 1 and a photo's 1 are two numbers; the same picture twice is one.
    let mut attached = whole();
    attached[3].what = attached[2].what.clone();
    let other = FileName { id: "photo-2".into(), name: "张三2.jpg".into() };
    let expected = [
        ("photo".to_owned(), Force::Must, count(2, 3, Some(5))),
        ("photo-3".to_owned(), Force::Advice, P::SameContent { other }),
    ];
    assert_eq!(said(&hebei, &attached), expected);
}

#[test]
fn what_is_wrong_with_a_file_itself_stands_in_the_way() {
    let hebei = book("hebei-2021");
    for flaw in Flaw::ALL {
        let facts = FileFacts { flaws: vec![(flaw, None)], ..picture(TWO_MB, 3_000, 2_000) };
        let force = if flaw == Flaw::UnsupportedColour { Force::Advice } else { Force::Must };
        let expected = [(force, P::Flawed { flaw, figure: None })];
        assert_eq!(of_one(&hebei, &file("photo", 1, facts)), expected, "{flaw:?}");
        assert_eq!(Flaw::of(flaw.code()), flaw);
        assert_eq!(serde_json::to_value(flaw).unwrap(), flaw.code());
    }
    assert_eq!(Flaw::of("met-tomorrow"), Flaw::Unreadable);
}

/// 河北 七、1（1）③·9: 动漫、H5、VR; elsewhere nothing is taken but files.
#[test]
fn links_are_taken_where_the_rulebook_says_so() {
    let hebei = book("hebei-2021");
    let address = "https://vr.example.org/works/1";
    assert_eq!(of_one(&hebei, &link("other-works", address)), []);
    assert_eq!(of_one(&hebei, &link("video", address)), [(Force::Must, P::NoLinks)]);
    let inside = of_one(&hebei, &link("other-works", "http://192.168.1.20/vr"));
    assert!(matches!(inside[..], [(Force::Must, P::BadLink { .. })]), "{inside:?}");
}

/// The notice asks for works only through some channels, and some things only on paper.
#[test]
fn what_is_not_asked_for_is_not_missed_and_does_no_harm() {
    let mut hebei = book("hebei-2021");
    hebei.material[1].channels = vec![hebei.channel[1].id.clone()];
    hebei.material[0].delivery = vec![Delivery::Disc, Delivery::Paper];
    assert_eq!(said(&hebei, &[]), []);
    let asked = said(&hebei, &[portrait(), photo(1)]);
    let not_asked = |id: &str| (id.to_owned(), Force::Advice, P::NotAsked);
    assert_eq!(asked, [not_asked("photo-1"), not_asked("portrait-1")]);
    let mut macros = file("gone", 1, picture(1, 1, 1));
    let What::File { facts, .. } = &mut macros.what else { panic!("a file") };
    facts.flaws = vec![(Flaw::Macros, None)];
    let flawed = P::Flawed { flaw: Flaw::Macros, figure: None };
    assert_eq!(of_one(&hebei, &macros), [(Force::Advice, P::NotAsked), (Force::Must, flawed)]);
    // A unit hands in no portraits.
    let unit = Subject { channel: &hebei.channel[1].id.clone(), per: Per::Unit, names: &[] };
    assert_eq!(gate(&hebei, &unit, &[]), []);
}

#[test]
fn all_files_together_keep_within_their_space() {
    let mut hebei = book("hebei-2021");
    hebei.measure.space_at_most = Some(Size { megabytes: 8 });
    assert_eq!(said(&hebei, &whole()), []);
    let mut more = whole();
    more[3] = file("photo", 3, picture(2_000_001, 3_000, 2_000));
    let space = P::Space { bytes: 8_000_001, at_most: 8_000_000 };
    assert_eq!(said(&hebei, &more), [(String::new(), Force::Must, space)]);
}

#[test]
fn a_name_that_hides_itself_is_shown() {
    let hebei = book("hebei-2021");
    let mut one = file("photo", 1, picture(1, 3_000, 2_000));
    one.name = "张三\u{202e}gpj.exe".into();
    let all = gate_one(&hebei, &Subject { channel: &key("city"), per: Per::Nominee, names: &[] }, &one);
    let Matter::Material { file: Some(file), .. } = &all[0].matter else { panic!("{all:?}") };
    assert_eq!(file.name, "张三\u{fffd}gpj.exe");
}

/// Files right and wrong, some of them twice.
fn mixed() -> impl Strategy<Value = Vec<Attached>> {
    let mut pool = whole();
    pool.extend([photo(4), photo(5), photo(6), link("other-works", "https://a.example.org"), link("video", "ftp://b")]);
    pool.push(file("video", 1, video(200_000, 640, 480, 90)));
    pool.push(file("gone", 1, picture(1, 1, 1)));
    let mut twin = photo(2);
    (twin.id, twin.ordinal) = ("twin".into(), 2);
    pool.push(twin);
    let most = pool.len();
    subsequence(pool, 0..=most).prop_shuffle()
}

proptest! {
    #[test]
    fn the_order_of_files_does_not_matter(attached in mixed(), turn in any::<Index>()) {
        let hebei = book("hebei-2021");
        let mut turned = attached.clone();
        if !turned.is_empty() {
            let at = turn.index(turned.len());
            turned.rotate_left(at);
        }
        turned.reverse();
        prop_assert_eq!(judged(&hebei, &attached), judged(&hebei, &turned));
    }

    /// A good photo more, where there is room for it, is never one more thing to mend.
    #[test]
    fn a_good_file_more_never_stands_in_the_way(attached in mixed()) {
        let hebei = book("hebei-2021");
        let photos = attached.iter().filter(|one| one.material == key("photo")).count();
        prop_assume!(photos < 5);
        let blocking = |attached: &[Attached]| {
            let open = said(&hebei, attached).into_iter().filter(|(_, force, _)| *force == Force::Must);
            open.filter(|(_, _, problem)| !matches!(problem, P::Count { .. })).count()
        };
        let short = |attached: &[Attached]| {
            said(&hebei, attached).iter().filter(|(_, _, problem)| matches!(problem, P::Count { .. })).count()
        };
        let more: Vec<_> = attached.iter().cloned().chain([photo(9)]).collect();
        prop_assert_eq!(blocking(&attached), blocking(&more));
        prop_assert!(short(&more) <= short(&attached));
    }
}
