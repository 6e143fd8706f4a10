use std::collections::BTreeSet;

use linxuan_media::{Code, kind};

use crate::made::film::Film;
use crate::made::packed::{office, pdf};
use crate::made::picture::{jpeg, png};
use crate::{Case, documents, facts, pictures, videos};

fn corpus() -> Vec<Case> {
    [pictures::cases(), videos::cases(), documents::cases()].into_iter().flatten().collect()
}

#[test]
fn no_file_of_the_corpus_gets_a_wrong_verdict() {
    let corpus = corpus();
    let mistaken: Vec<String> = corpus.iter().filter_map(Case::mistaken).collect();
    assert!(mistaken.is_empty(), "{} of {}:\n{}", mistaken.len(), corpus.len(), mistaken.join("\n"));
    assert!(corpus.len() >= 300, "{}", corpus.len());
}

#[test]
fn every_problem_has_a_case_and_a_name() {
    let seen: BTreeSet<Code> = corpus().iter().flat_map(|case| case.verdict.problems.clone()).collect();
    let never: Vec<&Code> = Code::ALL.iter().filter(|code| !seen.contains(code) && **code != Code::TooLarge).collect();
    assert_eq!(never, Vec::<&Code>::new());
    for code in Code::ALL {
        assert_eq!(serde_json::to_value(code).unwrap(), code.id());
    }
}

/// T24. What a file is called has no part in what it is, and its first 64 KiB tell it.
#[test]
fn the_beginning_tells_the_kind() {
    for (bytes, wanted) in [
        (jpeg(400, 300), "image/jpeg"),
        (png(400, 300), "image/png"),
        (Film::new(64, 64).write(), "video/mp4"),
        (pdf(1, "", &[], ""), "application/pdf"),
        (office("word", &[]), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ] {
        assert_eq!(kind(&bytes[..bytes.len().min(64 << 10)]), wanted);
        assert_eq!(kind(&bytes[..120]), if wanted.contains("openxml") { "application/zip" } else { wanted });
    }
}

#[test]
fn bytes_are_counted_and_hashed() {
    let empty = facts(b"");
    assert_eq!((empty.bytes, &*empty.sha256), (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    let abc = facts(b"abc");
    assert_eq!((abc.bytes, &*abc.sha256), (3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    // One million letters a, as the standard has it: more than a block.
    let million = facts(&vec![b'a'; 1_000_000]);
    assert_eq!(million.sha256, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/// A picture of more than 64 MiB is not read on.
#[test]
fn what_is_too_large_is_said() {
    let mut photo = jpeg(8, 8);
    photo.resize((64 << 20) + 1, 0);
    let told = facts(&photo);
    assert_eq!((told.width, told.problems[0].code), (Some(8), Code::TooLarge));
}
