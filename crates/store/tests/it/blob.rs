//! Bytes in a folder: pieces, contents, and what is left of them after faults.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::PathBuf;

use linxuan_domain::merkle::hex;
use linxuan_store::blob::{Blobs, Kept};
use linxuan_store::material::Part;
use sha2::{Digest, Sha256};

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> (Self, Blobs) {
        let path = std::env::temp_dir().join(format!("linxuan-blobs-{name}-{}", std::process::id()));
        drop(std::fs::remove_dir_all(&path));
        let blobs = Blobs::open(&path).unwrap();
        (Self(path), blobs)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn written(blobs: &Blobs, name: &str, bytes: &[u8]) -> Part {
    let mut piece = blobs.piece("u1", name).unwrap();
    bytes.chunks(3).for_each(|chunk| piece.write(chunk).unwrap());
    assert_eq!((piece.length(), piece.sum().as_slice()), (bytes.len() as u64, Sha256::digest(bytes).as_slice()));
    piece.sync().unwrap()
}

fn content(blobs: &Blobs, hash: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    blobs.read(hash).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

fn kept(bytes: &[u8]) -> Kept {
    Kept { hash: hex(&Sha256::digest(bytes)), bytes: bytes.len() as u64 }
}

#[test]
fn pieces_become_one_content_in_their_order() {
    let (_folder, blobs) = Folder::new("joined");
    let parts = [written(&blobs, "0.a", b"one "), written(&blobs, "4.b", b"two "), written(&blobs, "8.c", b"three")];
    let mut read = Vec::new();
    blobs.pieces("u1", &parts).unwrap().read_to_end(&mut read).unwrap();
    assert_eq!(read, b"one two three");
    assert_eq!(blobs.keep("u1", &parts, None).unwrap(), kept(b"one two three"));
    assert_eq!(content(&blobs, &kept(b"one two three").hash), b"one two three");
    // Until it is dropped it can be done again, as after an act that could not be committed.
    assert_eq!(blobs.keep("u1", &parts, None).unwrap(), kept(b"one two three"));
    blobs.drop_pieces("u1").unwrap();
    blobs.drop_pieces("u1").unwrap();
    assert!(blobs.staged().unwrap().is_empty());
}

#[test]
fn of_a_piece_only_what_was_counted_is_taken() {
    let (_folder, blobs) = Folder::new("counted");
    let part = written(&blobs, "0.a", b"counted and more");
    let counted = [Part { length: 7, ..part.clone() }];
    assert_eq!(blobs.keep("u1", &counted, None).unwrap(), kept(b"counted"));
    // One that lost its end is not taken for a shorter one.
    let longer = [Part { length: 17, ..part }];
    assert!(blobs.keep("u1", &longer, None).is_err());
    assert!(blobs.keep("u1", &longer, Some(kept(b"counted and more!"))).is_err());
}

#[test]
fn a_content_that_lies_there_broken_is_made_whole() {
    let (folder, blobs) = Folder::new("broken");
    let part = [written(&blobs, "0.a", b"whole")];
    // Copied, so that breaking it leaves the piece whole.
    let hash = blobs.keep("u1", &part, None).unwrap().hash;
    std::fs::write(folder.0.join("blobs").join(&hash[..2]).join(&hash[2..]), b"wh").unwrap();
    blobs.keep("u1", &part, None).unwrap();
    assert_eq!(content(&blobs, &hash), b"whole");
}

#[test]
fn a_content_that_was_written_again_is_not_removed() {
    let (_folder, blobs) = Folder::new("again");
    let part = [written(&blobs, "0.a", b"again")];
    let hash = blobs.keep("u1", &part, None).unwrap().hash;
    let (_, first) = blobs.contents().unwrap().into_iter().next().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(20));
    blobs.keep("u1", &part, None).unwrap();
    blobs.remove(&hash, first).unwrap();
    let all = blobs.contents().unwrap();
    assert_eq!(all.iter().map(|(hash, _)| hash.clone()).collect::<BTreeSet<_>>(), BTreeSet::from([hash.clone()]));
    blobs.remove(&hash, all.into_iter().next().unwrap().1).unwrap();
    assert!(blobs.contents().unwrap().is_empty());
}

#[test]
fn no_name_leads_out_of_the_folder() {
    let (_folder, blobs) = Folder::new("names");
    for name in ["", "..", "a/b", "../../etc", "a\0"] {
        assert!(blobs.piece(name, "0.a").is_err() && blobs.drop_pieces(name).is_err(), "{name:?}");
    }
    for hash in ["", "..", "ab", &"g".repeat(64), &"A".repeat(64), &"../".repeat(21)] {
        assert!(blobs.read(hash).is_err(), "{hash}");
    }
}

#[test]
fn nobody_else_may_read_what_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, blobs) = Folder::new("closed");
    let part = [written(&blobs, "0.a", b"closed")];
    let hash = blobs.keep("u1", &part, None).unwrap().hash;
    let mode = |path: PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o077;
    let first = folder.0.join("blobs").join(&hash[..2]);
    assert_eq!([mode(first.join(&hash[2..])), mode(first), mode(folder.0.join("staging"))], [0, 0, 0]);
}
