use std::cell::Cell;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;

use proptest::prelude::*;

use super::*;

#[test]
fn a_zip_says_what_it_holds() {
    let whole = verified(&zipped(two()));
    // "序号,姓名\r\n" is 15 bytes and "1,某甲\r\n" 10, forty times; and 5 bytes of a picture.
    assert_eq!((whole.files, whole.bytes, faults(&whole)), (2, 40 * 25 + 5, vec![]));
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    assert_eq!(zipped(two()), zipped(two()));
}

#[test]
fn a_bag_has_its_lists_last_and_its_figures_right() {
    let place = Place::new();
    let file = place.write("bag.zip", &zipped(two()));
    bag::extract(&file, &place.path("out")).unwrap();
    let read = |name: &str| fs::read_to_string(place.path("out").join(name)).unwrap();
    assert_eq!(read("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    let info = "Payload-Oxum: 1005.2\nBagging-Date: 2023-05-06\nSource-Organization: 活动办公室\nExternal-Identifier: QH-2023\n";
    assert_eq!(read("bag-info.txt"), info);
    let manifest = read("manifest-sha256.txt");
    let paths: Vec<&str> = manifest.lines().map(|line| &line[66..]).collect();
    assert_eq!(paths, ["data/01 青海省/汇总表.csv", "data/01 青海省/03 某甲/某甲1.jpg"]);
    let tags = read("tagmanifest-sha256.txt");
    let tags: Vec<&str> = tags.lines().map(|line| &line[66..]).collect();
    assert_eq!(tags, ["bagit.txt", "bag-info.txt", "manifest-sha256.txt"]);
}

#[test]
fn the_first_bytes_are_out_before_the_first_file_is_read() {
    struct Watched<'a>(&'a Cell<u64>);
    impl Write for Watched<'_> {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.set(self.0.get() + bytes.len() as u64);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let (out, before) = (Cell::new(0), Cell::new(0));
    let entries = std::iter::once_with(|| {
        before.set(out.get());
        entry("a", Packing::Stored, b"a")
    });
    bag::write(Watched(&out), entries, &about()).unwrap();
    assert!(before.get() > 0);
}

#[test]
fn a_file_that_cannot_be_read_ends_the_bag() {
    let torn = Entry { path: "a".into(), packing: Packing::Stored, content: Box::new(Torn(1000)) };
    let mut out = Vec::new();
    bag::write(&mut out, vec![torn].into_iter(), &about()).unwrap_err();
    assert_eq!(faults(&verified(&out)), [("", Kind::Broken)]);
}

#[test]
fn a_folder_is_read_only_closed_to_others_and_good() {
    let place = Place::new();
    let folder = place.path("archive");
    let summary = bag::write_folder(&folder, two().into_iter(), &about()).unwrap();
    assert_eq!((summary.files, summary.bytes), (2, 1005));
    assert_eq!(faults(&bag::verify(&folder).unwrap()), []);
    for (name, _) in tree(&folder) {
        let mode = fs::metadata(folder.join(&name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o400, "{name}");
    }
    let again = bag::write_folder(&folder, two().into_iter(), &about()).unwrap_err();
    assert_eq!(again.kind(), std::io::ErrorKind::AlreadyExists);
}

#[test]
fn what_lies_there_is_never_overwritten() {
    let place = Place::new();
    let file = place.write("bag.zip", &zipped(two()));
    for taken in ["out", "out.partial"] {
        fs::create_dir(place.path(taken)).unwrap();
        place.write(&format!("{taken}/mine.txt"), b"mine");
        bag::extract(&file, &place.path("out")).unwrap_err();
        assert_eq!(tree(&place.path(taken)), [("mine.txt".to_owned(), b"mine".to_vec())]);
        fs::remove_dir_all(place.path(taken)).unwrap();
    }
    assert_eq!(faults(&bag::extract(&file, &place.path("out")).unwrap()), []);
}

/// Each of the three numbers of a directory's line alone and together, and the end's.
#[test]
fn numbers_too_great_for_32_bits_lie_in_64() {
    for far in [0, 1, 6, 300, 900] {
        let mut out = Vec::new();
        bag::write_from(&mut out, two().into_iter(), &about(), far).unwrap();
        assert!(out.windows(4).any(|mark| mark == [0x50, 0x4b, 6, 6]), "{far}: no 64-bit end");
        assert_eq!(faults(&verified(&out)), [], "{far}");
    }
}

#[test]
fn more_files_than_16_bits_can_count() {
    let many = (0..65_600).map(|number| entry(&number.to_string(), Packing::Stored, b""));
    let whole = verified(&zipped(many.collect()));
    assert_eq!((whole.files, whole.bytes, faults(&whole)), (65_600, 0, vec![]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_goes_in_comes_out(
        files in proptest::collection::vec(("[\\PC/%:.]{1,40}", any::<bool>(), proptest::collection::vec(any::<u8>(), 0..5000)), 0..8),
        far in 0_u64..4000,
    ) {
        let place = Place::new();
        let entries = || files.iter().map(|(path, packed, bytes)| {
            entry(path, if *packed { Packing::Deflated } else { Packing::Stored }, bytes)
        });
        let mut out = Vec::new();
        let summary = bag::write_from(&mut out, entries(), &about(), far).unwrap();
        let file = place.write("bag.zip", &out);
        let verified = bag::verify(&file).unwrap();
        prop_assert_eq!(faults(&verified), vec![]);
        prop_assert_eq!((verified.files, verified.bytes), (summary.files, summary.bytes));
        let extracted = bag::extract(&file, &place.path("out")).unwrap();
        prop_assert_eq!(faults(&extracted), vec![]);
        bag::write_folder(&place.path("folder"), entries(), &about()).unwrap();
        let laid = tree(&place.path("out"));
        prop_assert_eq!(&laid, &tree(&place.path("folder")));
        let mut given: Vec<&Vec<u8>> = files.iter().map(|(_, _, bytes)| bytes).collect();
        let mut found: Vec<&Vec<u8>> = laid.iter().filter(|(name, _)| name.starts_with("data/")).map(|(_, bytes)| bytes).collect();
        given.sort();
        found.sort();
        prop_assert_eq!(given, found);
    }
}
