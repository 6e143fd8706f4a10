//! Bags made by hand to harm whoever unpacks them.

use std::os::unix::fs::symlink;

use linxuan_app::bag::{Limits, verify_within};

use super::*;

/// A stored file of a zip made by hand, every number as the test wants it.
#[derive(Clone, Copy)]
struct Made<'a> {
    name: &'a [u8],
    bytes: &'a [u8],
    method: u16,
    flags: u16,
    mode: u32,
    /// What the directory says instead of the truth.
    size: Option<u32>,
    offset: Option<u32>,
}

const PLAIN: Made =
    Made { name: b"a", bytes: b"abc", method: 0, flags: 1 << 11, mode: 0o100_644, size: None, offset: None };

fn made(name: &str) -> Made<'_> {
    Made { name: name.as_bytes(), ..PLAIN }
}

fn u16s(out: &mut Vec<u8>, values: &[u16]) {
    for value in values {
        out.extend(value.to_le_bytes());
    }
}

fn u32s(out: &mut Vec<u8>, values: &[u32]) {
    for value in values {
        out.extend(value.to_le_bytes());
    }
}

fn zip(files: &[Made]) -> Vec<u8> {
    let (mut out, mut central) = (Vec::new(), Vec::new());
    for file in files {
        let crc = crc(file.bytes);
        let (length, name) = (u32::try_from(file.bytes.len()).unwrap(), u16::try_from(file.name.len()).unwrap());
        let offset = file.offset.unwrap_or_else(|| u32::try_from(out.len()).unwrap());
        let size = file.size.unwrap_or(length);
        u32s(&mut out, &[0x0403_4b50]);
        u16s(&mut out, &[20, file.flags, file.method, 0, 0]);
        u32s(&mut out, &[crc, length, size]);
        u16s(&mut out, &[name, 0]);
        out.extend(file.name);
        out.extend(file.bytes);
        u32s(&mut central, &[0x0201_4b50]);
        u16s(&mut central, &[0x0314, 20, file.flags, file.method, 0, 0]);
        u32s(&mut central, &[crc, length, size]);
        u16s(&mut central, &[name, 0, 0, 0, 0]);
        u32s(&mut central, &[file.mode << 16, offset]);
        central.extend(file.name);
    }
    let (at, size) = (u32::try_from(out.len()).unwrap(), u32::try_from(central.len()).unwrap());
    let count = u16::try_from(files.len()).unwrap();
    out.extend(central);
    u32s(&mut out, &[0x0605_4b50]);
    u16s(&mut out, &[0, 0, count, count]);
    u32s(&mut out, &[size, at]);
    u16s(&mut out, &[0]);
    out
}

/// CRC-32 as the standard writes it down, bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[track_caller]
fn found(files: &[Made], path: &str, kind: Kind) {
    let place = Place::new();
    let file = place.write("bag.zip", &zip(files));
    let verified = bag::verify(&file).unwrap();
    assert!(faults(&verified).contains(&(path, kind)), "{verified:?}");
    // Whatever is wrong, unpacking leaves nothing, inside or outside.
    let refused = bag::extract(&file, &place.path("in/side")).unwrap();
    assert_eq!(refused, verified);
    assert_eq!(tree(&place.0).len(), 1);
}

#[test]
fn a_sound_zip_made_by_hand_has_no_fault_but_its_lists() {
    let verified = verified(&zip(&[made("data/a")]));
    let wanted = [
        ("bagit.txt", Kind::Missing),
        ("data/a", Kind::Unlisted),
        ("manifest-sha256.txt", Kind::Missing),
        ("tagmanifest-sha256.txt", Kind::Missing),
    ];
    assert_eq!(faults(&verified), wanted);
}

#[test]
fn no_path_leads_out() {
    for path in ["../a", "data/../../a", "/etc/passwd", "C:/a", "c:a", "data\\..\\a", "data//a", "./a"] {
        found(&[made(path)], path, Kind::Slip);
    }
}

#[test]
fn no_name_opens_a_device_or_is_taken_for_another() {
    for path in
        ["data/NUL", "data/com1.jpg", "data/a.", "data/a ", "data/a:b", "data/e\u{301}", "data/a\u{202e}gpj.exe"]
    {
        found(&[made(path)], path, Kind::Name);
    }
    found(&[made("data/a"), made("data/A")], "data/A", Kind::Duplicate);
    found(&[made("data/a"), made("data/a")], "data/a", Kind::Duplicate);
    found(&[made("data/a"), made("data/a/b")], "data/a", Kind::Duplicate);
}

#[test]
fn links_devices_and_what_is_locked_or_unknown_are_refused() {
    for mode in [0o120_777, 0o020_666, 0o010_666] {
        found(&[Made { mode, ..made("data/a") }], "data/a", Kind::Link);
    }
    found(&[Made { flags: (1 << 11) | 1, ..made("data/a") }], "data/a", Kind::Unsupported);
    found(&[Made { method: 12, ..made("data/a") }], "data/a", Kind::Unsupported);
    let in_gbk = Made { name: &[0xb3, 0xc2], flags: 0, ..PLAIN };
    found(&[in_gbk], "\u{fffd}\u{fffd}", Kind::Unsupported);
}

#[test]
fn entries_never_share_bytes() {
    let bytes = zip(&[made("data/a")]);
    let inner = bytes.get(..39).unwrap().to_vec();
    // The second lies inside the bytes of the first: 30 bytes of head and the name "data/b" before them.
    let outer = Made { name: b"data/b", bytes: &inner, ..PLAIN };
    found(&[outer, Made { offset: Some(36), ..made("data/a") }], "data/a", Kind::Overlap);
}

#[test]
fn sizes_that_are_said_are_held_against_what_comes() {
    found(&[Made { size: Some(4), ..made("data/a") }], "data/a", Kind::Broken);
    // Ten bytes packed without compression: a last block of 5 bytes.
    let block = [&[1, 5, 0, 0xfa, 0xff][..], b"hello"].concat();
    let packed = Made { method: 8, bytes: &block, ..made("data/a") };
    found(&[Made { size: Some(4), ..packed }], "data/a", Kind::Bomb);
    found(&[Made { size: Some(6), ..packed }], "data/a", Kind::Changed);
    found(&[Made { size: Some(u32::MAX - 1), ..packed }], "data/a", Kind::Bomb);
    found(&[Made { method: 8, bytes: &[7, 7, 7, 7], ..made("data/a") }], "data/a", Kind::Changed);
}

#[test]
fn more_than_the_limits_is_not_read() {
    let place = Place::new();
    let file = place.write("bag.zip", &zipped(two()));
    let folder = place.path("folder");
    bag::write_folder(&folder, two().into_iter(), &about()).unwrap();
    let by_bytes = Limits { bytes: 1000, ..Limits::default() };
    let by_ratio = Limits { ratio: 2, free: 100, ..Limits::default() };
    let by_files = Limits { files: 3, ..Limits::default() };
    let found = |bag: &Path, limits| verify_within(bag, limits).unwrap();
    assert!(faults(&found(&file, by_bytes)).contains(&("", Kind::Bomb)));
    assert!(faults(&found(&file, by_ratio)).contains(&("青海省 推荐材料/data/01 青海省/汇总表.csv", Kind::Bomb)));
    assert!(faults(&found(&file, by_files)).contains(&("", Kind::Broken)));
    assert!(faults(&found(&folder, by_files)).contains(&("", Kind::Bomb)));
    let few = Limits { faults: 2, list: 10, ..Limits::default() };
    assert_eq!(found(&file, few).faults.len(), 2);
}

#[test]
fn a_zip_of_zeros_is_a_bomb_and_a_bag_in_a_bag_is_one_file() {
    let bomb = entry("zeros.txt", Packing::Deflated, &vec![0; 17 << 20]);
    let verified = verified(&zipped(vec![bomb]));
    assert!(faults(&verified).contains(&("青海省 推荐材料/data/zeros.txt", Kind::Bomb)), "{verified:?}");
    let nested = entry("inner.zip", Packing::Stored, &zipped(two()));
    let verified = super::verified(&zipped(vec![nested]));
    assert_eq!((verified.files, faults(&verified)), (1, vec![]));
}

#[test]
fn a_changed_missing_or_added_file_of_a_folder_is_named() {
    let place = Place::new();
    let new = |name: &str| {
        let folder = place.path(name);
        bag::write_folder(&folder, two().into_iter(), &about()).unwrap();
        folder
    };
    let path = "data/01 青海省/03 某甲/某甲1.jpg";
    let rewritten = |folder: &Path, name: &str, bytes: &[u8]| {
        fs::remove_file(folder.join(name)).unwrap();
        fs::write(folder.join(name), bytes).unwrap();
        bag::verify(folder).unwrap()
    };
    let changed = rewritten(&new("changed"), path, b"12345");
    assert_eq!(faults(&changed), [(path, Kind::Changed)]);
    let shorter = rewritten(&new("shorter"), path, b"1");
    assert_eq!(faults(&shorter), [("bag-info.txt", Kind::Changed), (path, Kind::Changed)]);
    let folder = new("missing");
    fs::remove_file(folder.join(path)).unwrap();
    assert_eq!(faults(&bag::verify(&folder).unwrap()), [("bag-info.txt", Kind::Changed), (path, Kind::Missing)]);
    let folder = new("added");
    fs::write(folder.join("data/b"), "b").unwrap();
    symlink("/etc/passwd", folder.join("data/c")).unwrap();
    let added = bag::verify(&folder).unwrap();
    let wanted = [("bag-info.txt", Kind::Changed), ("data/b", Kind::Unlisted), ("data/c", Kind::Link)];
    assert_eq!(faults(&added), wanted);
    let emptied = rewritten(&new("emptied"), "manifest-sha256.txt", b"");
    assert!(faults(&emptied).contains(&(path, Kind::Unlisted)));
    assert!(faults(&emptied).contains(&("manifest-sha256.txt", Kind::Changed)));
    let slipping = format!("{}  data/../../../etc/passwd\n", "0".repeat(64));
    let slipping = rewritten(&new("slipping"), "manifest-sha256.txt", slipping.as_bytes());
    assert!(faults(&slipping).contains(&("data/../../../etc/passwd", Kind::Slip)));
}

/// Every single changed byte and every cut is found, or changes nothing that anybody reads; none is a crash.
#[test]
fn mutants_are_found_and_none_is_a_crash() {
    let whole = zipped(two());
    let place = Place::new();
    let original = bag::extract(&place.write("whole.zip", &whole), &place.path("whole")).unwrap();
    let laid = tree(&place.path("whole"));
    let mut good = 0;
    for at in 0..whole.len() {
        for change in [0x01, 0x80, 0xff] {
            let mut mutant = whole.clone();
            mutant[at] ^= change;
            let file = place.write("mutant.zip", &mutant);
            let found = bag::verify(&file).unwrap();
            if found.faults.is_empty() {
                assert_eq!(found, original);
                good += 1;
                // Laying down takes the disk its time: every seventeenth.
                if good % 17 == 0 {
                    let out = place.path(&format!("out-{at}-{change}"));
                    bag::extract(&file, &out).unwrap();
                    assert_eq!(tree(&out), laid, "byte {at}");
                }
            }
        }
    }
    // Times, versions, attributes and the descriptors: nothing that is taken for content.
    assert!(good < whole.len(), "{good} of {} unseen", 3 * whole.len());
    for length in 0..whole.len() {
        assert!(!verified(&whole[..length]).faults.is_empty(), "cut at {length}");
    }
}
