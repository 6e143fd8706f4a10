//! The tree over the record, against RFC 6962's own example and a second way of computing it.

use linxuan_domain::merkle::{Frontier, Hash, from_hex, hex, includes, leaf, node};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

/// The eight entries of the certificate-transparency reference tree.
const ENTRIES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

/// Its roots at sizes 0 to 8.
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn entry(digits: &str) -> Vec<u8> {
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

/// Leaves that differ: their numbers.
fn leaves(size: usize) -> Vec<Hash> {
    (0..size).map(|n| leaf(&n.to_be_bytes())).collect()
}

/// The largest power of two below `size`.
fn split(size: usize) -> usize {
    (0..usize::BITS).map(|power| 1 << power).take_while(|k| *k < size).last().unwrap()
}

/// MTH of RFC 6962, section 2.1, word for word.
fn tree_head(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::digest([]).into(),
        [one] => *one,
        many => {
            let (left, right) = many.split_at(split(many.len()));
            node(&tree_head(left), &tree_head(right))
        }
    }
}

/// PATH of RFC 6962, section 2.1.1, word for word.
fn path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() <= 1 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut below, sibling) = match index.checked_sub(left.len()) {
        None => (path(index, left), tree_head(right)),
        Some(index) => (path(index, right), tree_head(left)),
    };
    below.push(sibling);
    below
}

fn frontier(leaves: &[Hash]) -> Frontier {
    let mut frontier = Frontier::default();
    for leaf in leaves {
        frontier.push(*leaf);
    }
    frontier
}

#[test]
fn the_reference_tree_has_the_reference_roots() {
    let mut frontier = Frontier::default();
    assert_eq!(hex(&frontier.root()), ROOTS[0]);
    for (digits, root) in ENTRIES.iter().zip(&ROOTS[1..]) {
        frontier.push(leaf(&entry(digits)));
        assert_eq!(hex(&frontier.root()), *root);
    }
}

#[test]
fn leaves_and_nodes_are_hashed_apart() {
    let bytes = [7_u8; 64];
    let halves: [Hash; 2] = [[7; 32], [7; 32]];
    let of = |head: u8| -> Hash { Sha256::digest([&[head], bytes.as_slice()].concat()).into() };
    assert_eq!(leaf(&bytes), of(0));
    assert_eq!(node(&halves[0], &halves[1]), of(1));
}

#[test]
fn a_growing_frontier_has_the_root_of_the_whole_tree_up_to_300_leaves() {
    let all = leaves(300);
    let mut frontier = Frontier::default();
    for size in 0..=all.len() {
        assert_eq!(frontier.root(), tree_head(&all[..size]), "{size}");
        assert_eq!(frontier.size(), size as u64);
        assert_eq!(frontier.roots().len(), size.count_ones() as usize);
        if let Some(next) = all.get(size) {
            frontier.push(*next);
        }
    }
}

#[test]
fn a_frontier_laid_down_and_taken_up_again_goes_on_alike() {
    let all = leaves(40);
    for size in 0..all.len() {
        let before = frontier(&all[..size]);
        let mut after = Frontier::new(before.size(), before.roots().to_vec()).unwrap();
        assert_eq!(after, before);
        all[size..].iter().for_each(|leaf| after.push(*leaf));
        assert_eq!(after.root(), tree_head(&all));
    }
}

#[test]
fn a_frontier_with_the_wrong_number_of_roots_is_refused() {
    let root = leaf(b"");
    assert!(Frontier::new(0, vec![]).is_some());
    for (size, roots) in [(0, 1), (1, 0), (1, 2), (2, 2), (3, 1), (4, 3), (7, 2), (8, 3)] {
        assert_eq!(Frontier::new(size, vec![root; roots]), None, "{size}");
    }
}

#[test]
fn every_leaf_of_every_tree_up_to_70_is_proved_by_its_path() {
    let all = leaves(70);
    for size in 1..=all.len() {
        let root = tree_head(&all[..size]);
        for index in 0..size {
            let proof = path(index, &all[..size]);
            assert!(includes(&all[index], index as u64, size as u64, &proof, &root), "{index} of {size}");
        }
    }
}

#[test]
fn a_proof_with_anything_changed_proves_nothing() {
    let all = leaves(21);
    for size in 1..=all.len() {
        let root = tree_head(&all[..size]);
        for index in 0..size {
            let (leaf, at, proof) = (all[index], index as u64, path(index, &all[..size]));
            let refused = |proof: &[Hash]| !includes(&leaf, at, size as u64, proof, &root);
            assert!(refused(&[&[root], proof.as_slice()].concat()));
            assert!(refused(&[proof.as_slice(), &[root]].concat()));
            assert!(!includes(&leaf, size as u64, size as u64, &proof, &root));
            assert!(!includes(&leaf, u64::MAX, size as u64, &proof, &root));
            assert!(!includes(&leaf, at, 0, &proof, &root));
            assert!(!includes(&root, at, size as u64, &proof, &root) || size == 1);
            assert!(!includes(&leaf, at, size as u64, &proof, &leaf) || size == 1);
            for other in (0..size).filter(|other| *other != index) {
                assert!(!includes(&leaf, other as u64, size as u64, &proof, &root));
            }
            for cut in 0..proof.len() {
                let mut without = proof.clone();
                without.remove(cut);
                assert!(refused(&without));
                let mut bent = proof.clone();
                bent[cut][cut % 32] ^= 1;
                assert!(refused(&bent));
            }
        }
    }
}

#[test]
fn hexadecimal_digits_are_written_and_read() {
    assert_eq!(hex(&[0x00, 0x0f, 0xa0, 0xff]), "000fa0ff");
    for root in ROOTS {
        assert_eq!(hex(&from_hex(root).unwrap()), root);
        assert_eq!(from_hex(&root.to_uppercase()), from_hex(root));
    }
    let short = &ROOTS[0][1..];
    for text in [
        "",
        short,
        &format!("{short}g"),
        &format!("{}0", ROOTS[0]),
        &format!(" {short}"),
        &"é".repeat(32),
        &"汉".repeat(64),
    ] {
        assert_eq!(from_hex(text), None, "{text}");
    }
}

/// A sign is no hexadecimal digit.
#[test]
fn signs_are_no_hexadecimal_digits() {
    assert_eq!(from_hex(&"+a".repeat(32)), None);
    assert_eq!(from_hex(&format!("+0{}", "0".repeat(62))), None);
}

proptest! {
    #[test]
    fn a_frontier_and_a_proof_agree_on_any_leaves(entries in prop::collection::vec(any::<Vec<u8>>(), 1..40), pick in any::<prop::sample::Index>()) {
        let leaves: Vec<Hash> = entries.iter().map(|entry| leaf(entry)).collect();
        let index = pick.index(leaves.len());
        let root = frontier(&leaves).root();
        prop_assert!(includes(&leaves[index], index as u64, leaves.len() as u64, &path(index, &leaves), &root));
    }

    #[test]
    fn no_proof_makes_the_check_panic(index in any::<u64>(), size in any::<u64>(), length in 0_usize..70) {
        let hash = leaf(b"");
        prop_assert!(!includes(&hash, index, size, &vec![hash; length], &[0; 32]));
    }
}

/// One vector of transparency-dev/merkle.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vector {
    leaf_idx: u64,
    tree_size: u64,
    root: String,
    leaf_hash: String,
    proof: Option<Vec<String>>,
    want_err: bool,
}

/// A hash in base 64; `None` when it is not one of 32 bytes.
fn base64(text: &str) -> Option<Hash> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for digit in text.trim_end_matches('=').chars() {
        held = held << 6 | u32::try_from(DIGITS.find(digit)?).ok()?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).ok()?);
        }
    }
    bytes.try_into().ok()
}

fn verifies(vector: &Vector) -> Option<bool> {
    let proof: Option<Vec<Hash>> = vector.proof.iter().flatten().map(|hash| base64(hash)).collect();
    let (leaf, root) = (base64(&vector.leaf_hash)?, base64(&vector.root)?);
    Some(includes(&leaf, vector.leaf_idx, vector.tree_size, &proof?, &root))
}

/// Runs where `LINXUAN_CORPORA` names the folder of test data from elsewhere.
#[test]
fn the_inclusion_vectors_from_elsewhere_come_out_as_they_say() {
    let Some(corpora) = std::env::var_os("LINXUAN_CORPORA") else { return };
    let folder = std::path::Path::new(&corpora).join("merkle/inclusion");
    let (mut good, mut bad) = (0, 0);
    for case in std::fs::read_dir(folder).unwrap() {
        for file in std::fs::read_dir(case.unwrap().path()).unwrap() {
            let file = file.unwrap().path();
            let vector: Vector = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
            // What is no hash at all cannot even be asked about.
            assert_eq!(verifies(&vector).unwrap_or(false), !vector.want_err, "{}", file.display());
            if vector.want_err { bad += 1 } else { good += 1 }
        }
    }
    assert!(good >= 3 && bad >= 40, "{good} good and {bad} bad vectors");
}
