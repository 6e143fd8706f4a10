use linxuan_media::Code::{IndexMissing, PictureMissing, Polyglot, TooManyPixels, Truncated, Unreadable, ZeroDuration};

use crate::made::film::{Film, boxed};
use crate::made::packed::{entry, zip};
use crate::{Case, Verdict, facts};

const MP4: &str = "video/mp4";
const MOV: &str = "video/quicktime";

pub fn cases() -> Vec<Case> {
    [frames(), aspects(), lengths(), edits(), fragments(), cut(), hostile()].into_iter().flatten().collect()
}

/// The frames of the notices and those beside them, turned in all four ways.
fn frames() -> Vec<Case> {
    let mut cases = Vec::new();
    for (brand, kind) in [("isom", MP4), ("mp42", MP4), ("qt  ", MOV)] {
        for (width, height) in [(1920, 1080), (1080, 1920), (1919, 1080), (1920, 1088)] {
            for rotation in [0, 90, 180, 270] {
                let film = Film { brand, rotation, ..Film::new(width, height) };
                let (width, height) = (u32::from(width), u32::from(height));
                let shown = if rotation % 180 == 90 { (height, width) } else { (width, height) };
                let verdict = Verdict::picture(kind, width, height).shown(shown.0, shown.1, rotation).lasting(10_000);
                cases.push(Case::new(
                    format!("{brand} of {width}×{height} turned by {rotation}"),
                    film.write(),
                    verdict,
                ));
            }
        }
    }
    cases
}

fn aspects() -> Vec<Case> {
    let told = |width: u32, height: u32, shown: (u32, u32), rotation| {
        Verdict::picture(MP4, width, height).shown(shown.0, shown.1, rotation).lasting(10_000)
    };
    let wide = Film { aspect: Some((4, 3)), shown: (1920, 1080), ..Film::new(1440, 1080) };
    let dv = Film { aspect: Some((16, 15)), shown: (768, 576), ..Film::new(720, 576) };
    vec![
        Case::new("pixels of 4:3", wide.write(), told(1440, 1080, (1920, 1080), 0)),
        Case::new(
            "pixels of 4:3, turned",
            Film { rotation: 90, ..wide.clone() }.write(),
            told(1440, 1080, (1080, 1920), 90),
        ),
        Case::new("pixels of 16:15", dv.write(), told(720, 576, (768, 576), 0)),
        Case::new(
            "pixels of 1:1 said",
            Film { aspect: Some((1, 1)), ..Film::new(640, 480) }.write(),
            told(640, 480, (640, 480), 0),
        ),
        Case::new(
            "pixels of 0:0 said",
            Film { aspect: Some((0, 0)), ..Film::new(640, 480) }.write(),
            told(640, 480, (640, 480), 0),
        ),
        Case::new(
            "a wider frame asked for",
            Film { shown: (1920, 1080), ..Film::new(1440, 1080) }.write(),
            told(1440, 1080, (1920, 1080), 0),
        ),
        Case::new(
            "no frame asked for",
            Film { shown: (0, 0), ..Film::new(640, 480) }.write(),
            told(640, 480, (640, 480), 0),
        ),
    ]
}

/// 3:00 to the millisecond, around the limit, in the scales that programs use: ticks a frame, frames, milliseconds.
fn lengths() -> Vec<Case> {
    let table = [
        (25, 1, 4500, 180_000),
        (25, 1, 4501, 180_040),
        (25, 1, 4499, 179_960),
        (600, 24, 4500, 180_000),
        (600, 24, 4501, 180_040),
        (600, 20, 5403, 180_100),
        (12_800, 512, 4500, 180_000),
        (12_800, 512, 4501, 180_040),
        (90_000, 3_600, 4501, 180_040),
        (90_000, 3_000, 5400, 180_000),
        (90_000, 3_000, 5401, 180_033),
        (1_000, 1, 180_001, 180_001),
        (1_000, 1, 179_999, 179_999),
        (1_000, 1, 1, 1),
        // 29.97 frames a second: 5394 frames are 179.9798 s, 5395 are 180.01317 s.
        (30_000, 1_001, 5394, 179_980),
        (30_000, 1_001, 5395, 180_013),
        (1_000_000, 40_000, 4501, 180_040),
    ];
    let mut cases = Vec::new();
    for (scale, frame, count, wanted) in table {
        for (brand, kind) in [("isom", MP4), ("qt  ", MOV)] {
            for index_first in [false, true] {
                let film = Film { brand, index_first, ..Film::new(1920, 1080).lasting(scale, frame, count) };
                let name = format!("{brand}, {count} frames of {frame}/{scale} s, index first {index_first}");
                cases.push(Case::new(name, film.write(), Verdict::picture(kind, 1920, 1080).lasting(wanted)));
            }
        }
    }
    cases
}

fn edits() -> Vec<Case> {
    let film = |edits: &[(u32, i32)]| Film { edits: edits.into(), ..Film::new(1920, 1080).lasting(12_800, 512, 5000) };
    let case = |name: &str, edits: &[(u32, i32)], wanted| {
        Case::new(name, film(edits).write(), Verdict::picture(MP4, 1920, 1080).lasting(wanted))
    };
    vec![
        case("cut to 3:00", &[(180_000, 0)], 180_000),
        case("cut to 3:00 and a frame", &[(180_040, 0)], 180_040),
        case("cut from within", &[(180_000, 256_000)], 180_000),
        case("a pause before", &[(1_000, -1), (180_000, 0)], 181_000),
        case("two cuts", &[(90_000, 0), (90_040, 1_280_000)], 180_040),
        case("from the second on to the end", &[(0, 12_800)], 199_000),
        case("uncut", &[], 200_000),
        // What the headers say is not what is shown.
        Case::new(
            "headers that say 1 s",
            Film { told: Some(12_800), ..film(&[]) }.write(),
            Verdict::picture(MP4, 1920, 1080).lasting(200_000),
        ),
    ]
}

fn fragments() -> Vec<Case> {
    let table = [
        (25, 1, 4500, 10, 180_000),
        (12_800, 512, 4501, 7, 180_040),
        (90_000, 3_600, 4500, 1, 180_000),
        (600, 24, 4500, 1500, 180_000),
    ];
    let mut cases = Vec::new();
    for (scale, frame, count, fragments, wanted) in table {
        for rotation in [0, 90] {
            let film = Film { rotation, fragments, ..Film::new(1920, 1080).lasting(scale, frame, count) };
            let shown = if rotation == 90 { (1080, 1920) } else { (1920, 1080) };
            let verdict = Verdict::picture(MP4, 1920, 1080).shown(shown.0, shown.1, rotation).lasting(wanted);
            cases.push(Case::new(
                format!("{fragments} fragments of {count} frames, turned by {rotation}"),
                film.write(),
                verdict,
            ));
        }
    }
    cases
}

/// A film cut where its data or its index are is truncated; before its index began, the index is missing.
fn cut() -> Vec<Case> {
    let film = Film::new(1920, 1080);
    let behind = film.write();
    let index = behind.windows(4).position(|four| four == b"moov").unwrap() - 4;
    let at_index = |at: usize| if (index..index + 8).contains(&at) { IndexMissing } else { Truncated };
    let case = |name: &str, bytes: &[u8], told: Verdict| {
        Case::new(format!("{name}, cut at {}", bytes.len()), bytes.into(), told)
    };
    let mut cases: Vec<Case> = (1..30)
        .map(|part| 28 + part * (behind.len() - 28) / 30)
        .chain([index, index + 7, index + 8, behind.len() - 1])
        .map(|at| case("index last", &behind[..at], Verdict::of(MP4).wrong(at_index(at))))
        .collect();
    let before = Film { index_first: true, ..film }.write();
    let data = before.windows(4).position(|four| four == b"mdat").unwrap() - 4;
    let whole = || Verdict::picture(MP4, 1920, 1080).lasting(10_000).wrong(Truncated);
    let places = (1..20).map(|part| data + part * (before.len() - data) / 20).chain([data, data + 4, before.len() - 1]);
    cases.extend(places.map(|at| case("index first", &before[..at], whole())));
    cases
}

fn hostile() -> Vec<Case> {
    let film = Film::new(1920, 1080);
    let good = film.write();
    let right = || Verdict::picture(MP4, 1920, 1080).lasting(10_000);
    let head = boxed("ftyp", b"isom\0\0\0\0isom");
    let leaving = boxed("moov", &[&9000_u32.to_be_bytes()[..], b"trak"].concat());
    vec![
        Case::new("no frames", Film { frames: 0, ..film.clone() }.write(), right().lasting(0).wrong(ZeroDuration)),
        Case::new(
            "frames that do not last",
            Film { frame: 0, ..film.clone() }.write(),
            right().lasting(0).wrong(ZeroDuration),
        ),
        Case::new(
            "no ticks a second",
            Film { scale: 0, ..film.clone() }.write(),
            right().lasting(250_000).wrong(Unreadable),
        ),
        Case::new(
            "fragments without samples",
            Film { fragments: 2, frames: 0, ..film.clone() }.write(),
            right().lasting(0).wrong(ZeroDuration),
        ),
        Case::new(
            "flood",
            Film::new(65_000, 65_000).write(),
            Verdict::picture(MP4, 65_000, 65_000).lasting(10_000).wrong(TooManyPixels),
        ),
        Case::new(
            "sound alone",
            Film { handler: "soun", ..film.clone() }.write(),
            Verdict::of(MP4).lasting(10_000).wrong(PictureMissing),
        ),
        Case::new(
            "a frame without pixels",
            Film::new(0, 1080).write(),
            Verdict { rotation: Some(0), ..Verdict::of(MP4).lasting(10_000).wrong(PictureMissing) },
        ),
        Case::new("no index", [&*head, &boxed("mdat", &[1; 90])].concat(), Verdict::of(MP4).wrong(IndexMissing)),
        Case::new("a head alone", head.clone(), Verdict::of(MP4).wrong(IndexMissing)),
        Case::new(
            "an empty index",
            [&*head, &boxed("moov", b"")].concat(),
            Verdict::of(MP4).lasting(0).wrong(PictureMissing),
        ),
        Case::new("a box that leaves its box", [&*head, &leaving].concat(), Verdict::of(MP4).wrong(Unreadable)),
        Case::new(
            "a box up to the last place that can be counted",
            [&*head, b"\0\0\0\x01mdat\xff\xff\xff\xff\xff\xff\xff\xeb"].concat(),
            Verdict::of(MP4).wrong(Truncated),
        ),
        Case::new("zeros behind", [&*good, &[0; 100]].concat(), right()),
        Case::new("letters behind", [&*good, b"\0\0\0\x02letters"].concat(), right().wrong(Unreadable)),
        Case::new(
            "film and zip",
            [&*good, &boxed("free", &zip(&[entry("a", b"b")]))].concat(),
            right().wrong(Polyglot),
        ),
        Case::new(
            "film with a page in its beginning",
            [&*head, &boxed("free", b"<script>1</script>"), &good[head.len()..]].concat(),
            right().wrong(Polyglot),
        ),
    ]
}

/// T26. What was measured is told: how much is there, and how much was to be.
#[test]
fn a_cut_film_is_told_with_its_bytes() {
    let good = Film { index_first: true, ..Film::new(64, 64) }.write();
    let told = facts(&good[..good.len() - 100]).problems[0].figure.clone().unwrap();
    assert_eq!(told, format!("{}/{}", good.len() - 100, good.len()));
}
